using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Access;

/// <summary>How long a token is valid: by the world's clock, across a restart, and until its world is deleted.</summary>
public sealed class TokenLifetimeTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string AnyTargets = "/v3/users/1/enrolledTargets";

    private const string AnyPromotions = "/api_gateway/loyalty/v1/programs/1/promotionsV2?limit=1&offset=0&sourceType=UI";

    [Theory]
    [InlineData("UTC", "2031-01-01T01:00:00.000+0000")]
    [InlineData("Asia/Kolkata", "2031-01-01T06:30:00.000+0530")]
    [InlineData("America/St_Johns", "2030-12-31T21:30:00.000-0330")]
    [Trait("Evidence", "documented: docs/contract/access.md 2.2")]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-4")]
    public async Task An_expired_token_is_401_with_code_498_and_its_expiry_in_the_servers_zone(string zone, string instant)
    {
        var world = await MadeWorld.CreateAsync(app, $$"""{"timeZone":"{{zone}}"}""");
        await world.FreezeAsync("2031-01-01T00:00:00Z");
        var token = await OAuth.TokenAsync(app, world.ClientBody);
        await world.AdvanceAsync("PT1H");

        var v3 = await app.GetPlainAsync(AnyTargets, (OAuth.TokenHeader, token));
        var gateway = await app.GetPlainAsync(AnyPromotions, (OAuth.TokenHeader, token));

        Assert.Equal((401, OAuth.V3Error(498, $"Token expired at {instant}")), (v3.Status, v3.Body));
        Assert.Equal((401, OAuth.GatewayError(401, "Unauthorized", 498, $"Token expired at {instant}")), (gateway.Status, gateway.Body));
    }

    /// <summary>Their page has another text for 498 than the page on tokens, which has the instant.</summary>
    [Theory]
    [InlineData("/v3/promotions")]
    [InlineData("/v3/promotions/6a00000000000000000000ff")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task An_expired_token_is_498_for_the_promotions_of_v3(string path)
    {
        var world = await MadeWorld.CreateAsync(app, "{}");
        await world.FreezeAsync("2031-01-01T00:00:00Z");
        var token = await OAuth.TokenAsync(app, world.ClientBody);
        await world.AdvanceAsync("PT1H");

        var reply = await app.GetPlainAsync(path, (OAuth.TokenHeader, token));

        Assert.Equal((401, OAuth.V3Error(498, "Token expired at 2031-01-01T01:00:00.000+0000")), (reply.Status, reply.Body));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.4")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_token_expires_exactly_at_exp_and_is_valid_again_if_the_clock_goes_back()
    {
        var world = await MadeWorld.CreateAsync(app, "{}");
        await world.FreezeAsync("2031-01-01T00:00:00Z");
        var token = await OAuth.TokenAsync(app, world.ClientBody);

        // The world has no customer 1, so a valid token gives 400 and an invalid one 401.
        await world.FreezeAsync("2031-01-01T00:59:59.999Z");
        Assert.Equal(400, await StatusAsync(token));
        await world.FreezeAsync("2031-01-01T01:00:00Z");
        Assert.Equal(401, await StatusAsync(token));
        await world.AdvanceAsync("-PT0.001S");
        Assert.Equal(400, await StatusAsync(token));
        await world.FreezeAsync("2001-01-01T00:00:00Z");
        Assert.Equal(400, await StatusAsync(token));
        await world.FreezeAsync("2099-01-01T00:00:00Z");
        Assert.Equal(401, await StatusAsync(token));
        Assert.Equal(400, await StatusAsync(await OAuth.TokenAsync(app, world.ClientBody)));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task The_clock_of_one_world_does_not_expire_tokens_of_another()
    {
        var advanced = await MadeWorld.CreateAsync(app, "{}");
        var other = await MadeWorld.CreateAsync(app, "{}");
        var valid = await OAuth.TokenAsync(app, other.ClientBody);
        var expired = await OAuth.TokenAsync(app, advanced.ClientBody);

        await advanced.AdvanceAsync("P1D");

        Assert.Equal(401, await StatusAsync(expired));
        Assert.Equal(400, await StatusAsync(valid));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59.999Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999Z")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_token_is_valid_at_the_earliest_and_the_latest_time(string instant)
    {
        var world = await MadeWorld.CreateAsync(app, """{"timeZone":"Asia/Kolkata"}""");
        await world.FreezeAsync(instant);

        Assert.Equal(400, await StatusAsync(await OAuth.TokenAsync(app, world.ClientBody)));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_token_stays_valid_after_a_restart_on_the_same_store()
    {
        var folder = Directory.CreateTempSubdirectory("loyalty-restart-");
        try
        {
            var store = ("ConnectionStrings:Loyalty", $"Data Source={Path.Combine(folder.FullName, "loyalty.db")}");
            string token;
            using (var before = new EmulatorApp(null, store))
            {
                token = await OAuth.TokenAsync(before);
            }

            using var after = new EmulatorApp(null, store);

            Assert.Equal(200, (await after.GetPlainAsync(OAuth.TargetsPath, (OAuth.TokenHeader, token))).Status);
            using var key = Jwt.SigningKeyOf(after);
            Assert.Equal(Jwt.Read(token).Signature, Jwt.Read(token).SignedWith(key).Signature);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_token_of_a_deleted_world_is_rejected()
    {
        var world = await MadeWorld.CreateAsync(app, "{}");
        var token = await OAuth.TokenAsync(app, world.ClientBody);
        Assert.Equal(400, await StatusAsync(token));

        await world.DeleteAsync();

        var reply = await app.GetPlainAsync(AnyTargets, (OAuth.TokenHeader, token));
        Assert.Equal((401, OAuth.V3Error(401, "Unauthorized")), (reply.Status, reply.Body));
        Assert.Equal(OAuth.TokenError(320001, "Invalid client key and secret"), (await OAuth.RequestTokenAsync(app, world.ClientBody)).Body);
    }

    [Theory]
    [InlineData("first-secret")]
    [InlineData("another-secret")]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_token_of_a_deleted_world_opens_no_later_world_even_if_its_client_has_the_same_key_and_secret(string secret)
    {
        static string World(string name, string secret) =>
            $$$"""{"name":"{{{name}}}","world":{"schemaVersion":1,"name":"w","timeZone":"UTC","orgs":[{"id":1,"name":"O","oauthClients":[{"key":"taken-key","name":"n","secret":"{{{secret}}}"}]}]}}""";
        const string client = """{"key":"taken-key","secret":"first-secret"}""";
        var first = await MadeWorld.CreateAsync(app, World($"first-of-{secret}", "first-secret"));
        var token = await OAuth.TokenAsync(app, client);
        Assert.Equal(400, await StatusAsync(token));
        await first.DeleteAsync();

        var later = await MadeWorld.CreateAsync(app, World($"first-of-{secret}", secret));

        Assert.Equal(401, await StatusAsync(token));
        if (secret is "first-secret")
        {
            Assert.Equal(400, await StatusAsync(await OAuth.TokenAsync(app, client)));
        }

        await later.DeleteAsync();
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Replacing_a_worlds_document_keeps_its_tokens_valid()
    {
        var world = await MadeWorld.CreateAsync(app, "{}");
        var token = await OAuth.TokenAsync(app, world.ClientBody);

        await world.PutAsync("document", """{"schemaVersion":1,"name":"tiny","timeZone":"UTC","orgs":[{"id":7,"name":"Tiny","customers":[{"id":1}]}]}""");

        Assert.Equal(200, await StatusAsync(token));
        Assert.Equal(200, await StatusAsync(await OAuth.TokenAsync(app, world.ClientBody)));
    }

    private async Task<int> StatusAsync(string token) => (await app.GetPlainAsync(AnyTargets, (OAuth.TokenHeader, token))).Status;
}
