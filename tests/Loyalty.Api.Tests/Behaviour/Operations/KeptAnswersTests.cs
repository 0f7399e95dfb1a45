using System.Globalization;
using System.Text;
using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hostile;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Domain;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Tests.Behaviour.Operations;

/// <summary>
/// An app that keeps answers beside one that makes each anew, over the same document and the same machine clock: whatever happens in
/// between, they say the same bytes under the same tag.
/// </summary>
public sealed class KeptAnswersTests
{
    private const int Steps = 300;

    private const int BordersCrossed = 80;

    /// <summary>The usage and the targets of every customer of one org.</summary>
    private static readonly string[] Plain =
    [
        .. new[] { 1001, 1002, 1003 }.SelectMany(customer => new[]
        {
            $"/v3/users/{customer}/enrolledTargets",
            $"/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=100&offset=0&sourceType=USER_CREATED&includeInactivePromotions=true&identifierName=id&identifierValue={customer}&source=ALL",
        }),
    ];

    private static readonly string[] Reads =
    [
        .. new[] { 1001, 1002, 1003, 2001, 9 }.Select(customer => $"/v3/users/{customer}/enrolledTargets"),
        "/v3/users/1001/enrolledTargets?includeOnlyUserCreated=true", "/v3/users/1001/enrolledTargets?trackingDate=2026-03-14", "/v3/users/1002/enrolledTargets?enrollmentType=IMPORT",
        .. new[] { "&identifierName=id&identifierValue=1001&source=ALL", "&identifierName=mobile&identifierValue=911002&source=ALL", "&identifierName=id&identifierValue=1003&source=ALL", "", "&includeInactivePromotions=true" }
            .Select(more => "/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=100&offset=0&sourceType=USER_CREATED" + more),
        "/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=2&offset=1&sourceType=USER_CREATED&identifierName=id&identifierValue=1001&source=ALL",
        "/api_gateway/loyalty/v1/programs/470/userCreatedPromotions?limit=100&offset=0&sourceType=USER_CREATED&identifierName=id&identifierValue=2001&source=ALL",
    ];

    [Theory]
    [InlineData("UTC", 1)]
    [InlineData("Asia/Kolkata", 2)]
    [InlineData("Europe/Berlin", 3)]
    [InlineData("America/New_York", 4)]
    [InlineData("Australia/Lord_Howe", 5)]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Kept_and_fresh_answers_are_equal_while_reads_clocks_and_documents_interleave(string zone, int seed)
    {
        var document = GeneratedWorld.Of(new RandomData(seed), zone);
        using var walk = new Walk(document, seed);

        for (var step = 0; step < Steps; step++)
        {
            await walk.StepAsync();
        }

        var kept = await walk.KeptAsync();
        Assert.True(kept.Kept > walk.Compared / 10, $"{kept.Kept} of {walk.Compared} answers came from kept bytes");
        Assert.Equal(0, kept.Fresh);
    }

    /// <summary>
    /// Every answer is read before, at and after each border of its own data, which no replaced document and no moved control hides. Two
    /// borders within a millisecond set the machine's clock back.
    /// </summary>
    [Theory]
    [InlineData("UTC", 11)]
    [InlineData("Asia/Kolkata", 12)]
    [InlineData("Europe/Berlin", 13)]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Kept_answers_outlive_no_midnight_no_promotions_border_and_no_usage_window(string zone, int seed)
    {
        var document = GeneratedWorld.Of(new RandomData(seed), zone);
        using var walk = new Walk(document, seed);
        var ahead = Borders.Of(document).Where(at => at > GeneratedWorld.Noon && at < GeneratedWorld.Noon + (9 * Instants.Day)).ToArray();
        new Random(seed).Shuffle(ahead);
        var borders = ahead.Take(BordersCrossed).Order().ToList();
        Assert.Equal(BordersCrossed, borders.Count);

        foreach (var border in borders)
        {
            foreach (var instant in new[] { border - 1, border, border + 1 })
            {
                walk.MoveMachine(instant);
                await walk.CompareAsync(Plain);
            }
        }

        Assert.True(walk.Changed > 20, $"{walk.Changed} answers changed by time alone");
        Assert.True((await walk.KeptAsync()).Kept > walk.Compared / 4, "most answers stay over most borders");
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_tiny_budget_forgets_and_is_right_all_the_same()
    {
        using var tiny = new EmulatorApp(null, ("Emulator:KeptAnswersMegabytes", "1"));
        using var fresh = new EmulatorApp(null, ("Emulator:KeptAnswersMegabytes", "0"));
        for (var round = 0; round < 2; round++)
        {
            for (var offset = 0; offset < 40; offset++)
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"/api_gateway/loyalty/v1/programs/469/promotionsV2?limit={20 + offset}&offset={offset}&sourceType=USER_CREATED");
                var expected = await fresh.GetAsync(path);

                Assert.Equal(200, expected.Status);
                Assert.Equal(expected.Body, (await tiny.GetAsync(path)).Body);
                Assert.Equal(expected.Body, (await tiny.GetAsync(path)).Body);
            }
        }

        // Forty pages of some 100 kB do not fit into a megabyte: what the first round kept was forgotten before the second.
        var first = await CountAsync(tiny, "docs", "handler");
        Assert.True(first > 60, $"{first} pages were made anew");
        Assert.True(await CountAsync(tiny, "docs", "keptAnswer") > 0, "nothing was kept");
    }

    internal static async Task<int> CountAsync(EmulatorApp app, string world, string answeredBy)
    {
        var reply = await app.GetPlainAsync($"/_emulator/worlds/{world}/requests/count?answeredBy={answeredBy}");
        using var json = JsonDocument.Parse(reply.Body);
        return json.RootElement.GetProperty("count").GetInt32();
    }

    /// <summary>The instants at which time alone changes an answer.</summary>
    private static class Borders
    {
        public static IReadOnlyList<long> Of(WorldDocument document)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(document.TimeZone);
            var day = DateOnly.FromDateTime(EmulatorApp.Noon.UtcDateTime);
            var midnights = Enumerable.Range(-8, 18).Select(offset => new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.AddDays(offset).ToDateTime(TimeOnly.MinValue), zone)).ToUnixTimeMilliseconds());
            var promotions = document.Orgs.SelectMany(org => org.Promotions!).SelectMany(promotion => new[] { promotion.StartDate.Milliseconds, promotion.EndDate.Milliseconds + 1 });
            var usage = document.Orgs.SelectMany(org => org.Usage!).Select(entry => entry.At.Milliseconds).SelectMany(at => new[]
            {
                at, at + Instants.Day, at + (7 * Instants.Day), TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone).AddMonths(1).ToUnixTimeMilliseconds(),
            });
            return [.. midnights.Concat(promotions).Concat(usage).Distinct().Order()];
        }
    }

    /// <summary>Does the same to both apps and compares what they say.</summary>
    private sealed class Walk : IDisposable
    {
        private readonly Random _random;
        private readonly EmulatorApp _keeping;
        private readonly EmulatorApp _fresh;
        private readonly string _zone;
        private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);
        private IReadOnlyList<long> _borders;
        private long _machine = GeneratedWorld.Noon;

        public Walk(WorldDocument document, int seed)
        {
            var text = Encoding.UTF8.GetString(WorldDocumentJson.Write(document));
            _random = new Random(seed);
            _zone = document.TimeZone;
            _borders = Borders.Of(document);
            _keeping = new EmulatorApp(text, ("Emulator:JournalRequests", "100000"));
            _fresh = new EmulatorApp(text, ("Emulator:KeptAnswersMegabytes", "0"), ("Emulator:JournalRequests", "100000"));
        }

        public int Compared { get; private set; }

        /// <summary>How often an answer differed from the one before it.</summary>
        public int Changed { get; private set; }

        public async Task<(int Kept, int Fresh)> KeptAsync() =>
            (await CountAsync(_keeping, "generated", "keptAnswer"), await CountAsync(_fresh, "generated", "keptAnswer"));

        public async Task StepAsync()
        {
            switch (_random.Next(20))
            {
                case 0 or 1:
                    MoveMachine(Math.Max(_machine, Near(_borders.Where(border => border > _machine).Take(3).DefaultIfEmpty(_machine + 1000).ToList())));
                    break;
                case 2:
                    // Now and then back, as machines do when they learn the right time.
                    MoveMachine(_machine + _random.NextInt64(-30 * 60 * 1000, 3 * 60 * 60 * 1000));
                    break;
                case 3:
                    var at = DocumentInstant.Print(Near(_borders));
                    await BothAsync(world => world.FreezeAsync(at));
                    break;
                case 4:
                    var by = IsoDuration.Format(_random.NextInt64(-2 * Instants.Day, 2 * Instants.Day));
                    await BothAsync(world => world.AdvanceAsync(by));
                    break;
                case 5:
                    await BothAsync(world => world.PutAsync("clock", """{"mode":"following"}"""));
                    break;
                case 6 when _random.Next(2) == 0:
                    var next = GeneratedWorld.Of(new RandomData(_random.Next()), _zone);
                    _borders = Borders.Of(next);
                    var text = Encoding.UTF8.GetString(WorldDocumentJson.Write(next.WithoutSecrets()));
                    await BothAsync(world => world.PutAsync("document", text));
                    break;
                default:
                    var read = Reads[_random.Next(Reads.Length)];
                    await CompareAsync([read, read]);
                    break;
            }
        }

        public void MoveMachine(long instant)
        {
            _machine = instant;
            _keeping.Clock.Now = _fresh.Clock.Now = DateTimeOffset.FromUnixTimeMilliseconds(instant);
        }

        public async Task CompareAsync(IEnumerable<string> reads)
        {
            foreach (var read in reads)
            {
                (string, string)[] headers =
                [
                    ("Authorization", Tills.Of(read.Contains("/470/", StringComparison.Ordinal) || read.Contains("/2001/", StringComparison.Ordinal) ? "t.two" : "t.one")),
                    .. _random.Next(6) == 0 ? [("Prefer", "representation=" + (_random.Next(2) == 0 ? "Gateway" : "Customer"))] : Array.Empty<(string, string)>(),
                ];
                var kept = await _keeping.GetPlainAsync(read, headers);
                var fresh = await _fresh.GetPlainAsync(read, headers);

                Assert.Equal((read, fresh.Status, fresh.Body), (read, kept.Status, kept.Body));
                Assert.Equal(fresh.Headers.GetValueOrDefault("ETag"), kept.Headers.GetValueOrDefault("ETag"));
                Assert.Equal(fresh.Headers.GetValueOrDefault("Preference-Applied"), kept.Headers.GetValueOrDefault("Preference-Applied"));
                Compared++;
                var key = read + headers[^1];
                Changed += _last.TryGetValue(key, out var before) && !before.Equals(fresh.Body, StringComparison.Ordinal) ? 1 : 0;
                _last[key] = fresh.Body;
            }
        }

        public void Dispose()
        {
            _keeping.Dispose();
            _fresh.Dispose();
        }

        private long Near(IReadOnlyList<long> borders) => borders[_random.Next(borders.Count)] + _random.Next(-1, 2);

        private async Task BothAsync(Func<MadeWorld, Task> change)
        {
            await change(new MadeWorld(_keeping, "generated", "", ""));
            await change(new MadeWorld(_fresh, "generated", "", ""));
        }
    }
}
