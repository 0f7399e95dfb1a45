using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Contract;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Api.Worlds;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Store.Targets;
using Loyalty.Store.WorldDocuments;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Worlds;

/// <summary>The built-in world "demo": a loyalty programme in full swing.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 7")]
public sealed partial class DemoWorldTests
{
    private const string Create = """{"name":"demo","world":"demo"}""";

    private static readonly string Authorization = Tills.Of("demo.till");

    /// <summary>Days at the end of a month and of a year, and a leap day.</summary>
    [Theory]
    [InlineData("2026-03-15T12:00:00Z")]
    [InlineData("2027-12-31T23:59:59Z")]
    [InlineData("2028-02-29T00:00:00Z")]
    public void The_document_is_valid_and_depends_on_nothing_but_the_day(string at)
    {
        var now = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var text = WorldDocumentJson.Write(DemoWorld.At(now));

        var document = WorldDocumentJson.Read(text);

        Assert.Equal(text, WorldDocumentJson.Write(document));
        Assert.Equal(text, WorldDocumentJson.Write(DemoWorld.At(Instants.StartOfDay(Instants.DateIn(now, TimeZoneInfo.Utc), TimeZoneInfo.Utc))));
        Assert.NotEqual(text, WorldDocumentJson.Write(DemoWorld.At(now + Instants.Day)));
        var org = Assert.Single(document.Orgs);
        Assert.Equal(200, org.Customers!.Count);
        Assert.All(org.Enrolments!, enrolment => Assert.True(enrolment.EnrolledAt.Milliseconds <= now));
        Assert.All(org.UserTargets!, progress => Assert.True(progress.AchievedAt is null || progress.AchievedAt.Value.Milliseconds <= now));
    }

    [Theory]
    [InlineData(TrackingType.Default)]
    [InlineData(TrackingType.Unified)]
    [InlineData(TrackingType.Streaks)]
    [InlineData(TrackingType.Capping)]
    public void Every_kind_of_group_has_a_running_period_with_progress_in_all_stages(TrackingType kind)
    {
        var org = DemoWorld.At(EmulatorApp.Noon.ToUnixTimeMilliseconds()).Orgs[0];
        var group = org.TargetGroups!.First(group => group.TrackingType == kind);
        var day = DateOnly.FromDateTime(EmulatorApp.Noon.UtcDateTime);
        var running = group.Periods!.Single(period => period.StartDate <= day && day <= period.EndDate);

        foreach (var target in group.Targets!)
        {
            var value = target.DefaultValues![0].DefaultValue;
            var shares = org.UserTargets!.Where(progress => progress.TargetId == target.Id && progress.PeriodId == running.Id).Select(progress => progress.AchievedValue / value).ToList();
            Assert.Contains(0m, shares);
            Assert.Contains(shares, share => share >= 1);
            Assert.True(kind == TrackingType.Streaks || shares.Exists(share => share is > 0 and < 1));
        }
    }

    [Fact]
    public void Challenges_of_customers_are_to_come_running_achieved_over_and_switched_off()
    {
        var org = DemoWorld.At(EmulatorApp.Noon.ToUnixTimeMilliseconds()).Orgs[0];
        var day = DateOnly.FromDateTime(EmulatorApp.Noon.UtcDateTime);
        var challenges = org.TargetGroups!.Where(group => group.UserCreated).ToList();

        Assert.All(challenges, group => Assert.Equal(EnrolmentMethod.Import, Assert.Single(group.Targets!).EnrolmentMethod));
        Assert.Equal(
            ["achieved", "over", "running", "switched off", "to come"],
            challenges.Select(group => StageOf(group, org.UserTargets!, day)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Customers_have_enrolments_issues_and_redemptions_up_to_every_limit()
    {
        var now = EmulatorApp.Noon.ToUnixTimeMilliseconds();
        var org = DemoWorld.At(now).Orgs[0];
        IReadOnlyList<int> Issues(long promotion) =>
            [.. org.Usage!.Where(entry => entry.PromotionId == promotion && entry.Kind == UsageKind.Enrol).Select(entry => org.Usage!.Count(issue => issue.EnrolId == entry.Id)).Distinct().Order()];

        Assert.Equal([0, 1, 2, 3], Issues(801));
        Assert.Equal([20, 40, 60, 80, 100], org.Usage!.Where(entry => entry.PromotionId == 802).GroupBy(entry => entry.CustomerId).Select(entries => entries.Sum(entry => entry.Points)).Distinct().Order());
        Assert.All(org.Usage!, entry => Assert.True(entry.At.Milliseconds <= now));
        Assert.Equal(["not begun", "over", "running", "running", "running", "switched off"], org.Promotions!.Select(promotion =>
            !promotion.Active ? "switched off" : promotion.StartDate.Milliseconds > now ? "not begun" : promotion.EndDate.Milliseconds < now ? "over" : "running").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_is_created_on_demand_relative_to_the_clock_and_reset_to_that_state()
    {
        using var app = new EmulatorApp(null, NoSeed);
        app.Clock.Now = EmulatorApp.Noon.AddDays(100);
        var world = await app.NewWorldAsync(Create);
        var before = (await AskAsync(app, "/v3/users/1001/enrolledTargets")).Body;
        Assert.Equal([701, 702, 703, 704, 705, 706], IdsIn(before));

        await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"P365D"}""");
        Assert.Empty(IdsIn((await AskAsync(app, "/v3/users/1001/enrolledTargets")).Body));
        await world.DoAsync(HttpMethod.Post, "/reset");

        Assert.Equal(before, (await AskAsync(app, "/v3/users/1001/enrolledTargets")).Body);
    }

    [Fact]
    public async Task It_can_be_the_seed()
    {
        using var app = new EmulatorApp(null, ("Emulator:Seed", "demo"));

        Assert.Equal([701, 702, 703, 704, 705, 706], IdsIn((await AskAsync(app, "/v3/users/1001/enrolledTargets")).Body));
    }

    [Fact]
    public async Task Under_another_name_it_has_credentials_of_its_own()
    {
        using var app = new EmulatorApp(null, NoSeed);
        var first = await app.NewWorldAsync("""{"world":"demo"}""");
        var second = await app.NewWorldAsync("""{"world":"demo"}""");

        Assert.Equal(401, (await AskAsync(app, "/v3/users/1001/enrolledTargets")).Status);
        Assert.Equal(200, (await first.AskAsync(TargetsOf(1001))).Status);
        Assert.Equal(200, (await second.AskAsync(TargetsOf(1001))).Status);
    }

    /// <summary>Follows the section of the README word for word.</summary>
    [Fact]
    public async Task The_requests_of_the_README_show_what_it_says()
    {
        using var app = new EmulatorApp();
        var commands = Commands().Matches(Section().Match(Repository.Read("README.md")).Value).Select(match => match.Groups["curl"].Value).ToList();
        Assert.Equal(8, commands.Count);
        var replies = new List<Reply>();
        foreach (var command in commands)
        {
            replies.Add(await CurlCommand.SendAsync(app, command));
        }

        Assert.Equal([201, 200, 200, 200, 200, 200, 200, 200], replies.Select(reply => reply.Status));
        Assert.Equal([701, 702, 703, 704, 705, 706], IdsIn(replies[1].Body));
        Assert.Equal("Season opening", Assert.Single(ParseJson(replies[2].Body).GetProperty("data").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal("""[{"do":"wait","until":"2026-03-22T00:00:00Z"}]""", ParseJson(replies[3].Body).GetProperty("wouldApply").GetRawText());
        Assert.Equal("""{"data":1004,"errors":null,"warnings":null}""", replies[4].Body);
        var promotion = ParseJson(replies[5].Body).GetProperty("promotions").EnumerateArray().Single(promotion => promotion.GetProperty("promotionId").GetInt64() == 801);
        Assert.Equal("3", promotion.GetProperty("promotionRestriction").GetProperty("earnRestrictions")[0].GetProperty("currentCustomerUsage").GetString());
        Assert.Contains("\"earnRefusal\":\"LIMIT_REACHED\"", replies[6].Body, StringComparison.Ordinal);
        Assert.Contains("""{"name":"MAX_NUMBER_OF_EARNS_PER_CUSTOMER","list":"earn","limits":"ISSUE","used":3,"limit":3,"remaining":0}""", replies[6].Body, StringComparison.Ordinal);
        Assert.Contains(701, IdsIn((await AskAsync(app, "/v3/users/1004/enrolledTargets")).Body));
        Assert.Contains(708, IdsIn((await AskAsync(app, "/v3/users/1003/enrolledTargets")).Body));
    }

    private static string StageOf(TargetGroupDocument group, IReadOnlyList<UserTargetDocument> progress, DateOnly day)
    {
        var (target, period) = (group.Targets![0], group.Periods![0]);
        return !target.Active ? "switched off"
            : day < period.StartDate ? "to come"
            : day > period.EndDate ? "over"
            : progress.Any(one => one.TargetId == target.Id && one.AchievedAt is not null) ? "achieved"
            : "running";
    }

    private static Task<Reply> AskAsync(EmulatorApp app, string path) => app.GetPlainAsync(path, ("Authorization", Authorization));

    private static IReadOnlyList<int> IdsIn(string body) => [.. ParseJson(body).GetProperty("data").EnumerateArray().Select(target => target.GetProperty("id").GetInt32())];

    [GeneratedRegex(@"## A demo world\n[\s\S]*?\n## ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"```sh\n(?<curl>curl [^`]+?)\n```", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Commands();
}
