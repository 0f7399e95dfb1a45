using Loyalty.Store.DocumentFormat;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.WorldDocuments;

/// <summary>A broken document is refused with its JSON path and a reason. Each row breaks one line of <see cref="SmallWorld"/>.</summary>
public sealed class WorldDocumentCheckTests
{
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void The_document_that_the_rows_break_is_whole() => Assert.Equal(2, TestStore.Parse(SmallWorld.Json).Orgs.Count);

    [Theory]
    [MemberData(nameof(BrokenDocuments.Ids), MemberType = typeof(BrokenDocuments))]
    [MemberData(nameof(BrokenDocuments.References), MemberType = typeof(BrokenDocuments))]
    [MemberData(nameof(BrokenDocuments.Values), MemberType = typeof(BrokenDocuments))]
    [MemberData(nameof(BrokenDocuments.Shapes), MemberType = typeof(BrokenDocuments))]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_broken_document_is_refused_with_its_path_and_a_reason(string whole, string broken, string path, string reason)
    {
        var place = SmallWorld.Json.IndexOf(whole, StringComparison.Ordinal);
        Assert.True(place >= 0, "the row breaks a line that is there");
        Assert.Equal(-1, SmallWorld.Json.IndexOf(whole, place + 1, StringComparison.Ordinal));

        var refusal = Assert.Throws<WorldDocumentException>(() => TestStore.Parse(SmallWorld.Json.Replace(whole, broken, StringComparison.Ordinal)));

        Assert.Equal(path, refusal.Path);
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
        Assert.Equal($"{refusal.Path}: {refusal.Reason}", refusal.Message);
    }

    [Theory]
    [InlineData("", "$", "there is no JSON")]
    [InlineData("null", "$", "a world document is a JSON object")]
    [InlineData("[]", "$", "an object is expected here")]
    [InlineData("\"world\"", "$", "an object is expected here")]
    [InlineData("{", "$", "")]
    [InlineData("{}", "$", "missing ")]
    [InlineData("{}{}", "$", "missing ")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void What_is_no_document_at_all_is_refused_too(string text, string path, string reason)
    {
        var refusal = Assert.Throws<WorldDocumentException>(() => TestStore.Parse(text));

        Assert.Equal(path, refusal.Path);
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Reason);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_second_root_is_refused()
    {
        var refusal = Assert.Throws<WorldDocumentException>(() => TestStore.Parse(SmallWorld.Json + SmallWorld.Json));

        Assert.Equal("$", refusal.Path);
        Assert.Contains("after a single JSON value", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Bytes_that_are_no_text_are_refused()
    {
        byte[] json = [.. "{\"schemaVersion\": 1, \"name\": \""u8, 0xC3, 0x28, .. "\", \"timeZone\": \"UTC\", \"orgs\": []}"u8];

        Assert.Equal("$.name", Assert.Throws<WorldDocumentException>(() => WorldDocumentJson.Read(json)).Path);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_byte_order_mark_and_comments_are_read_over()
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
    public void What_creation_would_refuse_or_an_extreme_that_fits_is_read(string whole, string extreme)
    {
        Assert.Contains(whole, SmallWorld.Json, StringComparison.Ordinal);

        Assert.Equal(2, TestStore.Parse(SmallWorld.Json.Replace(whole, extreme, StringComparison.Ordinal)).Orgs.Count);
    }

    [Theory]
    [MemberData(nameof(BrokenDocuments.RefusedByTheCheck), MemberType = typeof(BrokenDocuments))]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_broken_document_that_types_alone_let_through_is_refused(string whole, string broken, string path) =>
        Assert.Equal(path, Assert.Throws<WorldDocumentException>(() => TestStore.Parse(SmallWorld.Json.Replace(whole, broken, StringComparison.Ordinal))).Path);
}
