using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>Compares the bodies that the two seeds print with the responses of the sample world, as text.</summary>
public sealed class DocumentedBodiesTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Page = "/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=2&offset=0&sourceType=USER_CREATED";

    private const string Customer = "&identifierName=id&identifierValue=555380204&source=INSTORE";

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.4")]
    public async Task The_first_documented_body_of_enrolledTargets_is_returned()
    {
        var reply = await app.GetAsync("/v3/users/565039506/enrolledTargets");

        Assert.Equal(200, reply.Status);
        Assert.Equal("application/json", reply.ContentType);
        Assert.Equal(PrintedJson.Read("enrolledTargets-565039506.json"), reply.Body);
    }

    [Theory]
    [InlineData("42381788")]
    [InlineData("19721")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.4")]
    public async Task The_older_documented_bodies_of_enrolledTargets_are_returned_with_isoAttribution_off(string userId)
    {
        using var older = new EmulatorApp(SampleWorld.WithSettings("\"isoAttribution\":false"));

        var reply = await older.GetAsync($"/v3/users/{userId}/enrolledTargets");

        Assert.Equal(200, reply.Status);
        Assert.Equal(PrintedJson.Read($"enrolledTargets-{userId}.json"), reply.Body);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 1")]
    public async Task The_configuration_turns_isoAttribution_off_for_worlds_without_the_setting()
    {
        using var older = new EmulatorApp(null, ("Targets:IsoAttribution", "false"));

        var reply = await older.GetAsync("/v3/users/42381788/enrolledTargets");

        Assert.Equal(PrintedJson.Read("enrolledTargets-42381788.json"), reply.Body);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.6, 310011 Invalid userId")]
    public async Task The_documented_body_of_error_310011_is_returned()
    {
        var reply = await app.GetAsync("/v3/users/1/enrolledTargets");

        Assert.Equal(400, reply.Status);
        Assert.Equal(PrintedJson.Read("enrolledTargets-310011.json"), reply.Body);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.6, 310130 Invalid enrollment type as input")]
    public async Task The_documented_body_of_error_310130_is_returned()
    {
        var reply = await app.GetAsync("/v3/users/565039506/enrolledTargets?enrollmentType=MANUAL");

        Assert.Equal(400, reply.Status);
        Assert.Equal(PrintedJson.Read("enrolledTargets-310130.json"), reply.Body);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.4")]
    public async Task The_documented_body_of_promotionsV2_is_returned()
    {
        var reply = await app.GetAsync(Page + Customer, ("Prefer", "representation=Customer"));

        Assert.Equal(200, reply.Status);
        Assert.Equal("application/json", reply.ContentType);
        Assert.Equal(PrintedJson.Read("promotionsV2.json"), reply.Body);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.5")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-1")]
    public async Task The_Documented_representation_is_the_Gateway_keys_followed_by_the_Customer_keys()
    {
        var both = await app.GetAsync(Page + Customer);
        var gateway = await app.GetAsync(Page + Customer, ("Prefer", "representation=Gateway"));
        var customer = await app.GetAsync(Page + Customer, ("Prefer", "representation=Customer"));

        // Both halves have pageDetails; the Documented representation has it once, at the end of the gateway keys.
        const string paging = "{\"pageDetails\":{\"pageNumber\":0,\"pageSize\":2,\"totalEntries\":169,\"pageCount\":85},";
        Assert.StartsWith(paging, customer.Body, StringComparison.Ordinal);
        Assert.EndsWith("," + paging[1..^1] + "}", gateway.Body, StringComparison.Ordinal);
        Assert.Equal(gateway.Body[..^1] + "," + customer.Body[paging.Length..], both.Body);
    }

    [Theory]
    [InlineData("enrolledTargets-565039506.json", "000_18132cbdff751511.txt")]
    [InlineData("enrolledTargets-42381788.json", "000_18132cbdff751511.txt")]
    [InlineData("enrolledTargets-19721.json", "000_18132cbdff751511.txt")]
    [InlineData("enrolledTargets-310011.json", "000_18132cbdff751511.txt")]
    [InlineData("enrolledTargets-310130.json", "000_18132cbdff751511.txt")]
    [InlineData("promotionsV2.json", "004_ec1c8523a8c0c016.txt")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.4")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.4")]
    public void The_committed_bodies_are_those_of_the_seeds(string file, string seed)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "seeds", seed);
        Assert.SkipUnless(File.Exists(path), "../shared is not part of a clone");

        // The last character is not compared: the seed's third body lacks its closing brace.
        var body = WithoutWhitespace(Repository.Read($"tests/Loyalty.Api.Tests/Contract/Documented/{file}"))[..^1];
        Assert.Contains(body, WithoutWhitespace(File.ReadAllText(path)), StringComparison.Ordinal);
    }

    private static string WithoutWhitespace(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
