using System.Globalization;
using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.FullLoad;

/// <summary>Enrols customers of its own and ends their enrolments, one request after the other, and keeps what was acknowledged.</summary>
internal sealed class WritingClient(Load load, string world, int first)
{
    public const int Customers = 100;

    private const string Name = "writes";

    /// <summary>Each target is the only one of the group with its id times ten.</summary>
    private static readonly long[] Targets = [1, 2];

    private readonly Random _random = new(first);
    private readonly Dictionary<(long Customer, long Target), (bool IsEnrolled, long? Balance)> _state = [];

    /// <summary>Writes that were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>The body that creates a world for a number of clients.</summary>
    public static string World(string world, int clients)
    {
        var customers = string.Join(',', Enumerable.Range(1, clients * Customers).Select(id => $$"""{"id":{{id}}}"""));
        var groups = Behaviour.Targets.TargetWorlds.Join([.. Targets.Select(target => Behaviour.Targets.TargetWorlds.Group(
            (int)target * 10, Behaviour.Targets.TargetWorlds.Period((int)target * 100, "2031-01-01", "2031-12-31"), Behaviour.Targets.TargetWorlds.Target((int)target)))]);
        return $$"""
            {"name":"{{world}}","world":{"schemaVersion":1,"name":"{{world}}","timeZone":"UTC","clock":{"mode":"FROZEN","at":"2031-06-15T12:00:00Z"},
            "orgs":[{"id":1,"name":"One","tills":[{"username":"{{world}}","password":"123"}],"targetGroups":[{{groups}}],"customers":[{{customers}}]}]} }
            """;
    }

    public async Task WriteAsync()
    {
        var key = (Customer: (long)_random.Next(first, first + Customers), Target: Targets[_random.Next(Targets.Length)]);
        var before = _state.GetValueOrDefault(key);
        var balance = before.IsEnrolled || _random.Next(3) == 0 ? null : (long?)_random.Next(1000);
        var body = string.Create(CultureInfo.InvariantCulture, $$"""[{"customerId":{{key.Customer}}{{(balance is { } initial ? $",\"initialBalance\":{initial}" : "")}}}]""");
        var operation = before.IsEnrolled ? "unEnroll" : "enroll";
        var reply = await load.SendAsync(Name, HttpMethod.Post, $"/v3/targetGroups/{key.Target * 10}/targets/{key.Target}/{operation}", body, Tills.Of(world), expected: 200);
        if (reply.Status == 200)
        {
            Acknowledged++;
            _state[key] = (!before.IsEnrolled, balance ?? before.Balance);
        }

        if (_random.Next(4) == 0)
        {
            await ReadAsync(key.Customer);
        }
    }

    /// <summary>Every write that was acknowledged is in the next read, and no other.</summary>
    public async Task ReadAsync(long customer)
    {
        var reply = await load.SendAsync("reads of own writes", HttpMethod.Get, TestWorlds.TargetsOf(customer), null, Tills.Of(world), expected: 200);
        if (reply.Status == 200)
        {
            var listed = TestWorlds.ParseJson(reply.Body).GetProperty("data").EnumerateArray().Select(target => target.GetProperty("id").GetInt64()).Order().ToList();
            var expected = Targets.Where(target => _state.GetValueOrDefault((customer, target)).IsEnrolled).ToList();
            if (!listed.SequenceEqual(expected))
            {
                load.Violate($"{world}, customer {customer}: enrolled in {string.Join(' ', expected)}, but {string.Join(' ', listed)} are listed");
            }
        }
    }

    /// <summary>What an export must have of this client's customers, one line each.</summary>
    public IEnumerable<string> Expected() => _state.Where(entry => entry.Value.IsEnrolled || entry.Value.Balance is not null)
        .Select(entry => Line(entry.Key.Customer, entry.Key.Target, entry.Value.IsEnrolled, entry.Value.Balance));

    /// <summary>The same lines of a whole export. A customer who is enrolled twice has two lines.</summary>
    public static IReadOnlyList<string> Exported(string document)
    {
        var org = TestWorlds.ParseJson(document).GetProperty("orgs")[0];
        var enrolments = Rows(org, "enrolments").Select(row => (Key(row), Balance: (long?)null, IsEnrolled: true));
        var progress = Rows(org, "userTargets").Select(row => (Key(row), Balance: (long?)row.GetProperty("achievedValue").GetInt64(), IsEnrolled: false));
        return
        [
            .. enrolments.Concat(progress).GroupBy(row => row.Item1).Select(rows => rows.Count(row => row.IsEnrolled) <= 1 && rows.Count(row => !row.IsEnrolled) <= 1
                ? Line(rows.Key.Customer, rows.Key.Target, rows.Any(row => row.IsEnrolled), rows.Max(row => row.Balance))
                : $"{rows.Key} has {rows.Count()} rows"),
        ];
    }

    private static JsonElement.ArrayEnumerator Rows(JsonElement org, string name) => org.TryGetProperty(name, out var rows) ? rows.EnumerateArray() : default;

    private static (long Customer, long Target) Key(JsonElement row) => (row.GetProperty("customerId").GetInt64(), row.GetProperty("targetId").GetInt64());

    private static string Line(long customer, long target, bool isEnrolled, long? balance) => string.Create(CultureInfo.InvariantCulture, $"{customer}/{target}/{isEnrolled}/{balance}");
}
