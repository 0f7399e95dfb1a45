using Loyalty.Api.Tests.Behaviour.Promotions;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Access;

/// <summary>What a till's access group permits.</summary>
public sealed class AccessGroupTests
{
    private const string Denied = "Access denied. Make sure that your API resource has appropriate access control permissions.";

    private const string Targets = "/v3/users/7/enrolledTargets";

    private const string Promotions = "/api_gateway/loyalty/v1/programs/9/promotionsV2?limit=1&offset=0&sourceType=UI";

    private static string World(string groups, string tills) => $$"""
        {"schemaVersion":1, "name":"shop", "timeZone":"UTC", "orgs":[{"id":1, "name":"Shop", "customers":[{"id":7}], "programs":[{"id":9, "name":"P"}], {{groups}} "tills":[ {{tills}} ]}]}
        """;

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.1, row Prerequisites")]
    [Trait("Evidence", "documented: docs/architecture.md 7")]
    public async Task The_sample_worlds_limited_till_may_read_targets_but_not_promotions()
    {
        using var app = new EmulatorApp();

        var promotions = await app.GetPlainAsync(Promotions.Replace("/9/", "/469/", StringComparison.Ordinal), ("Authorization", Tills.Limited));
        var targets = await app.GetPlainAsync("/v3/users/565039506/enrolledTargets", ("Authorization", Tills.Limited));

        Assert.Equal(403, promotions.Status);
        Assert.Equal(SamplePromotions.Error(403, "Forbidden", 403, Denied), promotions.Body);
        Assert.Equal(200, targets.Status);
    }

    [Theory]
    [InlineData("\"Customer\":\"NONE\"", 200, 403)]
    [InlineData("\"Customer\":\"READ\"", 200, 200)]
    [InlineData("\"Customer\":\"WRITE\"", 200, 200)]
    [InlineData("\"Target Loyalty\":\"NONE\"", 403, 200)]
    [InlineData("\"Target Loyalty\":\"READ\"", 200, 200)]
    [InlineData("\"customer\":\"NONE\"", 200, 200)]
    [Trait("Evidence", "documented: docs/contract/access.md 1.5")]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-7")]
    public async Task The_permissions_of_a_group_override_its_otherResources(string permissions, int targets, int promotions)
    {
        var groups = $$"""
            "accessGroups":[{"name":"Default", "default":true, "otherResources":"READ"}, {"name":"Own", "default":false, "otherResources":"READ", "permissions":{ {{permissions}} } }],
            """;
        using var app = new EmulatorApp(World(groups, """{"username":"own", "accessGroup":"Own", "password":"123"}"""));

        Assert.Equal(targets, (await app.GetPlainAsync(Targets, ("Authorization", Tills.Of("own")))).Status);
        Assert.Equal(promotions, (await app.GetPlainAsync(Promotions, ("Authorization", Tills.Of("own")))).Status);
    }

    [Theory]
    [InlineData("NONE", 403)]
    [InlineData("READ", 200)]
    [InlineData("WRITE", 200)]
    [Trait("Evidence", "documented: docs/contract/access.md 1.5")]
    public async Task A_till_without_a_group_has_its_orgs_default_group(string otherResources, int status)
    {
        var groups = $$""" "accessGroups":[{"name":"Default", "default":true, "otherResources":"{{otherResources}}"}], """;
        using var app = new EmulatorApp(World(groups, """{"username":"own", "password":"123"}"""));

        var reply = await app.GetPlainAsync(Targets, ("Authorization", Tills.Of("own")));

        Assert.Equal(status, reply.Status);
        if (status == 403)
        {
            Assert.Equal($$"""{"data":null,"errors":[{"code":403,"message":"{{Denied}}"}],"warnings":null}""", reply.Body);
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-7")]
    public async Task An_org_without_groups_permits_everything()
    {
        using var app = new EmulatorApp(World("", """{"username":"own", "password":"123"}"""));

        Assert.Equal(200, (await app.GetPlainAsync(Targets, ("Authorization", Tills.Of("own")))).Status);
        Assert.Equal(200, (await app.GetPlainAsync(Promotions, ("Authorization", Tills.Of("own")))).Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Access_is_checked_before_the_request_is_validated()
    {
        using var app = new EmulatorApp();

        var reply = await app.GetPlainAsync("/api_gateway/loyalty/v1/programs/x/promotionsV2", ("Authorization", Tills.Limited));

        Assert.Equal(403, reply.Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task Health_needs_no_credentials_but_the_reads_do()
    {
        using var app = new EmulatorApp();

        Assert.Equal((200, """{"status":"live"}"""), StatusAndBody(await app.GetPlainAsync("/health/live")));
        Assert.Equal((200, """{"status":"ready"}"""), StatusAndBody(await app.GetPlainAsync("/health/ready")));
        Assert.Equal(401, (await app.GetPlainAsync("/v3/users/565039506/enrolledTargets")).Status);
        Assert.Equal(401, (await app.GetPlainAsync("/api_gateway/loyalty/v1/programs/469/promotionsV2")).Status);
        Assert.Equal(401, (await app.GetPlainAsync("/api_gateway/loyalty/v1/programs/469/userCreatedPromotions")).Status);

        static (int, string) StatusAndBody(Reply reply) => (reply.Status, reply.Body);
    }
}
