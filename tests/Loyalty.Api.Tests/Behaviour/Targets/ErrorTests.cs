namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>The errors of enrolledTargets and their precedence.</summary>
public sealed class ErrorTests(FilteredTargets world) : IClassFixture<FilteredTargets>
{
    private const string InvalidUserId = """{"data":null,"errors":[{"code":310011,"message":"Invalid userId"}],"warnings":null}""";

    private const string InvalidEnrollmentType = """{"data":null,"errors":[{"code":310130,"message":"Invalid enrollment type as input"}],"warnings":null}""";

    [Theory]
    [InlineData("first")]
    [InlineData("0")]
    [InlineData("-1001")]
    [InlineData("+1001")]
    [InlineData("%201001")]
    [InlineData("1001%20")]
    [InlineData("1001.0")]
    [InlineData("1e3")]
    [InlineData("0x3E9")]
    [InlineData("1,001")]
    [InlineData("%D9%A1%D9%A0%D9%A0%D9%A1")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("9223372036854775807")]
    [InlineData("1003")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.6, 310011 Invalid userId")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public async Task A_malformed_or_unknown_customer_is_error_310011(string userId)
    {
        var reply = await world.AskAsync("", userId);

        Assert.Equal(InvalidUserId, reply.Body);
        Assert.Equal(400, reply.Status);
        Assert.Equal("application/json", reply.ContentType);
    }

    [Theory]
    [InlineData("MANUAL")]
    [InlineData("transaction")]
    [InlineData("Import")]
    [InlineData("TRANSACTION,IMPORT")]
    [InlineData("AUDIENCE%20FILTER")]
    [InlineData("AudienceFilter")]
    [InlineData("1")]
    [InlineData("")]
    [InlineData("%20IMPORT")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.6, 310130 Invalid enrollment type as input")]
    public async Task An_unknown_enrollmentType_is_error_310130(string type)
    {
        var reply = await world.AskAsync($"?enrollmentType={type}");

        Assert.Equal(InvalidEnrollmentType, reply.Body);
        Assert.Equal(400, reply.Status);
    }

    [Theory]
    [InlineData("targetRuleIds=first", "targetRuleIds accepts")]
    [InlineData("targetRuleIds=", "targetRuleIds accepts")]
    [InlineData("targetRuleIds=2,,3", "targetRuleIds accepts")]
    [InlineData("targetRuleIds=2,", "targetRuleIds accepts")]
    [InlineData("targetRuleIds=2;3", "targetRuleIds accepts")]
    [InlineData("targetRuleIds=2,%203", "targetRuleIds accepts")]
    [InlineData("targetRuleIds=-2", "targetRuleIds accepts")]
    [InlineData("targetRuleIds=0", "targetRuleIds accepts")]
    [InlineData("targetRuleIds=9223372036854775808", "targetRuleIds accepts")]
    [InlineData("trackingDate=yesterday", "trackingDate accepts epoch milliseconds, for example 1762819200000, or a date such as 2025-11-11.")]
    [InlineData("trackingDate=", "trackingDate accepts epoch milliseconds")]
    [InlineData("trackingDate=2031-02-30", "trackingDate accepts epoch milliseconds")]
    [InlineData("trackingDate=2031-3-1", "trackingDate accepts epoch milliseconds")]
    [InlineData("trackingDate=2031-03-01T00:00:00Z", "trackingDate accepts epoch milliseconds")]
    [InlineData("trackingDate=99999999999999999999", "trackingDate accepts epoch milliseconds")]
    [InlineData("trackingDate=253402300800000", "trackingDate accepts epoch milliseconds")]
    [InlineData("trackingDate=1930089600000.0", "trackingDate accepts epoch milliseconds")]
    [InlineData("includeOnlyUserCreated=yes", "includeOnlyUserCreated accepts true or false.")]
    [InlineData("includeOnlyUserCreated=1", "includeOnlyUserCreated accepts true or false.")]
    [InlineData("includeOnlyUserCreated=", "includeOnlyUserCreated accepts true or false.")]
    [InlineData("includeOnlyUserCreated=true%00", "includeOnlyUserCreated accepts true or false.")]
    [InlineData("includeOnlyUserCreated=%20true", "includeOnlyUserCreated accepts true or false.")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 3")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Other_malformed_parameters_are_error_300004_with_what_they_accept(string query, string messagePart)
    {
        var reply = await world.AskAsync("?" + query);

        Assert.Equal(400, reply.Status);
        Assert.StartsWith($$"""{"data":null,"errors":[{"code":300004,"message":"Invalid input. {{messagePart}}""", reply.Body, StringComparison.Ordinal);
        Assert.EndsWith("\"}],\"warnings\":null}", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 3")]
    public async Task TargetRuleIds_accepts_at_most_1000_ids()
    {
        static string Ids(int count) => string.Join(',', Enumerable.Range(1, count));
        var tooMany = await world.AskAsync($"?targetRuleIds={Ids(1001)}");

        Assert.Equal([1, 2, 3, 5, 11, 13, 14, 16], await world.IdsAsync($"?targetRuleIds={Ids(1000)}"));
        Assert.Equal(400, tooMany.Status);
        Assert.Contains("targetRuleIds accepts up to 1000 target ids", tooMany.Body, StringComparison.Ordinal);
        Assert.Equal(400, (await world.AskAsync($"?targetRuleIds={Ids(2000)}")).Status);
    }

    [Theory]
    [InlineData("1930089600")]
    [InlineData("0")]
    [InlineData("99999999999")]
    [InlineData("-1")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    public async Task A_trackingDate_in_seconds_is_rejected_with_a_message_about_milliseconds(string seconds)
    {
        var reply = await world.AskAsync($"?trackingDate={seconds}");

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            """{"data":null,"errors":[{"code":300004,"message":"Invalid input. trackingDate accepts epoch milliseconds, for example 1762819200000; a number this small looks like seconds."}],"warnings":null}""",
            reply.Body);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    public async Task The_smallest_number_accepted_as_milliseconds_in_trackingDate_is_100000000000() =>
        Assert.Empty(await world.IdsAsync("?trackingDate=100000000000"));

    /// <summary>Mistakes in order of precedence. Each request makes one of them and all later ones.</summary>
    [Theory]
    [InlineData(0, "Invalid userId")]
    [InlineData(1, "Invalid enrollment type as input")]
    [InlineData(2, "targetRuleIds accepts")]
    [InlineData(3, "looks like seconds")]
    [InlineData(4, "includeOnlyUserCreated accepts")]
    [InlineData(5, "Invalid userId")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task The_first_mistake_in_order_of_precedence_determines_the_error(int first, string messagePart)
    {
        string[] queries =
        [
            "", "enrollmentType=MANUAL", "targetRuleIds=first", "trackingDate=1930089600", "includeOnlyUserCreated=yes", "",
        ];

        // The format of the customer id is checked before the query; whether the customer exists is checked last.
        var customer = first == 0 ? "first" : "1003";
        var reply = await world.AskAsync("?" + string.Join('&', queries.Skip(first).Where(query => query.Length > 0)), customer);

        Assert.Equal(400, reply.Status);
        Assert.Contains(messagePart, reply.Body, StringComparison.Ordinal);
    }
}
