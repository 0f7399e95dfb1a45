using Loyalty.Api.Access;
using Loyalty.Api.Tests.Behaviour.Promotions;
using Loyalty.Api.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests.Behaviour.Access;

/// <summary>
/// Basic authentication. Every mistake is 401 in the family's envelope with its reason in the log, and no secret appears anywhere. The till
/// store.1 has the password correct-horse, whose MD5 is 2eb62d171ba8491db496081a8b24738a.
/// </summary>
public sealed class BasicAuthenticationTests(Shop shop) : IClassFixture<Shop>
{
    private const string Password = Shop.Password;

    private const string Hash = Shop.Hash;

    private const string Targets = "/v3/users/7/enrolledTargets";

    private const string Promotions = "/api_gateway/loyalty/v1/programs/469/promotionsV2";

    private const string FailureMessage = "Authentication failed. Please check username and password.";

    /// <summary>What the client sends, the Authorization header, and the reason in the log.</summary>
    public static TheoryData<string, string?, string> Mistakes => new()
    {
        { "no header", null, "no Authorization header" },
        { "an empty header", "", "no Authorization header" },
        { "another scheme", "Bearer " + Tills.Base64($"store.1:{Hash}"), "the Authorization scheme is not Basic" },
        { "no scheme", Tills.Base64($"store.1:{Hash}"), "the Authorization scheme is not Basic" },
        { "no space after the scheme", "Basic" + Tills.Base64($"store.1:{Hash}"), "the Authorization scheme is not Basic" },
        { "credentials without base64", $"Basic store.1:{Hash}", "the Basic value is not base64" },
        { "characters that base64 does not have", "Basic !!!!", "the Basic value is not base64" },
        { "a space in the base64", "Basic " + Tills.Base64($"store.1:{Hash}").Insert(8, " "), "the Basic value contains whitespace" },
        { "a tab in the base64", "Basic " + Tills.Base64($"store.1:{Hash}").Insert(8, "\t"), "the Basic value contains whitespace" },
        { "truncated base64", "Basic " + Tills.Base64($"store.1:{Hash}")[..^1], "the Basic value is not base64" },
        { "a header that is too long", "Basic " + Tills.Base64($"store.1:{Hash}{new string('x', 4096)}"), "the Basic value is not base64" },
        { "a user without a colon", "Basic " + Tills.Base64("store.1"), "the Basic value has no colon between user and hash" },
        { "the hash alone", "Basic " + Tills.Base64(Hash), "the Basic value has no colon between user and hash" },
        { "an unknown till", Tills.Of("store.2", Hash), "unknown till" },
        { "the till in another case", Tills.Of("STORE.1", Hash), "unknown till" },
        { "an empty till", Tills.Of("", Hash), "unknown till" },
        { "a space after the till", Tills.Of("store.1 ", Hash), "unknown till" },
        { "user and hash swapped", Tills.Of(Hash, "store.1"), "unknown till" },
        { "a till without a password", Tills.Of("locked", Hash), "unknown till" },
        { "an OAuth client's key and secret", Tills.Of("client", Hash), "unknown till" },
        { "the password in plain text", Tills.Of("store.1", Password), "the password was sent in plain text instead of its MD5 hash in hex" },
        { "the password in plain text of a till that was created with its MD5", Tills.Of("hashed", Password), "the password was sent in plain text instead of its MD5 hash in hex" },
        { "the hash of another password", Tills.Of("store.1", "202cb962ac59075b964b07152d234b70"), "wrong password hash" },
        { "an empty hash", Tills.Of("store.1", ""), "wrong password hash" },
        { "a hash with a space", Tills.Of("store.1", Hash + " "), "wrong password hash" },
        { "a truncated hash", Tills.Of("store.1", Hash[..^1]), "wrong password hash" },
        { "the hash of the hash", Tills.Of("store.1", "43f28544a2409cf84aed02c0b2086a41"), "wrong password hash" },
        { "one colon too many", Tills.Of("store.1", ":" + Hash), "wrong password hash" },
        { "seed 000's damaged header", "Basic bWFkaHVfcmMjU2YQ==", "the Basic value is not base64" },
        { "seed 004's damaged header", "Basic dGlsbG5pcnZhahahbmE6MjAyY2I5NjJhYzU5MDc1Yjk2NGIwNzE1MmQyMzRiNzA=", "unknown till" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-4")]
    [Trait("Evidence", "documented: docs/contract/access.md 1.2")]
    public async Task A_mistake_is_401_in_the_familys_envelope_and_the_log_has_its_reason(string mistake, string? header, string reason)
    {
        shop.Logs.Reset();

        await AssertRejectedAsync(header is null ? [] : [("Authorization", header)]);

        Assert.NotEmpty(mistake);
        Assert.Equal(2, shop.Logs.Lines.Count(line => line.EndsWith($"Authentication failed: {reason} ", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task No_secret_appears_in_the_log_or_in_the_response(string mistake, string? header, string reason)
    {
        var reply = await shop.GetPlainAsync(Targets + $"?token={Password}", header is null ? [] : [("Authorization", header)]);

        Assert.DoesNotContain(reason, reply.Body, StringComparison.Ordinal);
        Assert.NotEmpty(mistake);
        var sent = header?.Split(' ')[^1] is { Length: > 6 } value ? value : Hash;
        string[] secrets = [Password, Hash, sent, .. header is null ? [] : new[] { Tills.Base64($"store.1:{Hash}") }];
        Assert.NotEmpty(shop.Logs.Lines);
        Assert.All(shop.Logs.Lines, line => Assert.All(secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase)));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, reply.Body, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-4")]
    public async Task Two_Authorization_headers_are_rejected_even_if_both_are_valid()
    {
        using var socket = new RawRequest(shop.Address);

        var response = await socket.SendAsync($"GET {Targets} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {Tills.Of("store.1", Hash)}\r\nAuthorization: {Tills.Of("store.1", Hash)}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 401 Unauthorized\r\n", response, StringComparison.Ordinal);
        Assert.EndsWith($$"""{"data":null,"errors":[{"code":401,"message":"{{FailureMessage}}"}],"warnings":null}""", response, StringComparison.Ordinal);
        Assert.Contains(shop.Logs.Lines, line => line.Contains("Authentication failed: more than one Authorization header", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("store.1", Hash)]
    [InlineData("store.1", "2EB62D171BA8491DB496081A8B24738A")]
    [InlineData("hashed", Hash)]
    [InlineData("käse", Hash)]
    [Trait("Evidence", "documented: docs/contract/access.md 1.2")]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-2")]
    public async Task The_correct_hash_is_accepted_in_upper_and_lower_case(string till, string hash) =>
        Assert.Equal(200, (await shop.GetPlainAsync(Targets, ("Authorization", Tills.Of(till, hash)))).Status);

    [Theory]
    [InlineData("basic ")]
    [InlineData("BASIC ")]
    [InlineData("Basic   ")]
    [Trait("Evidence", "inferred: docs/contract/access.md 1.2")]
    public async Task The_scheme_is_case_insensitive_and_may_be_followed_by_several_spaces(string scheme) =>
        Assert.Equal(200, (await shop.GetPlainAsync(Targets, ("Authorization", scheme + Tills.Base64($"store.1:{Hash}")))).Status);

    /// <summary>The worked example of docs/contract/access.md 1.2; its MD5 and base64 were not computed by the emulator.</summary>
    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.2")]
    public async Task The_worked_example_of_the_contract_is_accepted()
    {
        using var demo = new EmulatorApp(Shop.World.Replace("store.1", "till.demo", StringComparison.Ordinal).Replace($"\"password\":\"{Password}\"}}, {{\"username\":\"hashed\"", "\"password\":\"secret1\"}, {\"username\":\"hashed\"", StringComparison.Ordinal));

        var reply = await demo.GetPlainAsync(Targets, ("Authorization", "Basic dGlsbC5kZW1vOmU1MmQ5OGM0NTk4MTlhMTE3NzU5MzZkOGRmYmI3OTI5"));

        Assert.Equal(200, reply.Status);
    }

    /// <summary>Equal memory shows equal work more reliably than time: each hash and each text takes some.</summary>
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public void An_unknown_till_costs_the_same_work_as_a_known_till_with_a_wrong_hash()
    {
        var basic = shop.Services.GetRequiredService<BasicCredentials>();
        long Cost(string till)
        {
            var context = new DefaultHttpContext();
            context.Request.Headers.Authorization = Tills.Of(till, new string('0', 32));
            for (var time = 0; time < 100; time++)
            {
                Assert.NotNull(basic.Read(context.Request).Refusal);
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            basic.Read(context.Request);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(Cost("store.1"), Cost("store.2"));
        Assert.InRange(Cost("store.1"), 1, 10_000);
    }

    private async Task AssertRejectedAsync((string, string)[] headers)
    {
        var v3 = await shop.GetPlainAsync(Targets, headers);
        var gateway = await shop.GetPlainAsync(Promotions, headers);

        Assert.Equal(401, v3.Status);
        Assert.Equal($$"""{"data":null,"errors":[{"code":401,"message":"{{FailureMessage}}"}],"warnings":null}""", v3.Body);
        Assert.Equal(401, gateway.Status);
        Assert.Equal(SamplePromotions.Error(401, "Unauthorized", 401, FailureMessage), gateway.Body);
    }
}

/// <summary>A world with tills of every kind.</summary>
public sealed class Shop() : EmulatorApp(World)
{
    public const string Password = "correct-horse";

    public const string Hash = "2eb62d171ba8491db496081a8b24738a";

    public const string World = $$"""
        {
          "schemaVersion":1, "name":"shop", "timeZone":"UTC",
          "orgs":[{
            "id":1, "name":"Shop", "customers":[{"id":7}],
            "tills":[{"username":"store.1", "password":"{{Password}}"}, {"username":"hashed", "passwordMd5":"{{Hash}}"}, {"username":"locked"}, {"username":"käse", "password":"{{Password}}"}],
            "oauthClients":[{"key":"client", "name":"c", "secret":"{{Hash}}"}]
          }]
        }
        """;
}
