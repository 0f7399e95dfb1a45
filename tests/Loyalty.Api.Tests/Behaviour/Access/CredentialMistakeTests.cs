using System.Text.Json;
using Loyalty.Api.Tests.Hostile;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Access;

/// <summary>
/// Invalid credentials of tills and clients: status, code, message and envelope of the response, and the reason in the log and in the list
/// of unassigned requests. No secret appears in any of them.
/// </summary>
public sealed class CredentialMistakeTests : IClassFixture<CredentialMistakeTests.Installation>
{
    private const string BasicMessage = "Authentication failed. Please check username and password.";

    private const string Password = "correct-horse";

    private const string Hash = "2eb62d171ba8491db496081a8b24738a";

    private const string Secret = "battery-staple";

    private const string Targets = "/v3/users/7/enrolledTargets";

    private const string Promotions = "/api_gateway/loyalty/v1/programs/9/promotionsV2?limit=1&offset=0&sourceType=UI";

    private const string World = $$"""
        {
          "schemaVersion":1, "name":"shop", "timeZone":"Asia/Kolkata", "clock":{"mode":"FROZEN", "at":"2031-01-01T00:00:00Z"},
          "orgs":[{
            "id":1, "name":"Shop", "customers":[{"id":7}], "programs":[{"id":9, "name":"P"}],
            "tills":[{"username":"store.1", "password":"{{Password}}"}], "oauthClients":[{"key":"client", "name":"c", "secret":"{{Secret}}"}]
          }]
        }
        """;

    private static readonly string ValidHeader = Tills.Of("store.1", Hash);

    private static readonly Dictionary<string, Mistake> Mistakes = new(StringComparer.Ordinal)
    {
        ["no credentials"] = new("", "no Authorization header", BasicMessage),
        ["an empty Authorization header"] = new("Authorization: ", "no Authorization header", BasicMessage),
        ["the scheme Bearer"] = new("Authorization: Bearer {token}", "the Authorization scheme is not Basic", BasicMessage),
        ["the token as Basic"] = new("Authorization: Basic {token}", "the Basic value is not base64", BasicMessage),
        ["the token without a scheme"] = new("Authorization: {token}", "the Authorization scheme is not Basic", BasicMessage),
        ["the client's key and secret as Basic"] = new("Authorization: " + Tills.Of("client", Secret), "unknown till", BasicMessage),
        ["Basic without a colon"] = new("Authorization: Basic " + Tills.Base64("store.1" + Hash), "the Basic value has no colon between user and hash", BasicMessage),
        ["an unknown till"] = new("Authorization: " + Tills.Of("store.9", Hash), "unknown till", BasicMessage),
        ["the password in plain text"] = new("Authorization: " + Tills.Of("store.1", Password), "the password was sent in plain text instead of its MD5 hash in hex", BasicMessage),
        ["a wrong hash"] = new("Authorization: " + Tills.Of("store.1", new string('0', 32)), "wrong password hash", BasicMessage),
        ["two Authorization headers"] = new($"Authorization: {ValidHeader}\r\nAuthorization: {ValidHeader}", "more than one Authorization header", BasicMessage),
        ["Basic in the token header"] = new(OAuth.TokenHeader + ": " + ValidHeader, "the token was not issued by this installation", "Unauthorized"),
        ["Bearer in the token header"] = new(OAuth.TokenHeader + ": Bearer {token}", "the token was not issued by this installation", "Unauthorized"),
        ["an empty token"] = new(OAuth.TokenHeader + ": ", "the token header is empty", "Unauthorized"),
        ["an empty token and a valid till"] = new($"{OAuth.TokenHeader}: \r\nAuthorization: {ValidHeader}", "the token header is empty", "Unauthorized"),
        ["an invalid token and a valid till"] = new($"{OAuth.TokenHeader}: broken\r\nAuthorization: {ValidHeader}", "the token was not issued by this installation", "Unauthorized"),
        ["two token headers"] = new(OAuth.TokenHeader + ": {token}\r\n" + OAuth.TokenHeader + ": {token}", "more than one token header", "Unauthorized"),
        ["two tokens in one header"] = new(OAuth.TokenHeader + ": {token}, {token}", "the token was not issued by this installation", "Unauthorized"),
        ["an empty token in the alias header"] = new("CAP-API-ACCESS-TOKEN: ", "the token header is empty", "Unauthorized"),
        ["half a token"] = new(OAuth.TokenHeader + ": {half}", "the token was not issued by this installation", "Unauthorized"),
        ["the client's secret as a token"] = new(OAuth.TokenHeader + ": " + Secret, "the token was not issued by this installation", "Unauthorized"),
        ["a token in quotes"] = new(OAuth.TokenHeader + ": \"{token}\"", "the token was not issued by this installation", "Unauthorized"),
        ["a token signed with another key"] = new(OAuth.TokenHeader + ": {foreign}", "the token was not issued by this installation", "Unauthorized"),
        ["a token without a signature"] = new(OAuth.TokenHeader + ": {unsigned}", "the token was not issued by this installation", "Unauthorized"),
        ["a token of an unknown client"] = new(OAuth.TokenHeader + ": {orphan}", "the client of the token was deleted", "Unauthorized"),
        ["an expired token"] = new(OAuth.TokenHeader + ": {expired}", "token expired", "Token expired at 2031-01-01T05:29:59.000+0530", 498),
        ["an expired token and a valid till"] = new(OAuth.TokenHeader + ": {expired}\r\nAuthorization: " + ValidHeader, "token expired", "Token expired at 2031-01-01T05:29:59.000+0530", 498),
        ["a long token"] = new(OAuth.TokenHeader + ": " + new string('a', 20_000), "the token was not issued by this installation", "Unauthorized"),
        ["a token of dots"] = new(OAuth.TokenHeader + ": " + new string('.', 5000), "the token was not issued by this installation", "Unauthorized"),
        ["a token with five parts"] = new(OAuth.TokenHeader + ": {token}.e30.e30", "the token was not issued by this installation", "Unauthorized"),
    };

    private readonly Installation _app;

    public CredentialMistakeTests(Installation app) => _app = app;

    public static TheoryData<string> Names => [.. Mistakes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-4")]
    [Trait("Evidence", "documented: docs/architecture.md 4")]
    public async Task Invalid_credentials_get_an_error_envelope_and_a_reason_in_log_and_journal(string name)
    {
        var mistake = Mistakes[name];
        foreach (var (path, body) in new[]
        {
            (Targets, OAuth.V3Error(mistake.Code, mistake.Message)),
            (Promotions, OAuth.GatewayError(401, "Unauthorized", mistake.Code, mistake.Message)),
        })
        {
            _app.Logs.Reset();

            var reply = await SendAsync(path, mistake.Headers);

            Assert.Equal((401, body), (reply.Status, reply.Body));
            Assert.Single(_app.Logs.Lines, line => line.EndsWith($"Authentication failed: {mistake.Reason} ", StringComparison.Ordinal));
            var entry = await NewestUnassignedRequestAsync();
            Assert.Equal(path.Split('?')[0], entry.GetProperty("path").GetString());
            Assert.Equal(401, entry.GetProperty("status").GetInt32());
            Assert.Equal([mistake.Code], entry.GetProperty("codes").EnumerateArray().Select(code => code.GetInt32()));
            Assert.Equal(mistake.Reason, entry.GetProperty("reason").GetString());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task No_secret_appears_in_response_log_or_journal(string name)
    {
        var sent = FillPlaceholders(Mistakes[name].Headers);
        string[] secrets = [Password, Hash, Secret, ValidHeader[6..], _app.Token, .. sent.Split(["\r\n", ": ", ", ", " "], StringSplitOptions.RemoveEmptyEntries).Where(piece => piece.Length > 30)];
        _app.Logs.Reset();

        var reply = await SendAsync(Targets, Mistakes[name].Headers);

        var response = reply.Body + string.Join('\n', reply.Headers.Select(header => $"{header.Key}: {header.Value}"));
        var journal = (await NewestUnassignedRequestAsync()).GetRawText();
        Assert.NotEmpty(_app.Logs.Lines);
        Assert.All(secrets, secret =>
        {
            Assert.DoesNotContain(secret, response, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, journal, StringComparison.OrdinalIgnoreCase);
            Assert.All(_app.Logs.Lines, line => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase));
        });
    }

    public static TheoryData<string, string> ClientMistakes => new()
    {
        { $$"""{"key":"nobody","secret":"{{Secret}}"}""", "unknown client" },
        { $$"""{"key":"store.1","secret":"{{Hash}}"}""", "unknown client" },
        { $$"""{"key":"{{Secret}}","secret":"client"}""", "unknown client" },
        { $$"""{"key":"client","secret":"{{Hash}}"}""", "wrong client secret" },
        { $$"""{"key":"client","secret":"{{Secret}} "}""", "wrong client secret" },
    };

    [Theory]
    [MemberData(nameof(ClientMistakes))]
    [Trait("Evidence", "documented: docs/contract/access.md 2.1")]
    [Trait("Evidence", "documented: docs/architecture.md 4")]
    public async Task Log_and_journal_give_the_reason_for_a_wrong_key_or_secret_and_show_neither(string body, string reason)
    {
        _app.Logs.Reset();

        var reply = await OAuth.RequestTokenAsync(_app, body);

        Assert.Equal((400, OAuth.TokenError(320001, "Invalid client key and secret")), (reply.Status, reply.Body));
        var entry = await NewestUnassignedRequestAsync();
        Assert.Equal(reason, entry.GetProperty("reason").GetString());
        Assert.Equal("""{"key":"***","secret":"***"}""", entry.GetProperty("body").GetString());
        Assert.Single(_app.Logs.Lines, line => line.StartsWith("Warning ", StringComparison.Ordinal) && line.EndsWith($"Authentication failed: {reason} ", StringComparison.Ordinal));
        Assert.All(_app.Logs.Lines, line => Assert.DoesNotContain(Secret, line, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task An_issued_token_is_in_neither_log_nor_journal()
    {
        _app.Logs.Reset();
        var token = await OAuth.TokenAsync(_app, _app.Client);
        Assert.Equal(200, (await _app.GetPlainAsync(Targets, (OAuth.TokenHeader, token), ("Cookie", "session=" + Secret))).Status);

        var journal = (await _app.GetPlainAsync("/_emulator/worlds/shop/requests")).Body;

        Assert.Contains("\"operation\":\"generateToken\"", journal, StringComparison.Ordinal);
        Assert.Contains("\"operation\":\"getEnrolledTargets\"", journal, StringComparison.Ordinal);
        Assert.All(new[] { token, token.Split('.')[2], Secret }, secret =>
        {
            Assert.DoesNotContain(secret, journal, StringComparison.Ordinal);
            Assert.All(_app.Logs.Lines, line => Assert.DoesNotContain(secret, line, StringComparison.Ordinal));
        });
    }

    private Task<RawReply> SendAsync(string path, string headers)
    {
        var lines = headers.Length == 0 ? "" : FillPlaceholders(headers) + "\r\n";
        return RawConnection.SendAsync(_app.Address, $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{lines}\r\n");
    }

    private string FillPlaceholders(string headers)
    {
        foreach (var (name, value) in _app.Placeholders)
        {
            headers = headers.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return headers;
    }

    private async Task<JsonElement> NewestUnassignedRequestAsync()
    {
        var reply = await _app.GetPlainAsync("/_emulator/requests?limit=1");
        Assert.Equal(200, reply.Status);
        using var json = JsonDocument.Parse(reply.Body);
        return json.RootElement.GetProperty("requests")[0].Clone();
    }

    private sealed record Mistake(string Headers, string Reason, string Message, int Code = 401);

    /// <summary>The app with the shop's world, a token of its client, and variants of that token.</summary>
    public sealed class Installation : EmulatorApp
    {
        public Installation()
            : base(World)
        {
            Client = $$"""{"key":"client","secret":"{{Secret}}"}""";
            Token = OAuth.TokenAsync(this, Client).GetAwaiter().GetResult();
            using var key = Jwt.SigningKeyOf(this);
            using var otherKey = System.Security.Cryptography.RSA.Create(2048);
            var token = Jwt.Read(Token);
            Placeholders = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["token"] = Token,
                ["half"] = Token[..(Token.Length / 2)],
                ["foreign"] = token.SignedWith(otherKey).ToString(),
                ["unsigned"] = (token.WithAlgorithm("none") with { Signature = "" }).ToString(),
                ["orphan"] = token.WithClaim("client_key", "nobody").SignedWith(key).ToString(),
                ["expired"] = token.WithClaim("exp", DateTimeOffset.Parse("2030-12-31T23:59:59Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds()).SignedWith(key).ToString(),
            };
        }

        internal string Client { get; }

        internal string Token { get; }

        internal IReadOnlyDictionary<string, string> Placeholders { get; }
    }
}
