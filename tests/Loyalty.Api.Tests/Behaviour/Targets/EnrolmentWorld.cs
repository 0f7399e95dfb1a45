using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetWorlds;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>A world of its own for a test of enroll and unEnroll: three quarters of 2031, frozen on 15 June, in the second.</summary>
internal sealed class EnrolmentWorld(TestWorld world)
{
    public const string Enroll = "enroll";

    public const string UnEnroll = "unEnroll";

    public static readonly IReadOnlyList<string> Prefixes = ["/v3", "", "/v3.1", "/api_gateway/intouch-api-v3/v3.1"];

    private static int _worlds;

    public TestWorld World => world;

    public static async Task<EnrolmentWorld> NewAsync(EmulatorApp app, string settings = "", string more = "")
    {
        var quarters = Join(Period(101, "2031-01-01", "2031-03-31"), Period(102, "2031-04-01", "2031-06-30"), Period(103, "2031-07-01", "2031-09-30"));
        var groups = Join(
            Group(10, quarters, Join(Target(1), Target(2, more: """, "active":false"""))),
            Group(20, Period(201, "2031-01-01", "2031-12-31"), Target(3), """, "active":false"""),
            Group(30, Join(Period(301, "2031-05-01", "2031-05-31"), Period(302, "2031-06-01", "2031-06-30")), Target(4), """, "trackingType":"STREAKS" """),
            Group(40, Period(401, "2030-01-01", "2030-12-31"), Target(5)),
            Group(50, Period(501, "2032-01-01", "2032-12-31"), Target(6)));
        var document = Document("UTC", "2031-06-15T12:00:00Z", groups, "", settings, more)
            .Replace("t.one", $"t.{Interlocked.Increment(ref _worlds)}", StringComparison.Ordinal).Replace("t.two", $"t.{Interlocked.Increment(ref _worlds)}", StringComparison.Ordinal);
        return new(await app.NewWorldAsync($$"""{"world":{{document}}}"""));
    }

    public static string Path(string operation, long target = 1, long group = 10, string prefix = "/v3") => $"{prefix}/targetGroups/{group}/targets/{target}/{operation}";

    public Task<Reply> SendAsync(string path, string body, params (string Name, string Value)[] headers) =>
        world.App.ControlAsync(HttpMethod.Post, path, body, [("Authorization", world.Authorization), .. headers]);

    /// <summary>Enrols customer 1001.</summary>
    public Task<Reply> EnrolAsync(string more = "", long target = 1, long group = 10, string prefix = "/v3") =>
        SendAsync(Path(Enroll, target, group, prefix), $$"""[{"customerId":1001 {{more}}}]""");

    public Task<Reply> UnenrolAsync(long target = 1, long group = 10, string prefix = "/v3") =>
        SendAsync(Path(UnEnroll, target, group, prefix), """[{"customerId":1001}]""");

    /// <summary>The ids that enrolledTargets lists for customer 1001 on a day.</summary>
    public async Task<IEnumerable<long>> ListedAsync(string? day = null)
    {
        if (day is not null)
        {
            await world.DoAsync(HttpMethod.Put, "/clock", $$"""{"mode":"frozen","at":"{{day}}T12:00:00Z"}""");
        }

        var reply = await world.AskAsync(TestWorlds.TargetsOf(1001));
        Assert.Equal(200, reply.Status);
        return TestWorlds.ParseJson(reply.Body).GetProperty("data").EnumerateArray().Select(target => target.GetProperty("id").GetInt64());
    }

    /// <summary>A list of the exported organisation; empty if the document has none.</summary>
    public async Task<IReadOnlyList<JsonElement>> RowsAsync(string list) =>
        TestWorlds.ParseJson(await world.ExportAsync()).GetProperty("orgs")[0].TryGetProperty(list, out var rows) ? [.. rows.EnumerateArray()] : [];

    public static void Refused(int status, int code, string message, Reply reply) =>
        Assert.Equal((status, $$"""{"data":null,"errors":[{"code":{{code}},"message":"{{message}}"}],"warnings":null}"""), (reply.Status, reply.Body));
}
