using System.Text;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.WorldDocuments;

/// <summary>Tests that one look at a document reports everything that its author should change.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class DocumentFindingsTests
{
    [Fact]
    public void All_errors_are_reported_at_once_in_the_order_of_their_lines()
    {
        var findings = Inspect(
            """
            {
              "schemaVersion": 2,
              "name": "",
              "timezone": "UTC",
              "orgs": [
                {
                  "id": 1, "name": "Own", "color": "red",
                  "programs": [{"id": 10, "name": 5}, {"id": 10, "name": "Again"}],
                  "customers": [{"id": 100,
                    "identifiers": [{"name": "phone", "value": null}]}],
                  "usage": [
                    {"id": 900, "promotionId": 500, "customerId": 101, "kind": "BUY", "at": "yesterday", "sign": 2}
                  ]
                }
              ]
            }
            """);

        Assert.Equal(
            [
                "1: $: missing 'timeZone'",
                "2: $.schemaVersion: schema version 2 is not supported; this emulator reads version 1",
                "3: $.name: a name must have 1 to 200 characters",
                "4: $.timezone: unknown property 'timezone'; the known properties are schemaVersion, name, timeZone, orgs, clock, settings, $schema",
                "7: $.orgs[0].color: unknown property 'color'; the known properties are id, name, parentId, accessGroups, tills, oauthClients, programs, customers, targetGroups, enrolments, userTargets, promotions, usage, unifiedPromotions, requestKeys",
                "8: $.orgs[0].programs[0].name: a string is expected here",
                "8: $.orgs[0].programs[1].id: program '10' already exists at $.orgs[0].programs[0].id",
                "10: $.orgs[0].customers[0].identifiers[0].value: a string is expected here, not null",
                "10: $.orgs[0].customers[0].identifiers[0].name: an identifier name must be one of mobile, email, externalId, cuid",
                "12: $.orgs[0].usage[0].kind: expected one of ENROL, ISSUE, REDEEM",
                "12: $.orgs[0].usage[0].at: expected an ISO 8601 instant with an offset, such as \"2031-01-01T00:00:00Z\", or a negative duration, such as \"-PT2H\"",
                "12: $.orgs[0].usage[0].promotionId: promotion '500' does not exist in org 1 of the document",
                "12: $.orgs[0].usage[0].customerId: customer '101' does not exist in org 1 of the document",
                "12: $.orgs[0].usage[0].sign: sign must be 1 or -1",
            ],
            findings.Select(finding => finding.ToString()));
    }

    [Theory]
    [InlineData("\"id\": 91, \"programId\"", "\"id\": \"91\", \"programId\"", "$.orgs[0].promotions[0].id")]
    [InlineData("\"id\": 91, \"programId\"", "\"ID\": 91, \"programId\"", "$.orgs[0].promotions[0].ID", "$.orgs[0].promotions[0]")]
    [InlineData("\"customers\": [", "\"customer\": [", "$.orgs[0].customer")]
    [InlineData("\"programs\": [{\"id\": 11, \"name\": \"Rewards\"}, {\"id\": 12, \"name\": \"Club\"}]", "\"programs\": {}", "$.orgs[0].programs")]
    [InlineData("\"customerId\": 21, \"targetId\": 51, \"periodId\": 41", "\"customerId\": \"\", \"targetId\": \"\", \"periodId\": 41", "$.orgs[0].userTargets[0].customerId", "$.orgs[0].userTargets[0].targetId")]
    [InlineData("\"default\": true", "\"default\": \"yes\"", "$.orgs[0].accessGroups[0].default")]
    [InlineData("\"parentId\": 1", "\"parentId\": \"1\"", "$.orgs[1].parentId")]
    [InlineData("\"timeZone\": \"UTC\"", "\"timeZone\": \"UTC\", \"clock\": {\"mode\": \"frozen\", \"at\": \"2031-01-01T00:00:00Z\"}", "$.clock.mode")]
    [InlineData("\"startDate\": \"2033-01-01\"", "\"startDate\": 2033", "$.orgs[0].targetGroups[1].periods[0].startDate")]
    [InlineData("\"value\": 100}", "\"value\": 100, \"type\": \"PERIOD_BASED\", \"periodUnit\": \"HOURLY\"}", "$.orgs[0].promotions[0].restrictions.redemption[0].periodUnit")]
    public void What_follows_from_an_unreadable_value_is_not_reported(string original, string replacement, params string[] paths)
    {
        Assert.Contains(original, SmallWorld.Json, StringComparison.Ordinal);

        var findings = Inspect(SmallWorld.Json.Replace(original, replacement, StringComparison.Ordinal));

        Assert.Equal(paths.Order(StringComparer.Ordinal), findings.Select(finding => finding.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Errors_before_broken_JSON_are_reported_too()
    {
        var findings = Inspect("{\n\"schemaVersion\": \"1\",\n\"name\": \"broken\",\n\"orgs\": [{\"id\": 1,,}]\n}");

        Assert.Equal([("$.schemaVersion", 2), ("$.orgs[0]", 4)], findings.Select(finding => (finding.Path, finding.Line)));
    }

    [Fact]
    public void A_property_that_is_given_twice_has_the_line_of_the_second()
    {
        var finding = Assert.Single(Inspect(SmallWorld.Json.Replace("\"name\": \"Branch\"", "\"name\": \"Branch\",\n\n\"name\": \"Other\"", StringComparison.Ordinal)));

        Assert.Equal("$.orgs[1].name", finding.Path);
        Assert.Equal("\"name\": \"Other\"", SmallWorld.Json.Replace("\"name\": \"Branch\"", "\"name\": \"Branch\",\n\n\"name\": \"Other\"", StringComparison.Ordinal).Split('\n')[finding.Line - 1][..15]);
    }

    [Fact]
    public void A_name_with_special_characters_has_a_line()
    {
        var finding = Assert.Single(Inspect(SmallWorld.Json.Replace("{\"type\": [\"loyalty\"]}", "{\"a.b\": [],\n\"c d\": [\n null]}", StringComparison.Ordinal)));

        Assert.Equal("$.orgs[0].promotions[0].rulesets[0].filters[0].propertyToValues['c d'][0]", finding.Path);
        Assert.Equal(LineOf("{\"type\": [\"loyalty\"]}") + 2, finding.Line);
    }

    [Theory]
    [InlineData("\"endDate\": \"2033-12-31\"", "\"endDate\": \"2032-12-31\"", "$.orgs[0].targetGroups[1].periods[0].endDate", "the period ends before it starts (2033-01-01), so it never runs")]
    [InlineData("\"startDate\": \"2032-01-01\"", "\"startDate\": \"2031-12-31\"", "$.orgs[0].targetGroups[0].periods[1].startDate", "the period overlaps period 41 of the same target group (2031-01-01 to 2031-12-31; the end date is inclusive)")]
    [InlineData("\"endDate\": \"2031-12-05T00:00:00Z\"", "\"endDate\": \"2031-01-04T00:00:00Z\"", "$.orgs[0].promotions[0].endDate", "the promotion ends before it starts (2031-01-05T00:00:00Z)")]
    [InlineData("\"endDate\": \"2031-12-16T00:00:00Z\"", "\"endDate\": \"2031-01-15T00:00:00Z\"", "$.orgs[0].promotions[0].rulesets[1].endDate", "the ruleset ends before it starts (2031-01-16T00:00:00Z)")]
    [InlineData("\"endDate\": \"2031-12-13T00:00:00Z\"", "\"endDate\": \"2031-01-12T00:00:00Z\"", "$.orgs[0].promotions[0].rulesets[0].rules[1].endDate", "the rule ends before it starts (2031-01-13T00:00:00Z)")]
    [InlineData("\"value\": 100}", "\"value\": 100, \"type\": \"PERIOD_BASED\"}", "$.orgs[0].promotions[0].restrictions.redemption[0]", "a PERIOD_BASED restriction without periodUnit has no window; set periodUnit to one of DAILY, WEEKLY, MONTHLY")]
    [InlineData("\"MAX_ALLOWED_POINTS_PER_EVENT\"", "\"MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER\"", "$.orgs[0].promotions[0].restrictions.redemption[0].name", "MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER belongs in the list 'issual', not in 'redemption'")]
    [InlineData("\"MAX_ALLOWED_POINTS_PER_EVENT\"", "\"MAX_POINTS_PER_EARN_PER_CUSTOMER\"", "$.orgs[0].promotions[0].restrictions.redemption[0].name", "MAX_POINTS_PER_EARN_PER_CUSTOMER belongs in the list 'earn', not in 'redemption'")]
    [InlineData("\"earn\": []", "\"earn\": [{\"name\": \"EARN_PROMOTION_EXPIRY_BASED_ON\", \"value\": 1}]", "$.orgs[0].promotions[0].restrictions.earn[0].name", "EARN_PROMOTION_EXPIRY_BASED_ON belongs in the list 'expiry', not in 'earn'")]
    public void What_is_legal_but_probably_a_mistake_is_a_warning(string original, string replacement, string path, string reason)
    {
        Assert.Contains(original, SmallWorld.Json, StringComparison.Ordinal);
        var json = SmallWorld.Json.Replace(original, replacement, StringComparison.Ordinal);

        Assert.Equal(new DocumentFinding(path, reason, IsWarning: true, LineOf(original)), Assert.Single(Inspect(json)));
        Assert.Equal(2, TestStore.Parse(json).Orgs.Count);
    }

    [Theory]
    [InlineData("\"startDate\": \"2033-01-01\"", "\"startDate\": \"2031-06-01\"")]
    [InlineData("\"endDate\": \"2031-12-05T00:00:00Z\"", "\"endDate\": \"-P1D\"")]
    [InlineData("\"value\": 100}", "\"value\": 100, \"type\": \"PERIOD_BASED\", \"periodUnit\": \"DAILY\"}")]
    [InlineData("\"id\": 41, \"refCode\"", "\"id\": 41, \"refCode\"")]
    public void What_is_usual_is_no_warning(string original, string replacement)
    {
        Assert.Contains(original, SmallWorld.Json, StringComparison.Ordinal);

        Assert.Empty(Inspect(SmallWorld.Json.Replace(original, replacement, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_refusal_has_the_warnings_too()
    {
        var json = SmallWorld.Json.Replace("\"endDate\": \"2033-12-31\"", "\"endDate\": \"2032-12-31\"", StringComparison.Ordinal).Replace("\"sign\": -1", "\"sign\": 0", StringComparison.Ordinal);

        Assert.Equal([true, false], Assert.Throws<WorldDocumentException>(() => TestStore.Parse(json)).Findings.Select(finding => finding.IsWarning));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Text_in_a_wide_encoding_gets_a_sentence(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var sentence = $"the text is encoded as {name[..6].ToUpperInvariant()}; JSON must be encoded as UTF-8";

        Assert.Equal(new DocumentFinding("$", sentence), Assert.Single(Findings(encoding.GetBytes(SmallWorld.Json))));
        Assert.Equal(new DocumentFinding("$", sentence), Assert.Single(Findings([.. encoding.GetPreamble(), .. encoding.GetBytes(SmallWorld.Json)])));
    }

    [Fact]
    public void Latin_1_gets_a_sentence_with_the_line_of_its_first_byte_beside_the_other_findings()
    {
        var json = SmallWorld.Json.Replace("\"Branch\"", "\"Zweigstelle K\u00f6ln\"", StringComparison.Ordinal).Replace("\"sign\": -1", "\"sign\": 0", StringComparison.Ordinal);

        Assert.Equal(
            [
                $"{LineOf("\"sign\": -1")}: $.orgs[0].usage[3].sign: sign must be 1 or -1",
                $"{LineOf("\"Branch\"")}: $: the text is not UTF-8: it contains the byte 0xF6, probably because it is encoded as Latin-1 or Windows-1252; JSON must be encoded as UTF-8",
            ],
            Findings(Encoding.Latin1.GetBytes(json)).Select(finding => finding.ToString()));
    }

    [Fact]
    public void At_most_a_thousand_findings_are_listed()
    {
        var customers = string.Join(',', Enumerable.Repeat("{\"id\": \"x\"}", 5000));

        var findings = Inspect($$"""{"schemaVersion": 1, "name": "many", "timeZone": "UTC", "orgs": [{"id": 1, "name": "One", "customers": [{{customers}}]}]}""");

        Assert.Equal(1001, findings.Count);
        Assert.Equal("only the first 1000 findings are listed", findings[^1].Reason);
    }

    [Fact]
    public void The_schema_property_is_accepted_and_not_stored()
    {
        var document = TestStore.Parse(SmallWorld.Json.Replace("\"schemaVersion\"", "\"$schema\": \"world-document.schema.json\", \"schemaVersion\"", StringComparison.Ordinal));

        Assert.Equal("world-document.schema.json", document.SchemaReference);
        Assert.DoesNotContain("$schema", Encoding.UTF8.GetString(WorldDocumentJson.Write(document.WithoutSecrets())), StringComparison.Ordinal);
    }

    /// <summary>The inspection must not know the format less, or better, than the reader.</summary>
    [Fact]
    public void Reading_and_inspecting_agree_about_every_changed_document()
    {
        string[] values = ["null", "5", "-1", "1.5", "\"\"", "\"x\"", "true", "[]", "{}", "[null]", "[{}]", "{\"a\": null}", "1e400", "\"\\ud800\""];
        var places = System.Text.RegularExpressions.Regex.Matches(SmallWorld.Json, "(?<=\"[A-Za-z0-9]+\": )(?:\"[^\"]*\"|-?[0-9.]+|true|false)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.True(places.Count > 100, "the document has more than 100 values");
        var refused = 0;
        foreach (var (place, value) in places.SelectMany(place => values.Select(value => (place, value))))
        {
            var json = Encoding.UTF8.GetBytes(SmallWorld.Json.Remove(place.Index, place.Length).Insert(place.Index, value));
            var hasError = WorldDocumentJson.Inspect(json).Any(finding => !finding.IsWarning);
            try
            {
                WorldDocumentJson.Read(json);
                Assert.False(hasError, $"{place.Value} -> {value}: read, but the inspection has an error");
            }
            catch (WorldDocumentException)
            {
                refused++;
                Assert.True(hasError, $"{place.Value} -> {value}: refused, but the inspection has no error");
            }
        }

        Assert.True(refused > 1000, "most changes make the document invalid");
    }

    private static IReadOnlyList<DocumentFinding> Inspect(string json) => Findings(Encoding.UTF8.GetBytes(json));

    /// <summary>A refusal has the same findings as the inspection.</summary>
    private static IReadOnlyList<DocumentFinding> Findings(byte[] json)
    {
        var findings = WorldDocumentJson.Inspect(json);
        if (findings.Any(finding => !finding.IsWarning))
        {
            Assert.Equal(findings, Assert.Throws<WorldDocumentException>(() => WorldDocumentJson.Read(json)).Findings);
        }

        return findings;
    }

    private static int LineOf(string text) => SmallWorld.Json[..SmallWorld.Json.IndexOf(text, StringComparison.Ordinal)].Count(character => character == '\n') + 1;
}
