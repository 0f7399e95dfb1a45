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
/// Compares an app that has the response cache with one that does not, over the same document and the same machine clock: all responses
/// have the same bytes and the same ETag.
/// </summary>
public sealed class KeptAnswersTests
{
    private const int Steps = 300;

    private const int BoundaryCount = 80;

    /// <summary>The targets of each customer of one org, and the promotions with the customer's usage.</summary>
    private static readonly string[] ReadsByCustomer =
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
    public async Task Cached_and_uncached_responses_are_equal_during_random_reads_and_changes_of_clock_and_document(string zone, int seed)
    {
        var document = GeneratedWorld.Of(new RandomData(seed), zone);
        using var apps = new AppPair(document, seed);

        for (var step = 0; step < Steps; step++)
        {
            await apps.StepAsync();
        }

        var hits = await apps.CacheHitsAsync();
        Assert.True(hits.Cached > apps.Compared / 10, $"only {hits.Cached} of {apps.Compared} responses came from the cache");
        Assert.Equal(0, hits.Uncached);
    }

    /// <summary>
    /// Reads every response one millisecond before, at and after each boundary. Only the machine's clock changes, not the document or the
    /// world's clock. If two boundaries are less than two milliseconds apart, the clock also goes back.
    /// </summary>
    [Theory]
    [InlineData("UTC", 11)]
    [InlineData("Asia/Kolkata", 12)]
    [InlineData("Europe/Berlin", 13)]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Cached_responses_expire_at_midnight_at_promotion_dates_and_at_the_ends_of_usage_windows(string zone, int seed)
    {
        var document = GeneratedWorld.Of(new RandomData(seed), zone);
        using var apps = new AppPair(document, seed);
        var upcoming = Boundaries.Of(document).Where(at => at > GeneratedWorld.Noon && at < GeneratedWorld.Noon + (9 * Instants.Day)).ToArray();
        new Random(seed).Shuffle(upcoming);
        var boundaries = upcoming.Take(BoundaryCount).Order().ToList();
        Assert.Equal(BoundaryCount, boundaries.Count);

        foreach (var boundary in boundaries)
        {
            foreach (var instant in new[] { boundary - 1, boundary, boundary + 1 })
            {
                apps.SetMachineTime(instant);
                await apps.CompareAsync(ReadsByCustomer);
            }
        }

        Assert.True(apps.Changed > 20, $"only {apps.Changed} responses changed with time");
        Assert.True((await apps.CacheHitsAsync()).Cached > apps.Compared / 4, "too few responses came from the cache");
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_small_cache_evicts_responses_and_returns_correct_ones()
    {
        using var smallCache = new EmulatorApp(null, ("Emulator:KeptAnswersMegabytes", "1"));
        using var withoutCache = new EmulatorApp(null, ("Emulator:KeptAnswersMegabytes", "0"));
        for (var round = 0; round < 2; round++)
        {
            for (var offset = 0; offset < 40; offset++)
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"/api_gateway/loyalty/v1/programs/469/promotionsV2?limit={20 + offset}&offset={offset}&sourceType=USER_CREATED");
                var expected = await withoutCache.GetAsync(path);

                Assert.Equal(200, expected.Status);
                Assert.Equal(expected.Body, (await smallCache.GetAsync(path)).Body);
                Assert.Equal(expected.Body, (await smallCache.GetAsync(path)).Body);
            }
        }

        // Forty pages of about 100 kB do not fit into 1 MiB, so most pages of the first round are evicted before the second.
        var computed = await CountAsync(smallCache, "docs", "handler");
        Assert.True(computed > 60, $"only {computed} pages were computed");
        Assert.True(await CountAsync(smallCache, "docs", "keptAnswer") > 0, "no response came from the cache");
    }

    internal static async Task<int> CountAsync(EmulatorApp app, string world, string answeredBy)
    {
        var reply = await app.GetPlainAsync($"/_emulator/worlds/{world}/requests/count?answeredBy={answeredBy}");
        using var json = JsonDocument.Parse(reply.Body);
        return json.RootElement.GetProperty("count").GetInt32();
    }

    /// <summary>The instants at which a response changes without a write.</summary>
    private static class Boundaries
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

    /// <summary>Applies the same random steps to both apps and compares their responses.</summary>
    private sealed class AppPair : IDisposable
    {
        private readonly Random _random;
        private readonly EmulatorApp _cached;
        private readonly EmulatorApp _uncached;
        private readonly string _zone;
        private readonly Dictionary<string, string> _previousBodies = new(StringComparer.Ordinal);
        private IReadOnlyList<long> _boundaries;
        private long _machineTime = GeneratedWorld.Noon;

        public AppPair(WorldDocument document, int seed)
        {
            var text = Encoding.UTF8.GetString(WorldDocumentJson.Write(document));
            _random = new Random(seed);
            _zone = document.TimeZone;
            _boundaries = Boundaries.Of(document);
            _cached = new EmulatorApp(text, ("Emulator:JournalRequests", "100000"));
            _uncached = new EmulatorApp(text, ("Emulator:KeptAnswersMegabytes", "0"), ("Emulator:JournalRequests", "100000"));
        }

        public int Compared { get; private set; }

        /// <summary>How many responses differed from the previous response to the same request.</summary>
        public int Changed { get; private set; }

        public async Task<(int Cached, int Uncached)> CacheHitsAsync() =>
            (await CountAsync(_cached, "generated", "keptAnswer"), await CountAsync(_uncached, "generated", "keptAnswer"));

        public async Task StepAsync()
        {
            switch (_random.Next(20))
            {
                case 0 or 1:
                    SetMachineTime(Math.Max(_machineTime, RandomInstantNear(_boundaries.Where(boundary => boundary > _machineTime).Take(3).DefaultIfEmpty(_machineTime + 1000).ToList())));
                    break;
                case 2:
                    // Sometimes backwards, as when a machine's clock is corrected.
                    SetMachineTime(_machineTime + _random.NextInt64(-30 * 60 * 1000, 3 * 60 * 60 * 1000));
                    break;
                case 3:
                    var at = DocumentInstant.Print(RandomInstantNear(_boundaries));
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
                    _boundaries = Boundaries.Of(next);
                    var text = Encoding.UTF8.GetString(WorldDocumentJson.Write(next.WithoutSecrets()));
                    await BothAsync(world => world.PutAsync("document", text));
                    break;
                default:
                    var read = Reads[_random.Next(Reads.Length)];
                    await CompareAsync([read, read]);
                    break;
            }
        }

        public void SetMachineTime(long instant)
        {
            _machineTime = instant;
            _cached.Clock.Now = _uncached.Clock.Now = DateTimeOffset.FromUnixTimeMilliseconds(instant);
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
                var cached = await _cached.GetPlainAsync(read, headers);
                var uncached = await _uncached.GetPlainAsync(read, headers);

                Assert.Equal((read, uncached.Status, uncached.Body), (read, cached.Status, cached.Body));
                Assert.Equal(uncached.Headers.GetValueOrDefault("ETag"), cached.Headers.GetValueOrDefault("ETag"));
                Assert.Equal(uncached.Headers.GetValueOrDefault("Preference-Applied"), cached.Headers.GetValueOrDefault("Preference-Applied"));
                Compared++;
                var key = read + headers[^1];
                Changed += _previousBodies.TryGetValue(key, out var before) && !before.Equals(uncached.Body, StringComparison.Ordinal) ? 1 : 0;
                _previousBodies[key] = uncached.Body;
            }
        }

        public void Dispose()
        {
            _cached.Dispose();
            _uncached.Dispose();
        }

        private long RandomInstantNear(IReadOnlyList<long> boundaries) => boundaries[_random.Next(boundaries.Count)] + _random.Next(-1, 2);

        private async Task BothAsync(Func<MadeWorld, Task> change)
        {
            await change(new MadeWorld(_cached, "generated", "", ""));
            await change(new MadeWorld(_uncached, "generated", "", ""));
        }
    }
}
