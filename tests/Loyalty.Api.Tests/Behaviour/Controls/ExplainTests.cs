using System.Text.Json;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>The control that explains why a target is active for a customer or not.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class ExplainTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    /// <summary>Two organisations. On 15 March 2026 only the second period of group 10 runs.</summary>
    private const string TwoOrgs = """
        {"schemaVersion":1,"name":"two","timeZone":"Asia/Kolkata","orgs":[
          {"id":1,"name":"Parent","customers":[{"id":7},{"id":8}],
           "targetGroups":[
            {"id":10,"name":"Runs","userCreated":true,"periods":[
              {"id":21,"refCode":"FEB","startDate":"2026-02-01","endDate":"2026-02-28"},
              {"id":22,"refCode":"MAR","startDate":"2026-03-01","endDate":"2026-03-31"},
              {"id":23,"refCode":"APR","startDate":"2026-04-01","endDate":"2026-04-30"}],
             "targets":[{"id":31,"name":"Ten","attribution":{"createdOn":"2026-01-01T00:00:00Z","lastUpdatedOn":"2026-01-01T00:00:00Z","lastUpdatedBy":{"id":1},"createdBy":{"id":1}},
               "targetType":"SALES","targetEntity":"TRANSACTION","enrolmentMethod":"IMPORT","expression":"e","expressionJson":"{}"}]}],
           "enrolments":[{"id":41,"customerId":8,"targetId":31,"firstPeriodId":21,"lastPeriodId":21,"method":"IMPORT","enrolledAt":"2026-02-02T00:00:00Z"}]},
          {"id":2,"name":"Child","parentId":1,"customers":[{"id":9}]}]}
        """;

    [Fact]
    public async Task The_whole_answer_for_a_customer_whose_enrolment_has_ended()
    {
        var world = await TwoOrgsAsync();

        Assert.Equal(
            """{"applied":false,"at":"2026-03-15T12:00:00Z","checks":["""
            + """{"check":"targetExists","passed":true,"reason":"TARGET_FOUND","detail":{"orgId":1,"targetId":31,"targetGroupId":10}},"""
            + """{"check":"customerExists","passed":true,"reason":"CUSTOMER_FOUND","detail":{"orgId":1,"customerId":8}},"""
            + """{"check":"targetGroupActive","passed":true,"reason":"TARGET_GROUP_ACTIVE","detail":{"targetGroupId":10}},"""
            + """{"check":"targetActive","passed":true,"reason":"TARGET_ACTIVE","detail":{"targetId":31}},"""
            + """{"check":"periodRunning","passed":true,"reason":"PERIOD_RUNNING","detail":{"day":"2026-03-15","periods":["""
            + """{"id":21,"refCode":"FEB","startDate":"2026-02-01","endDate":"2026-02-28","active":true},"""
            + """{"id":22,"refCode":"MAR","startDate":"2026-03-01","endDate":"2026-03-31","active":true},"""
            + """{"id":23,"refCode":"APR","startDate":"2026-04-01","endDate":"2026-04-30","active":true}]}},"""
            + """{"check":"enrolled","passed":false,"reason":"ENROLMENT_ENDED","detail":{"enrolments":[{"id":41,"firstPeriodId":21,"lastPeriodId":21}],"enrollable":true}}],"""
            + "\"wouldApply\":[{\"do\":\"enrol\"}]}",
            await world.DoAsync(HttpMethod.Get, "/explain?customer=8&target=31"));
    }

    /// <summary>Between two periods: 1 May is after the last one, in January the first one has not started.</summary>
    [Theory]
    [InlineData("2026-01-15T00:00:00Z", "NEXT_PERIOD_NOT_STARTED", """[{"do":"wait","until":"2026-01-31T18:30:00Z"},{"do":"enrol"}]""")]
    [InlineData("2026-03-31T18:29:59Z", "PERIOD_RUNNING", """[{"do":"enrol"}]""")]
    [InlineData("2026-05-01T00:00:00%2B05:30", "ALL_PERIODS_ENDED", """[{"do":"addPeriod","day":"2026-05-01","periodName":"added-1"},{"do":"enrol"}]""")]
    public async Task At_evaluates_the_present_rows_at_that_instant_and_says_so(string at, string reason, string steps)
    {
        var world = await TwoOrgsAsync();

        var answer = ParseJson(await world.DoAsync(HttpMethod.Get, $"/explain?customer=7&target=31&at={at}"));

        Assert.Equal(["applied", "at", "note", "checks", "wouldApply"], Keys(answer));
        Assert.Equal("The rows as they are now, evaluated at this instant. What the rows were or will be then is not known.", answer.GetProperty("note").GetString());
        Assert.Equal(reason, ReasonOf(answer, "periodRunning"));
        Assert.Equal("NOT_ENROLLED", ReasonOf(answer, "enrolled"));
        Assert.Equal(steps, answer.GetProperty("wouldApply").GetRawText());
    }

    [Fact]
    public async Task What_is_switched_off_or_missing_is_named_in_the_order_of_the_rule()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{TwoOrgs.Replace("\"name\":\"Runs\"", "\"name\":\"Runs\",\"active\":false", StringComparison.Ordinal).Replace("\"name\":\"Ten\"", "\"name\":\"Ten\",\"active\":false", StringComparison.Ordinal)}}}""");

        var answer = ParseJson(await world.DoAsync(HttpMethod.Get, "/explain?customer=5&target=31"));

        Assert.Equal(
            ["targetExists True TARGET_FOUND", "customerExists False CUSTOMER_UNKNOWN", "targetGroupActive False TARGET_GROUP_INACTIVE", "targetActive False TARGET_INACTIVE", "periodRunning True PERIOD_RUNNING"],
            answer.GetProperty("checks").EnumerateArray().Select(check => $"{check.GetProperty("check")} {check.GetProperty("passed")} {check.GetProperty("reason")}"));
        Assert.Equal(
            """[{"do":"addCustomer","id":5},{"do":"activate","what":"targetGroup","id":10},{"do":"activate","what":"target","id":31},{"do":"enrol"}]""",
            answer.GetProperty("wouldApply").GetRawText());
    }

    [Theory]
    [InlineData("customer=9&target=31", "CUSTOMER_OF_ANOTHER_ORG")]
    [InlineData("customer=7&target=32", "TARGET_UNKNOWN")]
    public async Task Without_a_way_there_are_no_steps(string query, string reason)
    {
        var world = await TwoOrgsAsync();

        var answer = ParseJson(await world.DoAsync(HttpMethod.Get, "/explain?" + query));

        Assert.Equal(["applied", "at", "checks"], Keys(answer));
        Assert.Contains(reason, answer.GetProperty("checks").EnumerateArray().Where(check => !check.GetProperty("passed").GetBoolean()).Select(check => check.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Doing_what_the_steps_say_makes_the_target_active()
    {
        var world = await TwoOrgsAsync();
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2026-01-15T00:00:00Z"}""");
        var steps = ParseJson(await world.DoAsync(HttpMethod.Get, "/explain?customer=7&target=31")).GetProperty("wouldApply").EnumerateArray().ToList();
        Assert.Equal(["wait", "enrol"], steps.Select(step => step.GetProperty("do").GetString()));

        await world.DoAsync(HttpMethod.Put, "/clock", $$"""{"mode":"frozen","at":"{{steps[0].GetProperty("until")}}"}""");
        var enrolled = await app.ControlAsync(HttpMethod.Post, "/v3/targetGroups/10/targets/31/enroll", """[{"customerId":7}]""", ("Authorization", world.Authorization));

        Assert.Equal(200, enrolled.Status);
        var answer = ParseJson(await world.DoAsync(HttpMethod.Get, "/explain?customer=7&target=31"));
        Assert.True(answer.GetProperty("applied").GetBoolean());
        Assert.Equal("[]", answer.GetProperty("wouldApply").GetRawText());
        Assert.Equal("ENROLMENT_COVERS_PERIOD", ReasonOf(answer, "enrolled"));
        Assert.Equal("ALREADY_ENROLLED", answer.GetProperty("checks").EnumerateArray().Last().GetProperty("detail").GetProperty("enrolRefusal").GetString());
        Assert.Contains("\"id\":31,", (await world.AskAsync(TargetsOf(7))).Body, StringComparison.Ordinal);
    }

    /// <summary>Every customer and target of the sample world.</summary>
    [Fact]
    public async Task The_decision_is_the_answer_of_enrolledTargets()
    {
        var world = await app.NewWorldAsync("""{"world":"sample"}""");
        var org = ParseJson(await world.ExportAsync()).GetProperty("orgs")[0];
        var targets = org.GetProperty("targetGroups").EnumerateArray().SelectMany(group => group.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("id").GetInt64()).ToList();
        var applied = 0;
        foreach (var customer in org.GetProperty("customers").EnumerateArray().Select(customer => customer.GetProperty("id").GetInt64()))
        {
            var listed = ParseJson((await world.AskAsync(TargetsOf(customer))).Body).GetProperty("data").EnumerateArray().Select(target => target.GetProperty("id").GetInt64()).ToHashSet();
            foreach (var target in targets)
            {
                var isApplied = ParseJson(await world.DoAsync(HttpMethod.Get, $"/explain?customer={customer}&target={target}")).GetProperty("applied").GetBoolean();
                Assert.Equal((customer, target, listed.Contains(target)), (customer, target, isApplied));
                applied += isApplied ? 1 : 0;
            }
        }

        Assert.True(applied > 3, "the sample world must have active targets");
    }

    [Fact]
    public async Task An_explanation_changes_nothing_and_is_not_in_the_journal()
    {
        var world = await TwoOrgsAsync();
        var before = await world.DoAsync(HttpMethod.Get, "");

        await world.DoAsync(HttpMethod.Get, "/explain?customer=7&target=31&at=2026-01-15T00:00:00Z");

        Assert.Equal(before, await world.DoAsync(HttpMethod.Get, ""));
        Assert.Empty(await world.RequestsAsync());
    }

    [Theory]
    [InlineData("", "customer: a whole number from 1 to 9223372036854775807 is required, the id of the customer.")]
    [InlineData("?customer=7", "target or promotion: one of both is required.")]
    [InlineData("?customer=7&target=31&promotion=81", "target or promotion: one of both is required.")]
    [InlineData("?customer=7&promotion=", "promotion: must be given once and must not be empty.")]
    [InlineData("?customer=7&promotion=81&promotion=82", "promotion: must be given once and must not be empty.")]
    [InlineData("?customer=7&promotion=0", "promotion: a whole number from 1 to 9223372036854775807 is required, the id of the promotion.")]
    [InlineData("?customer=7&promotion=9223372036854775808", "promotion: a whole number from 1 to 9223372036854775807 is required, the id of the promotion.")]
    [InlineData("?promotion=81", "customer: a whole number from 1 to 9223372036854775807 is required, the id of the customer.")]
    [InlineData("?customer=seven&promotion=81", "customer: a whole number from 1 to 9223372036854775807 is required, the id of the customer.")]
    [InlineData("?customer=7&promotion=81&at=tomorrow", "at: an ISO 8601 instant with an offset is expected, such as 2031-01-01T00:00:00Z. In a URL, the plus of an offset is written %2B.")]
    [InlineData("?customer=&target=31", "customer: must be given once and must not be empty.")]
    [InlineData("?customer=7&customer=8&target=31", "customer: must be given once and must not be empty.")]
    [InlineData("?customer=0&target=31", "customer: a whole number from 1 to 9223372036854775807 is required, the id of the customer.")]
    [InlineData("?customer=-7&target=31", "customer: a whole number from 1 to 9223372036854775807 is required, the id of the customer.")]
    [InlineData("?customer=7&target=9223372036854775808", "target: a whole number from 1 to 9223372036854775807 is required, the id of the target.")]
    [InlineData("?customer=7&target=ten", "target: a whole number from 1 to 9223372036854775807 is required, the id of the target.")]
    [InlineData("?customer=7&target=31&at=", "at: must be given once and must not be empty.")]
    [InlineData("?customer=7&target=31&at=-PT1H", "at: an ISO 8601 instant with an offset is expected, such as 2031-01-01T00:00:00Z. In a URL, the plus of an offset is written %2B.")]
    [InlineData("?customer=7&target=31&at=2026-05-01T00:00:00+05:30", "at: an ISO 8601 instant with an offset is expected, such as 2031-01-01T00:00:00Z. In a URL, the plus of an offset is written %2B.")]
    [InlineData("?customer=7&target=31&on=2026-05-01", "on: unknown parameter; accepted are customer, target, promotion and at.")]
    [InlineData("?Customer=7&target=31", "Customer: unknown parameter; accepted are customer, target, promotion and at.")]
    public async Task Invalid_parameters_are_refused_in_a_sentence(string query, string detail)
    {
        var world = await TwoOrgsAsync();

        Assert.Equal(detail, ProblemDetail(400, await world.ControlAsync(HttpMethod.Get, "/explain" + query)));
    }

    [Fact]
    public async Task An_unknown_world_is_refused_before_the_parameters() =>
        Assert.Equal("There is no world 'nowhere'.", ProblemDetail(404, await app.ControlAsync(HttpMethod.Get, WorldsPath + "/nowhere/explain")));

    private static string? ReasonOf(JsonElement explanation, string check) =>
        explanation.GetProperty("checks").EnumerateArray().Single(one => string.Equals(one.GetProperty("check").GetString(), check, StringComparison.Ordinal)).GetProperty("reason").GetString();

    private Task<TestWorld> TwoOrgsAsync() => app.NewWorldAsync($$"""{"world":{{TwoOrgs}}}""");
}
