using System.Globalization;
using System.Text;
using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Promotions;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Laws of both reads over HTTP: what a generated world answers is what a naive reader finds in its document.</summary>
public sealed class ReadLawTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const int Worlds = 30;

    private const int RequestsEach = 12;

    private static readonly string[] Zones = ["UTC", "Asia/Kolkata", "America/Phoenix"];

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.1")]
    public async Task Any_combination_of_target_filters_answers_what_a_naive_filter_finds()
    {
        var found = 0;
        await ForEachWorldAsync(async (world, document, zone, now, random) =>
        {
            var org = document.Orgs[0];
            var all = org.TargetGroups!.SelectMany(group => group.Targets!).ToList();
            for (var number = 0; number < RequestsEach; number++)
            {
                var customer = Of(random, org.Customers!).Id;
                HashSet<long>? ids = OneIn(random, 3) ? [.. all.Select(target => target.Id).Where(_ => OneIn(random, 2)), 999_999] : null;
                var method = OneIn(random, 3) ? Of(random, Enum.GetValues<EnrolmentMethod>()) : (EnrolmentMethod?)null;
                var userCreated = OneIn(random, 3);
                long? tracking = OneIn(random, 4) ? Of(random, all).Attribution.CreatedOn.Milliseconds : null;
                var query = Query(
                    ("targetRuleIds", ids is null ? null : string.Join(',', ids)),
                    ("enrollmentType", method is { } known ? WireName<EnrolmentMethod>.Of(known) : null),
                    ("includeOnlyUserCreated", userCreated ? "true" : null),
                    ("trackingDate", tracking?.ToString(CultureInfo.InvariantCulture)));

                var reply = await app.GetPlainAsync($"/v3/users/{customer}/enrolledTargets{query}", ("Authorization", world.Authorization));

                var expected = NaiveReads.Targets(org, customer, DayOf(now, zone), zone, ids, tracking is { } at ? DayOf(at, zone) : null, method, userCreated).ToList();
                Assert.Equal((query, 200), (query, reply.Status));
                Assert.Equal(expected, Ids(reply.Body, "data", "id"));
                found += expected.Count;
            }
        });

        Assert.True(found > Worlds, $"{found} targets were found in all");
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.1")]
    public async Task Pages_of_any_size_cover_every_row_of_a_naive_filter_once_and_in_order()
    {
        var found = 0;
        await ForEachWorldAsync(async (world, document, _, _, random) =>
        {
            var source = OneIn(random, 4) ? PromotionSourceType.Badges : PromotionSourceType.UserCreated;
            var inactive = OneIn(random, 2);
            var eventName = OneIn(random, 3) ? Of(random, EventNames.All.Take(3).ToList()) : null;
            var expected = NaiveReads.Promotions(document.Orgs[0], source, inactive, eventName).Select(promotion => promotion.Id).ToList();
            var limit = random.Next(1, 6);
            var rows = new List<long>();
            for (var offset = 0; offset <= expected.Count; offset += limit)
            {
                var reply = await app.GetPlainAsync(
                    SamplePromotions.Path(
                        "469",
                        ("limit", limit.ToString(CultureInfo.InvariantCulture)),
                        ("offset", offset.ToString(CultureInfo.InvariantCulture)),
                        ("sourceType", WireName<PromotionSourceType>.Of(source)),
                        ("includeInactivePromotions", inactive ? "true" : null),
                        ("eventName", eventName?.ToUpperInvariant())),
                    ("Authorization", world.Authorization));

                Assert.Equal(200, reply.Status);
                var page = Page.Read(reply.Body);
                Assert.Equal($"{offset / limit} {limit} {expected.Count} {(expected.Count + limit - 1) / limit}", page.Details);
                rows.AddRange(page.Ids);
            }

            Assert.Equal(expected, rows);
            found += rows.Count;
        });

        Assert.True(found > Worlds, $"{found} promotions were found in all");
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Usage_at_any_instant_is_a_naive_sum_over_the_ledger()
    {
        var used = 0;
        var windows = 0;
        await ForEachWorldAsync(async (world, document, zone, _, random) =>
        {
            var org = document.Orgs[0];
            for (var number = 0; number < 8; number++)
            {
                // At the border of a window of some entry, to the millisecond.
                var entry = Of(random, org.Usage!);
                var now = entry.At.Milliseconds + Of(random, [0L, Instants.Day, 7 * Instants.Day, 28 * Instants.Day, 31 * Instants.Day]) + Of(random, [0, 0, -1, 1]);
                await world.FreezeAsync(DocumentInstant.Print(now));
                var customer = OneIn(random, 2) ? entry.CustomerId : Of(random, org.Customers!).Id;
                var path = SamplePromotions.Path(
                    "469", ("identifierName", "id"), ("identifierValue", customer.ToString(CultureInfo.InvariantCulture)), ("source", "ALL"), ("includeInactivePromotions", "true"));

                var reply = await app.GetPlainAsync(path, ("Authorization", world.Authorization));

                using var json = JsonDocument.Parse(reply.Body);
                foreach (var item in json.RootElement.GetProperty("promotions").EnumerateArray())
                {
                    var promotion = org.Promotions!.Single(known => known.Id == item.GetProperty("promotionId").GetInt64());
                    windows += AssertUsage(item, org, promotion, customer, now, zone);
                    used += NaiveReads.HasUsed(org, promotion.Id, customer, now) ? 1 : 0;
                }
            }
        });

        Assert.True(used > 100, $"{used} promotions were used");
        Assert.True(windows > 100, $"{windows} windows were compared");
    }

    /// <summary>How many windows were compared.</summary>
    private static int AssertUsage(JsonElement item, OrgDocument org, PromotionDocument promotion, long customer, long now, TimeZoneInfo zone)
    {
        (long Times, decimal Points) Own(PeriodUnit? unit) => NaiveReads.Redeemed(org, promotion.Id, customer, unit, now, zone);
        (long Times, decimal Points) All(PeriodUnit? unit) => NaiveReads.Redeemed(org, promotion.Id, null, unit, now, zone);

        var summary = item.GetProperty("customerUsage");
        Assert.Equal(Text(Own(null).Points), summary.GetProperty("currentPointsPerCustomer").GetString());
        Assert.Equal(Own(null).Times, summary.GetProperty("currentNumberOfTimesPerCustomer").GetInt64());
        Assert.Equal(Text(All(null).Points), summary.GetProperty("currentTotalPointsInPromotion").GetString());

        var restrictions = promotion.Restrictions!.Redemption;
        var shown = item.GetProperty("promotionRestriction").GetProperty("redemptionRestrictions");
        Assert.Equal(restrictions.Count, shown.GetArrayLength());
        var compared = 0;
        foreach (var (restriction, index) in restrictions.Select((restriction, index) => (restriction, index)))
        {
            var expected = restriction.Name switch
            {
                RestrictionName.MaxAllowedTimesPerCustomer => Own(restriction.PeriodUnit).Times.ToString(CultureInfo.InvariantCulture),
                RestrictionName.MaxAllowedPointsPerCustomer => Text(Own(restriction.PeriodUnit).Points),
                RestrictionName.MaxAllowedTimesPerPromotion => All(restriction.PeriodUnit).Times.ToString(CultureInfo.InvariantCulture),
                RestrictionName.MaxAllowedPointsPerPromotion => Text(All(restriction.PeriodUnit).Points),
                _ => null,
            };
            if (expected is not null)
            {
                Assert.Equal((restriction, expected), (restriction, shown[index].GetProperty("currentCustomerUsage").GetString()));
                compared += restriction.PeriodUnit is null ? 0 : 1;
            }
        }

        return compared;
    }

    private async Task ForEachWorldAsync(Func<MadeWorld, WorldDocument, TimeZoneInfo, long, Random, Task> law)
    {
        for (var seed = 100; seed < 100 + Worlds; seed++)
        {
            var random = new Random(seed);
            var document = GeneratedWorld.Of(seed, Zones[seed % Zones.Length]);
            var text = Encoding.UTF8.GetString(WorldDocumentJson.Write(document.WithoutSecrets()));
            var world = await MadeWorld.CreateAsync(app, $$"""{"world":{{text}}}""");
            var now = GeneratedWorld.Noon + random.NextInt64(-4 * Instants.Day, 4 * Instants.Day);
            await world.FreezeAsync(DocumentInstant.Print(now));
            try
            {
                await law(world, document, TimeZoneInfo.FindSystemTimeZoneById(document.TimeZone), now, random);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"World of seed {seed}", failure);
            }

            await world.DeleteAsync();
        }
    }

    private static List<long> Ids(string body, string list, string name)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(name).GetInt64())];
    }

    private static string Query(params (string Name, string? Value)[] parameters)
    {
        var given = parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}").ToList();
        return given.Count == 0 ? "" : "?" + string.Join('&', given);
    }

    private static string Text(decimal points) => points == 0 ? "0" : points.ToString("0.000", CultureInfo.InvariantCulture);

    private static DateOnly DayOf(long instant, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(instant), zone).DateTime);

    private static bool OneIn(Random random, int count) => random.Next(count) == 0;

    private static T Of<T>(Random random, IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
