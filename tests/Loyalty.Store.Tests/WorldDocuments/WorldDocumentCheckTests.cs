using Loyalty.Store.DocumentFormat;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.WorldDocuments;

/// <summary>Tests that an invalid document is rejected with a JSON path and a reason. Each row replaces a part of <see cref="SmallWorld"/>.</summary>
public sealed class WorldDocumentCheckTests
{
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void The_unchanged_document_is_valid() => Assert.Equal(2, TestStore.Parse(SmallWorld.Json).Orgs.Count);

    [Theory]
    [MemberData(nameof(InvalidDocuments.Ids), MemberType = typeof(InvalidDocuments))]
    [MemberData(nameof(InvalidDocuments.References), MemberType = typeof(InvalidDocuments))]
    [MemberData(nameof(InvalidDocuments.Values), MemberType = typeof(InvalidDocuments))]
    [MemberData(nameof(InvalidDocuments.CustomerValues), MemberType = typeof(InvalidDocuments))]
    [MemberData(nameof(InvalidDocuments.RequestKeyValues), MemberType = typeof(InvalidDocuments))]
    [MemberData(nameof(InvalidDocuments.Structure), MemberType = typeof(InvalidDocuments))]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void An_invalid_document_is_rejected_with_a_path_and_a_reason(string original, string replacement, string path, string reason)
    {
        var index = SmallWorld.Json.IndexOf(original, StringComparison.Ordinal);
        Assert.True(index >= 0, "the document contains the text to replace");
        Assert.Equal(-1, SmallWorld.Json.IndexOf(original, index + 1, StringComparison.Ordinal));

        var exception = Assert.Throws<WorldDocumentException>(() => TestStore.Parse(SmallWorld.Json.Replace(original, replacement, StringComparison.Ordinal)));

        // The only other errors are references to an id that the row removes, and the required property that it misspells.
        var finding = Assert.Single(exception.Findings, found => found.Path.Equals(path, StringComparison.Ordinal) || !IsConsequence(found.Reason));
        Assert.Equal(path, finding.Path);
        Assert.Contains(reason, finding.Reason, StringComparison.Ordinal);
        Assert.False(finding.IsWarning);
        Assert.Contains($"{finding.Line}: {finding.Path}: {finding.Reason}", exception.Message, StringComparison.Ordinal);
    }

    private static bool IsConsequence(string reason) =>
        reason.Contains("does not exist in org", StringComparison.Ordinal) || reason is "missing 'timeZone'" or "missing 'key'";

    [Theory]
    [InlineData("", "$", "no JSON was found")]
    [InlineData("null", "$", "an object is expected here, not null")]
    [InlineData("[]", "$", "an object is expected here")]
    [InlineData("\"world\"", "$", "an object is expected here")]
    [InlineData("{", "$", "")]
    [InlineData("{}", "$", "missing ")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Text_that_is_not_a_world_document_is_rejected(string text, string path, string reason)
    {
        var finding = Assert.Single(Assert.Throws<WorldDocumentException>(() => TestStore.Parse(text)).Findings);

        Assert.Equal((path, 1), (finding.Path, finding.Line));
        Assert.Contains(reason, finding.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Reason);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_second_JSON_value_is_rejected()
    {
        var finding = Assert.Single(Assert.Throws<WorldDocumentException>(() => TestStore.Parse(SmallWorld.Json + SmallWorld.Json)).Findings);

        Assert.Equal(("$", SmallWorld.Json.Split('\n').Length), (finding.Path, finding.Line));
        Assert.Contains("after a single JSON value", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_byte_order_mark_and_comments_are_ignored()
    {
        var json = "\uFEFF// a note\n" + SmallWorld.Json.Replace("\"timeZone\"", "/* server */ \"timeZone\"", StringComparison.Ordinal);

        Assert.Equal("small", TestStore.Parse(json).Name);
    }

    [Theory]
    [InlineData("\"periodId\": 41, \"defaultValue\": 10.5", "\"periodId\": 41, \"defaultValue\": 9223372036853.999999")]
    [InlineData("\"points\": 12.5", "\"points\": 2147483647")]
    [InlineData("\"tokenSeconds\": 300", "\"tokenSeconds\": 2592000")]
    [InlineData("{\"id\": 2, \"name\": \"Branch\", \"parentId\": 1}", "{\"id\": 9223372036854775807, \"name\": \"\", \"parentId\": 1}")]
    [InlineData("\"endDate\": \"2033-12-31\"", "\"endDate\": \"0001-01-01\"")]
    [InlineData("\"value\": 100", "\"value\": -9223372036854775808")]
    [InlineData("\"timeZone\": \"UTC\"", "\"timeZone\": \"Asia/Kolkata\", \"clock\": {\"mode\": \"SHIFTED\", \"by\": \"-P1DT2H\"}")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Extreme_values_and_values_that_the_API_would_reject_are_accepted(string original, string replacement)
    {
        Assert.Contains(original, SmallWorld.Json, StringComparison.Ordinal);

        Assert.Equal(2, TestStore.Parse(SmallWorld.Json.Replace(original, replacement, StringComparison.Ordinal)).Orgs.Count);
    }

    [Theory]
    [MemberData(nameof(InvalidDocuments.ValuesThatOnlyTheCheckRejects), MemberType = typeof(InvalidDocuments))]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_value_that_the_JSON_reader_alone_would_accept_is_rejected(string original, string replacement, string path) =>
        Assert.Equal(path, Assert.Single(Assert.Throws<WorldDocumentException>(() => TestStore.Parse(SmallWorld.Json.Replace(original, replacement, StringComparison.Ordinal))).Findings).Path);
}
