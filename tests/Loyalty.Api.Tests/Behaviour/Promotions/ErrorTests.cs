namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>The errors of promotionsV2 except those of paging, and their precedence.</summary>
public sealed class ErrorTests(SamplePromotions app) : IClassFixture<SamplePromotions>
{
    private const string WrongSourceType =
        "SourceType passed is invalid, valid values are (UI, IMPORT, GOODWILL, CAMPAIGN, POINTS_TRANSFER, IMPORT_API, PROMOTION_API, POINTS_CONTRIBUTION_TO_GROUP,MANUAL_POINTS_ADJUSTMENT, BADGES, USER_CREATED)";

    private const string Missing = "Limit / offset/ sourceType is not passed";

    private const string InvalidInput = "Input is invalid, Please check request parameters or input xml/json. ";

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6, 4084 sourceType is empty / null")]
    public async Task An_empty_sourceType_is_error_4084() =>
        Assert.Equal(SamplePromotions.Error(4084, "sourceType is empty / null"), (await app.AskAsync("469", ("sourceType", ""))).Body);

    [Theory]
    [InlineData("user_created")]
    [InlineData("UserCreated")]
    [InlineData("USER_CREATED,UI")]
    [InlineData(" UI")]
    [InlineData("API")]
    [InlineData("0")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6, 4085 Wrong sourceType enum is passed")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 3, row C-17")]
    public async Task An_unknown_sourceType_is_error_4085_with_the_documented_message(string sourceType)
    {
        var reply = await app.AskAsync("469", ("sourceType", sourceType));

        Assert.Equal(SamplePromotions.Error(4085, WrongSourceType), reply.Body);
        Assert.Equal(400, reply.Status);
        Assert.Equal("application/json", reply.ContentType);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6, 4082 eventName is null / empty")]
    public async Task An_empty_eventName_is_error_4082() =>
        Assert.Equal(SamplePromotions.Error(4082, "eventName is null / empty"), (await app.AskAsync("469", ("eventName", ""))).Body);

    [Theory]
    [InlineData("Nothing")]
    [InlineData("TransactionAdded")]
    [InlineData("TRANSACTION_ADD")]
    [InlineData(" TransactionAdd")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6, 4083 Incorrect event name is passed")]
    public async Task An_unknown_eventName_is_error_4083(string name) =>
        Assert.Equal(SamplePromotions.Error(4083, "Incorrect event name is passed"), (await app.AskAsync("469", ("eventName", name))).Body);

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("-469")]
    [InlineData("469.0")]
    [InlineData("everyday")]
    [InlineData("programId")]
    [InlineData("%20469")]
    [InlineData("99999999999999999999999999")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.1")]
    public async Task An_unknown_or_malformed_program_is_error_2010(string program)
    {
        var reply = await app.AskAsync(program);

        Assert.Equal(SamplePromotions.Error(2010, "Program ID is invalid."), reply.Body);
        Assert.Equal(400, reply.Status);
    }

    [Theory]
    [InlineData("promotionId", "first", "promotionId accepts a whole number.")]
    [InlineData("promotionId", "", "promotionId accepts a whole number.")]
    [InlineData("promotionId", "68001.0", "promotionId accepts a whole number.")]
    [InlineData("promotionId", "-", "promotionId accepts a whole number.")]
    [InlineData("startRuleIdentifier", "ruleset_77ddb80d", "startRuleIdentifier accepts a whole number.")]
    [InlineData("startRuleIdentifier", "", "startRuleIdentifier accepts a whole number.")]
    [InlineData("includeInactivePromotions", "yes", "includeInactivePromotions accepts true or false.")]
    [InlineData("includeInactivePromotions", "", "includeInactivePromotions accepts true or false.")]
    [InlineData("includeInactivePromotions", "true\0", "includeInactivePromotions accepts true or false.")]
    [InlineData("includeInactivePromotions", "false ", "includeInactivePromotions accepts true or false.")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Other_malformed_parameters_are_error_400_with_what_they_accept(string name, string value, string explanation)
    {
        var reply = await app.AskAsync("469", (name, value));

        Assert.Equal(SamplePromotions.Error(400, InvalidInput + explanation), reply.Body);
        Assert.Equal(400, reply.Status);
    }

    [Theory]
    [InlineData(null, "555380204", "INSTORE", 8013, "Identifier name missing or incorrect.")]
    [InlineData("", "555380204", "INSTORE", 8013, "Identifier name missing or incorrect.")]
    [InlineData("phone", "555380204", "INSTORE", 8013, "Identifier name missing or incorrect.")]
    [InlineData("ID", "555380204", "INSTORE", 8013, "Identifier name missing or incorrect.")]
    [InlineData("id", null, "INSTORE", 8015, "Identifier value missing or incorrect.")]
    [InlineData("id", "", "INSTORE", 8015, "Identifier value missing or incorrect.")]
    [InlineData("id", "1", "INSTORE", 8015, "Identifier value missing or incorrect.")]
    [InlineData("id", "someone", "INSTORE", 8015, "Identifier value missing or incorrect.")]
    [InlineData("mobile", "555380204", "INSTORE", 8015, "Identifier value missing or incorrect.")]
    [InlineData("id", "555380204", null, 8003, "Source is missing or incorrect.")]
    [InlineData("id", "555380204", "", 8003, "Source is missing or incorrect.")]
    [InlineData("id", "555380204", "SHOP", 8003, "Source is missing or incorrect.")]
    [InlineData("id", "555380204", "instore", 8003, "Source is missing or incorrect.")]
    [InlineData(null, null, "INSTORE", 8013, "Identifier name missing or incorrect.")]
    [InlineData(null, "555380204", null, 8013, "Identifier name missing or incorrect.")]
    [InlineData("id", null, null, 8015, "Identifier value missing or incorrect.")]
    [InlineData("id", "1", "SHOP", 8015, "Identifier value missing or incorrect.")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6, 8013 Identifier name missing or incorrect.")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6, 8015 Identifier value missing or incorrect.")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6, 8003 Source is missing or incorrect.")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-2")]
    public async Task If_one_identification_parameter_is_given_all_three_are_required_and_checked_in_order(string? name, string? value, string? source, int code, string message)
    {
        var reply = await app.AskAsync("469", ("identifierName", name), ("identifierValue", value), ("source", source));

        Assert.Equal(SamplePromotions.Error(code, message), reply.Body);
        Assert.Equal(400, reply.Status);
    }

    [Theory]
    [InlineData("FACEBOOK")]
    [InlineData("WEB_ENGAGE")]
    [InlineData("INSTORE")]
    [InlineData("MARTJACK")]
    [InlineData("TMALL")]
    [InlineData("TAOBAO")]
    [InlineData("JD")]
    [InlineData("ECOMMERCE")]
    [InlineData("WEBSITE")]
    [InlineData("LINE")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.3")]
    public async Task Every_documented_source_is_accepted(string source)
    {
        var reply = await app.AskAsync("469", ("limit", "1"), ("identifierName", "id"), ("identifierValue", "555380204"), ("source", source));

        Assert.Equal(200, reply.Status);
        Assert.Contains("\"customerId\":555380204,", reply.Body, StringComparison.Ordinal);
    }

    /// <summary>Mistakes in order of precedence. Each request makes one of them and all later ones.</summary>
    private static readonly (string Name, string? Value, int Code, string MessagePart)[] Mistakes =
    [
        ("limit", null, 4086, Missing),
        ("offset", null, 4086, Missing),
        ("sourceType", null, 4086, Missing),
        ("limit", "-1", 4086, Missing),
        ("limit", "101", 4055, "Limit passed"),
        ("sourceType", "", 4084, "sourceType is empty"),
        ("sourceType", "ui", 4085, "SourceType passed"),
        ("offset", "-1", 4086, Missing),
        ("promotionId", "first", 400, "promotionId accepts"),
        ("includeInactivePromotions", "yes", 400, "includeInactivePromotions accepts"),
        ("startRuleIdentifier", "first", 400, "startRuleIdentifier accepts"),
        ("eventName", "", 4082, "eventName is null"),
        ("eventName", "Nothing", 4083, "Incorrect event name"),
        ("Prefer", "representation=Both", 400, "Prefer: representation accepts"),
        ("identifierName", "phone", 8013, "Identifier name"),
        ("identifierValue", "", 8015, "Identifier value"),
        ("identifierValue", "1", 8015, "Identifier value"),
        ("source", "SHOP", 8003, "Source is"),
        ("programId", "1", 2010, "Program ID"),
        ("promotionId", "1", 4027, "promotionId or startRuleIdentifier"),
    ];

    [Theory]
    [MemberData(nameof(Positions))]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-2")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task The_first_mistake_in_order_of_precedence_determines_the_code(int first)
    {
        var request = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["programId"] = "469",
            ["identifierName"] = "id",
            ["identifierValue"] = "555380204",
            ["source"] = "INSTORE",
        };
        foreach (var (name, wrongValue, _, _) in Mistakes.Skip(first).Reverse())
        {
            request[name] = wrongValue;
        }

        request.Remove("programId", out var program);
        var headers = request.Remove("Prefer", out var prefer) ? new[] { ("Prefer", prefer!) } : [];
        var reply = await app.GetAsync(SamplePromotions.Path(program!, [.. request.Select(parameter => (parameter.Key, parameter.Value))]), headers);

        var (mistake, value, code, messagePart) = Mistakes[first];
        Assert.Equal(400, reply.Status);
        Assert.Contains($"\"responseCode\":{code},\"responseMessage\":\"", reply.Body, StringComparison.Ordinal);
        Assert.True(reply.Body.Contains(messagePart, StringComparison.Ordinal), $"{mistake}={value}: {reply.Body}");
    }

    public static TheoryData<int> Positions => [.. Enumerable.Range(0, Mistakes.Length)];
}
