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
using Loyalty.Store.Targets;
using Loyalty.Store.Tests;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Laws of both reads over HTTP: what a generated world answers is what a naive reader finds in its document.</summary>
public sealed class ReadLawTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const int Worlds = 30;

    private static readonly string[] Zones = ["UTC", "Asia/Kolkata", "America/Phoenix"];

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.1")]
    public void Any_combination_of_target_filters_answers_what_a_naive_filter_finds()
    {
        var found = 0;
        Holds(12, TargetRequest, async (world, given) =>
        {
            var zone = given.Zone;
            foreach (var (customer, ids, method, userCreated, tracking) in given.Requests)
            {
                var query = Query(
                    ("targetRuleIds", ids is null ? null : string.Join(',', ids)),
                    ("enrollmentType", method is { } known ? WireName<EnrolmentMethod>.Of(known) : null),
                    ("includeOnlyUserCreated", userCreated ? "true" : null),
                    ("trackingDate", tracking?.ToString(CultureInfo.InvariantCulture)));

                var reply = await app.GetPlainAsync($"/v3/users/{customer}/enrolledTargets{query}", ("Authorization", world.Authorization));

                var expected = NaiveReads.Targets(
                    given.Org, customer, DayOf(given.Now, zone), zone, ids, tracking is { } at ? DayOf(at, zone) : null, method, userCreated).ToList();
                Assert.Equal((query, 200), (query, reply.Status));
                Assert.Equal(expected, Ids(reply.Body, "data", "id"));
                found += expected.Count;
            }
        });

        Assert.True(found > Worlds, $"{found} targets were found in all");
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.1")]
    public void Pages_of_any_size_cover_every_row_of_a_naive_filter_once_and_in_order()
    {
        var found = 0;
        Holds(1, PageRequest, async (world, given) =>
        {
            var (source, inactive, eventName, limit) = given.Requests[0];
            var expected = NaiveReads.Promotions(given.Org, source, inactive, eventName).Select(promotion => promotion.Id).ToList();
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
    public void Usage_at_any_instant_is_a_naive_sum_over_the_ledger()
    {
        var used = 0;
        var windows = 0;
        Holds(8, UsageRequest, async (world, given) =>
        {
            var org = given.Org;
            foreach (var (customer, now) in given.Requests)
            {
                await world.FreezeAsync(DocumentInstant.Print(now));
                var path = SamplePromotions.Path(
                    "469", ("identifierName", "id"), ("identifierValue", customer.ToString(CultureInfo.InvariantCulture)), ("source", "ALL"), ("includeInactivePromotions", "true"));

                var reply = await app.GetPlainAsync(path, ("Authorization", world.Authorization));

                using var json = JsonDocument.Parse(reply.Body);
                foreach (var item in json.RootElement.GetProperty("promotions").EnumerateArray())
                {
                    var promotion = org.Promotions!.Single(known => known.Id == item.GetProperty("promotionId").GetInt64());
                    windows += AssertUsage(item, org, promotion, customer, now, given.Zone);
                    used += NaiveReads.HasUsed(org, promotion.Id, customer, now) ? 1 : 0;
                }
            }
        });

        Assert.True(used > 100, $"{used} promotions were used");
        Assert.True(windows > 100, $"{windows} windows were compared");
    }

    private static TargetRead TargetRequest(RandomData random, OrgDocument org)
    {
        IReadOnlyList<TargetDocument> all = [.. org.TargetGroups!.SelectMany(group => group.Targets!)];
        return new TargetRead(
            random.Of(org.Customers!).Id,
            random.Part(() => random.OneIn(3) ? random.Some(all).Select(target => target.Id).Append(999_999).ToHashSet() : null),
            random.Part(() => random.OneIn(3) ? random.Of<EnrolmentMethod>() : (EnrolmentMethod?)null),
            random.OneIn(3),
            random.Part(() => random.OneIn(4) ? random.Of(all).Attribution.CreatedOn.Milliseconds : (long?)null));
    }

    private static PageRead PageRequest(RandomData random, OrgDocument org) => new(
        random.OneIn(4) ? PromotionSourceType.Badges : PromotionSourceType.UserCreated,
        random.Evenly(),
        random.Part(() => random.OneIn(3) ? random.Of(EventNames.All.Take(3).ToList()) : null),
        random.Between(1, 5));

    /// <summary>At the border of a window of some entry, to the millisecond.</summary>
    private static UsageRead UsageRequest(RandomData random, OrgDocument org)
    {
        var entry = random.Of(org.Usage!);
        return new UsageRead(
            random.Part(() => random.Evenly() ? random.Of(org.Customers!).Id : entry.CustomerId),
            entry.At.Milliseconds + random.Of(0L, Instants.Day, 7 * Instants.Day, 28 * Instants.Day, 31 * Instants.Day) + random.Of(0, 0, -1, 1));
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

    /// <summary>States a law about a world and requests to the till of its first org.</summary>
    private void Holds<T>(int requests, Func<RandomData, OrgDocument, T> make, Func<MadeWorld, WorldRequests<T>, Task> law) => Law.Holds(
        random =>
        {
            var world = GeneratedWorld.Of(random, random.Of(Zones));
            var now = GeneratedWorld.Noon + random.Around(4 * Instants.Day);
            return new WorldRequests<T>(world, now, random.List(requests, requests, () => make(random, world.Orgs[0])));
        },
        async given =>
        {
            var world = await MadeWorld.CreateAsync(app, $$"""{"world":{{given.Json}}}""");
            try
            {
                await world.FreezeAsync(DocumentInstant.Print(given.Now));
                await law(world, given);
            }
            finally
            {
                await world.DeleteAsync();
            }
        },
        Worlds);

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

    private sealed record TargetRead(long Customer, HashSet<long>? Ids, EnrolmentMethod? Method, bool OnlyUserCreated, long? TrackingDate)
    {
        public override string ToString() =>
            $"Targets of customer {Customer}, ids {(Ids is null ? "any" : string.Join(',', Ids))}, method {Method}, user created {OnlyUserCreated}, tracking date {TrackingDate}";
    }

    private sealed record PageRead(PromotionSourceType Source, bool IncludeInactive, string? EventName, int Limit);

    private sealed record UsageRead(long Customer, long At);

    /// <summary>A random world, the instant at which its clock stands, and what is asked of its first org.</summary>
    private sealed record WorldRequests<T>(WorldDocument World, long Now, IReadOnlyList<T> Requests)
    {
        public OrgDocument Org => World.Orgs[0];

        public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(World.TimeZone);

        public string Json => Encoding.UTF8.GetString(WorldDocumentJson.Write(World.WithoutSecrets()));

        public override string ToString() => $"At {DocumentInstant.Print(Now)}: {string.Join('\n', Requests)}\n{Json}";
    }
}
