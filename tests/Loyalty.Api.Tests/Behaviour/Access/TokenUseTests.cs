using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Access;

/// <summary>The token header on both reads: what it opens, what it wins over, and what no forger gets past.</summary>
public sealed class TokenUseTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Lacks = "Client doesn't have access to the requested resource";

    private const string Wrong = "Basic ZG9jcy50aWxsOjAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw";

    [Theory]
    [InlineData("X-CAP-API-OAUTH-TOKEN")]
    [InlineData("x-cap-api-oauth-token")]
    [InlineData("CAP-API-ACCESS-TOKEN")]
    [InlineData("cap-api-access-token")]
    [Trait("Evidence", "documented: docs/contract/access.md 3, row A-1")]
    public async Task A_token_opens_what_a_till_opens_under_either_name_of_its_header(string header)
    {
        var token = await OAuth.TokenAsync(app);
        foreach (var path in new[] { OAuth.Targets, OAuth.Promotions })
        {
            var byToken = await app.GetPlainAsync(path, (header, token));

            Assert.Equal(200, byToken.Status);
            Assert.Equal((await app.GetAsync(path)).Body, byToken.Body);
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-1")]
    public async Task Of_two_token_headers_the_documented_one_counts()
    {
        var token = await OAuth.TokenAsync(app);

        Assert.Equal(200, (await app.GetPlainAsync(OAuth.Targets, (OAuth.Header, token), ("CAP-API-ACCESS-TOKEN", "broken"))).Status);
        Assert.Equal(401, (await app.GetPlainAsync(OAuth.Targets, (OAuth.Header, "broken"), ("CAP-API-ACCESS-TOKEN", token))).Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-3")]
    public async Task A_token_wins_over_Basic_whether_it_is_right_or_broken()
    {
        var token = await OAuth.TokenAsync(app);

        Assert.Equal(200, (await app.GetPlainAsync(OAuth.Targets, (OAuth.Header, token), ("Authorization", Wrong))).Status);
        Assert.Equal(401, (await app.GetAsync(OAuth.Targets, (OAuth.Header, "broken"))).Status);
        Assert.Equal(401, (await app.GetAsync(OAuth.Targets, (OAuth.Header, ""))).Status);
        Assert.Equal(401, (await app.GetPlainAsync(OAuth.Targets, ("Authorization", Wrong))).Status);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 2.2")]
    public async Task A_client_without_the_resource_is_403_in_the_gateways_envelope()
    {
        var token = await OAuth.TokenAsync(app, OAuth.Limited);

        var promotions = await app.GetPlainAsync(OAuth.Promotions, (OAuth.Header, token));
        var targets = await app.GetPlainAsync(OAuth.Targets, (OAuth.Header, token));

        Assert.Equal(403, promotions.Status);
        Assert.Equal(OAuth.GatewayErrorResponse(403, "Forbidden", 403, Lacks), promotions.Body);
        Assert.Equal(200, targets.Status);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 2.2")]
    public async Task A_client_without_the_target_resource_is_403_in_the_v3_envelope()
    {
        using var own = new EmulatorApp("""
            {"schemaVersion":1, "name":"shop", "timeZone":"UTC", "orgs":[{"id":1, "name":"Shop", "customers":[{"id":565039506}],
             "accessGroups":[{"name":"Default", "default":true, "otherResources":"WRITE", "permissions":{"Target Loyalty":"NONE"}}],
             "oauthClients":[{"key":"k", "name":"c", "secret":"s"}]}]}
            """);

        var reply = await own.GetPlainAsync(OAuth.Targets, (OAuth.Header, await OAuth.TokenAsync(own, """{"key":"k","secret":"s"}""")));

        Assert.Equal((403, OAuth.V3Refusal(403, Lacks)), (reply.Status, reply.Body));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 7")]
    public async Task The_limited_till_is_403_on_promotions_and_200_on_targets()
    {
        var promotions = await app.GetPlainAsync(OAuth.Promotions, ("Authorization", Tills.Limited));

        Assert.Equal(403, promotions.Status);
        Assert.StartsWith("""{"status":{"code":403,"message":"Forbidden"},"validationErrors":""", promotions.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await app.GetPlainAsync(OAuth.Targets, ("Authorization", Tills.Limited))).Status);
    }

    /// <summary>What a forger makes of a right token; the installation's own key is known to none but the one who reads the store.</summary>
    public static TheoryData<string> Forgeries =>
        [.. Forged.Keys];

    private static readonly Dictionary<string, Func<Jwt, RSA, string>> Forged = new(StringComparer.Ordinal)
    {
        ["another org"] = (token, _) => token.Claiming("org_id", 1).ToString(),
        ["a later end"] = (token, _) => token.Claiming("exp", 4102444800).ToString(),
        ["another client"] = (token, _) => token.Claiming("client_key", "docs-limited-key").ToString(),
        ["another first character of the signature"] = (token, _) => token.ToString().Replace("." + token.Signature, "." + (token.Signature[0] == 'A' ? 'B' : 'A') + token.Signature[1..], StringComparison.Ordinal),
        ["half the signature"] = (token, _) => (token with { Signature = token.Signature[..(token.Signature.Length / 2)] }).ToString(),
        ["no signature"] = (token, _) => (token with { Signature = "" }).ToString(),
        ["alg none without signature"] = (token, _) => (token.Headed("none") with { Signature = "" }).ToString(),
        ["alg none with the signature"] = (token, _) => token.Headed("none").ToString(),
        ["alg None in another case"] = (token, _) => (token.Headed("NoNe") with { Signature = "" }).ToString(),
        ["HS256 with the public key"] = (token, key) => token.Headed("HS256").HashedWith(key.ExportSubjectPublicKeyInfo()).ToString(),
        ["HS256 with the public key as PEM"] = (token, key) => token.Headed("HS256").HashedWith(System.Text.Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())).ToString(),
        ["HS256 with the modulus"] = (token, key) => token.Headed("HS256").HashedWith(key.ExportParameters(false).Modulus!).ToString(),
        ["RS384 in name only"] = (token, key) => token.Headed("RS384").SignedBy(key).ToString(),
        ["a key of the forger's"] = (token, _) => ByStranger(token),
        ["a key of the forger's that the token brings along"] = (token, _) => ByStranger(token, bring: true),
        ["another issuer under the right key"] = (token, key) => token.Claiming("iss", "Somebody").SignedBy(key).ToString(),
        ["no client under the right key"] = (token, key) => token.Claiming("client_key", null).SignedBy(key).ToString(),
        ["a client that is a list under the right key"] = (token, key) => token.Claiming("client_key", new JsonArray("docs-key")).SignedBy(key).ToString(),
        ["an end in words under the right key"] = (token, key) => token.Claiming("exp", "never").SignedBy(key).ToString(),
        ["an unknown client under the right key"] = (token, key) => token.Claiming("client_key", "nobody").SignedBy(key).ToString(),
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    [Trait("Evidence", "documented: docs/contract/access.md 2.2")]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-4")]
    public async Task A_forged_token_is_401_in_both_envelopes(string forgery)
    {
        var token = Jwt.Read(await OAuth.TokenAsync(app));
        using var key = Jwt.KeyOf(app);
        var text = Forged[forgery](token, key);

        var v3 = await app.GetPlainAsync(OAuth.Targets, (OAuth.Header, text));
        var gateway = await app.GetPlainAsync(OAuth.Promotions, (OAuth.Header, text));

        Assert.Equal((401, OAuth.V3Refusal(401, "Unauthorized")), (v3.Status, v3.Body));
        Assert.Equal((401, OAuth.GatewayErrorResponse(401, "Unauthorized", 401, "Unauthorized")), (gateway.Status, gateway.Body));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.4")]
    public async Task What_the_right_key_signs_is_a_token()
    {
        var token = Jwt.Read(await OAuth.TokenAsync(app));
        using var key = Jwt.KeyOf(app);

        Assert.Equal(200, (await app.GetPlainAsync(OAuth.Targets, (OAuth.Header, token.Claiming("sub", "mine").SignedBy(key).ToString()))).Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_token_of_another_installation_is_401_though_both_know_the_client()
    {
        using var other = new EmulatorApp();
        var foreign = await OAuth.TokenAsync(other);
        await OAuth.TokenAsync(app);

        Assert.Equal(200, (await other.GetPlainAsync(OAuth.Targets, (OAuth.Header, foreign))).Status);
        Assert.Equal((401, OAuth.V3Refusal(401, "Unauthorized")), Short(await app.GetPlainAsync(OAuth.Targets, (OAuth.Header, foreign))));
    }

    private static (int, string) Short(Reply reply) => (reply.Status, reply.Body);

    private static string ByStranger(Jwt token, bool bring = false)
    {
        using var key = RSA.Create(2048);
        if (bring)
        {
            var parameters = key.ExportParameters(false);
            var head = (JsonObject)token.Head.DeepClone();
            head["jwk"] = new JsonObject
            {
                ["kty"] = "RSA",
                ["n"] = System.Buffers.Text.Base64Url.EncodeToString(parameters.Modulus),
                ["e"] = System.Buffers.Text.Base64Url.EncodeToString(parameters.Exponent),
            };
            token = token with { Head = head };
        }

        return token.SignedBy(key).ToString();
    }
}
