using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Access;

/// <summary>The token header on both reads: access, precedence over Basic authentication, and forged tokens.</summary>
public sealed class TokenUseTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string NoAccessMessage = "Client doesn't have access to the requested resource";

    private const string WrongBasicHeader = "Basic ZG9jcy50aWxsOjAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw";

    [Theory]
    [InlineData("X-CAP-API-OAUTH-TOKEN")]
    [InlineData("x-cap-api-oauth-token")]
    [InlineData("CAP-API-ACCESS-TOKEN")]
    [InlineData("cap-api-access-token")]
    [Trait("Evidence", "documented: docs/contract/access.md 3, row A-1")]
    public async Task A_token_in_either_token_header_gives_the_same_access_as_a_till(string header)
    {
        var token = await OAuth.TokenAsync(app);
        foreach (var path in new[] { OAuth.TargetsPath, OAuth.PromotionsPath })
        {
            var byToken = await app.GetPlainAsync(path, (header, token));

            Assert.Equal(200, byToken.Status);
            Assert.Equal((await app.GetAsync(path)).Body, byToken.Body);
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-1")]
    public async Task If_both_token_headers_are_sent_the_documented_one_is_used()
    {
        var token = await OAuth.TokenAsync(app);

        Assert.Equal(200, (await app.GetPlainAsync(OAuth.TargetsPath, (OAuth.TokenHeader, token), ("CAP-API-ACCESS-TOKEN", "broken"))).Status);
        Assert.Equal(401, (await app.GetPlainAsync(OAuth.TargetsPath, (OAuth.TokenHeader, "broken"), ("CAP-API-ACCESS-TOKEN", token))).Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-3")]
    public async Task A_valid_or_invalid_token_takes_precedence_over_Basic()
    {
        var token = await OAuth.TokenAsync(app);

        Assert.Equal(200, (await app.GetPlainAsync(OAuth.TargetsPath, (OAuth.TokenHeader, token), ("Authorization", WrongBasicHeader))).Status);
        Assert.Equal(401, (await app.GetAsync(OAuth.TargetsPath, (OAuth.TokenHeader, "broken"))).Status);
        Assert.Equal(401, (await app.GetAsync(OAuth.TargetsPath, (OAuth.TokenHeader, ""))).Status);
        Assert.Equal(401, (await app.GetPlainAsync(OAuth.TargetsPath, ("Authorization", WrongBasicHeader))).Status);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 2.2")]
    public async Task A_client_without_access_to_promotions_is_403_in_the_gateway_envelope()
    {
        var token = await OAuth.TokenAsync(app, OAuth.LimitedClient);

        var promotions = await app.GetPlainAsync(OAuth.PromotionsPath, (OAuth.TokenHeader, token));
        var targets = await app.GetPlainAsync(OAuth.TargetsPath, (OAuth.TokenHeader, token));

        Assert.Equal(403, promotions.Status);
        Assert.Equal(OAuth.GatewayError(403, "Forbidden", 403, NoAccessMessage), promotions.Body);
        Assert.Equal(200, targets.Status);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 2.2")]
    public async Task A_client_without_access_to_targets_is_403_in_the_v3_envelope()
    {
        using var own = new EmulatorApp("""
            {"schemaVersion":1, "name":"shop", "timeZone":"UTC", "orgs":[{"id":1, "name":"Shop", "customers":[{"id":565039506}],
             "accessGroups":[{"name":"Default", "default":true, "otherResources":"WRITE", "permissions":{"Target Loyalty":"NONE"}}],
             "oauthClients":[{"key":"k", "name":"c", "secret":"s"}]}]}
            """);

        var reply = await own.GetPlainAsync(OAuth.TargetsPath, (OAuth.TokenHeader, await OAuth.TokenAsync(own, """{"key":"k","secret":"s"}""")));

        Assert.Equal((403, OAuth.V3Error(403, NoAccessMessage)), (reply.Status, reply.Body));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 7")]
    public async Task The_limited_till_gets_403_for_promotions_and_200_for_targets()
    {
        var promotions = await app.GetPlainAsync(OAuth.PromotionsPath, ("Authorization", Tills.Limited));

        Assert.Equal(403, promotions.Status);
        Assert.StartsWith("""{"status":{"code":403,"message":"Forbidden"},"validationErrors":""", promotions.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await app.GetPlainAsync(OAuth.TargetsPath, ("Authorization", Tills.Limited))).Status);
    }

    /// <summary>Names of forged tokens. Only somebody who can read the store can sign with the installation's key.</summary>
    public static TheoryData<string> ForgeryNames =>
        [.. Forgeries.Keys];

    private static readonly Dictionary<string, Func<Jwt, RSA, string>> Forgeries = new(StringComparer.Ordinal)
    {
        ["another org"] = (token, _) => token.WithClaim("org_id", 1).ToString(),
        ["a later expiry"] = (token, _) => token.WithClaim("exp", 4102444800).ToString(),
        ["another client"] = (token, _) => token.WithClaim("client_key", "docs-limited-key").ToString(),
        ["another first character of the signature"] = (token, _) => token.ToString().Replace("." + token.Signature, "." + (token.Signature[0] == 'A' ? 'B' : 'A') + token.Signature[1..], StringComparison.Ordinal),
        ["half the signature"] = (token, _) => (token with { Signature = token.Signature[..(token.Signature.Length / 2)] }).ToString(),
        ["no signature"] = (token, _) => (token with { Signature = "" }).ToString(),
        ["alg none without a signature"] = (token, _) => (token.WithAlgorithm("none") with { Signature = "" }).ToString(),
        ["alg none with the signature"] = (token, _) => token.WithAlgorithm("none").ToString(),
        ["alg none in mixed case"] = (token, _) => (token.WithAlgorithm("NoNe") with { Signature = "" }).ToString(),
        ["HS256 with the public key"] = (token, key) => token.WithAlgorithm("HS256").SignedWithHmac(key.ExportSubjectPublicKeyInfo()).ToString(),
        ["HS256 with the public key as PEM"] = (token, key) => token.WithAlgorithm("HS256").SignedWithHmac(System.Text.Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())).ToString(),
        ["HS256 with the modulus"] = (token, key) => token.WithAlgorithm("HS256").SignedWithHmac(key.ExportParameters(false).Modulus!).ToString(),
        ["alg RS384 with an RS256 signature"] = (token, key) => token.WithAlgorithm("RS384").SignedWith(key).ToString(),
        ["signed with the attacker's key"] = (token, _) => SignedByAttacker(token),
        ["signed with the attacker's key, which the token contains"] = (token, _) => SignedByAttacker(token, includeKey: true),
        ["another issuer, signed with the installation's key"] = (token, key) => token.WithClaim("iss", "Somebody").SignedWith(key).ToString(),
        ["no client, signed with the installation's key"] = (token, key) => token.WithClaim("client_key", null).SignedWith(key).ToString(),
        ["an array of clients, signed with the installation's key"] = (token, key) => token.WithClaim("client_key", new JsonArray("docs-key")).SignedWith(key).ToString(),
        ["an expiry that is a string, signed with the installation's key"] = (token, key) => token.WithClaim("exp", "never").SignedWith(key).ToString(),
        ["an unknown client, signed with the installation's key"] = (token, key) => token.WithClaim("client_key", "nobody").SignedWith(key).ToString(),
    };

    [Theory]
    [MemberData(nameof(ForgeryNames))]
    [Trait("Evidence", "documented: docs/contract/access.md 2.2")]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-4")]
    public async Task A_forged_token_is_401_in_both_envelopes(string forgery)
    {
        var token = Jwt.Read(await OAuth.TokenAsync(app));
        using var key = Jwt.SigningKeyOf(app);
        var text = Forgeries[forgery](token, key);

        var v3 = await app.GetPlainAsync(OAuth.TargetsPath, (OAuth.TokenHeader, text));
        var gateway = await app.GetPlainAsync(OAuth.PromotionsPath, (OAuth.TokenHeader, text));

        Assert.Equal((401, OAuth.V3Error(401, "Unauthorized")), (v3.Status, v3.Body));
        Assert.Equal((401, OAuth.GatewayError(401, "Unauthorized", 401, "Unauthorized")), (gateway.Status, gateway.Body));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.4")]
    public async Task A_changed_token_signed_with_the_installations_key_is_valid()
    {
        var token = Jwt.Read(await OAuth.TokenAsync(app));
        using var key = Jwt.SigningKeyOf(app);

        Assert.Equal(200, (await app.GetPlainAsync(OAuth.TargetsPath, (OAuth.TokenHeader, token.WithClaim("sub", "mine").SignedWith(key).ToString()))).Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_token_of_another_installation_is_401_even_if_both_know_the_client()
    {
        using var other = new EmulatorApp();
        var foreign = await OAuth.TokenAsync(other);
        await OAuth.TokenAsync(app);

        Assert.Equal(200, (await other.GetPlainAsync(OAuth.TargetsPath, (OAuth.TokenHeader, foreign))).Status);
        Assert.Equal((401, OAuth.V3Error(401, "Unauthorized")), StatusAndBody(await app.GetPlainAsync(OAuth.TargetsPath, (OAuth.TokenHeader, foreign))));
    }

    private static (int, string) StatusAndBody(Reply reply) => (reply.Status, reply.Body);

    private static string SignedByAttacker(Jwt token, bool includeKey = false)
    {
        using var key = RSA.Create(2048);
        if (includeKey)
        {
            var parameters = key.ExportParameters(false);
            var header = (JsonObject)token.Header.DeepClone();
            header["jwk"] = new JsonObject
            {
                ["kty"] = "RSA",
                ["n"] = System.Buffers.Text.Base64Url.EncodeToString(parameters.Modulus),
                ["e"] = System.Buffers.Text.Base64Url.EncodeToString(parameters.Exponent),
            };
            token = token with { Header = header };
        }

        return token.SignedWith(key).ToString();
    }
}
