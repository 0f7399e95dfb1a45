using System.Text.Json;
using Loyalty.Api.Tests.Hostile;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Access;

/// <summary>
/// Ways to get in wrong, till and client alike: status, code, words and envelope of the answer, the reason in the log and in the
/// journal of loose requests, and no secret in any of the four.
/// </summary>
public sealed class CredentialMistakeTests : IClassFixture<CredentialMistakeTests.Installation>
{
    private const string Failed = "Authentication failed. Please check username and password.";

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

    private static readonly string Right = Tills.Of("store.1", Hash);

    /// <summary>The words of the answer follow from the code: 401 with two wordings, 498.</summary>
    private static readonly Dictionary<string, Mistake> Mistakes = new(StringComparer.Ordinal)
    {
        ["no header at all"] = new("", "no Authorization header", Failed),
        ["an empty Authorization"] = new("Authorization: ", "no Authorization header", Failed),
        ["Bearer"] = new("Authorization: Bearer {token}", "the Authorization scheme is not Basic", Failed),
        ["the token as Basic"] = new("Authorization: Basic {token}", "the Basic value is not base64", Failed),
        ["the token without a scheme"] = new("Authorization: {token}", "the Authorization scheme is not Basic", Failed),
        ["the client's key and secret as Basic"] = new("Authorization: " + Tills.Of("client", Secret), "unknown till", Failed),
        ["no colon"] = new("Authorization: Basic " + Tills.Base64("store.1" + Hash), "the Basic value has no colon between user and hash", Failed),
        ["an unknown till"] = new("Authorization: " + Tills.Of("store.9", Hash), "unknown till", Failed),
        ["the password in plain"] = new("Authorization: " + Tills.Of("store.1", Password), "the password was sent in plain text instead of its MD5 hash in hex", Failed),
        ["a wrong hash"] = new("Authorization: " + Tills.Of("store.1", new string('0', 32)), "wrong password hash", Failed),
        ["Authorization twice"] = new($"Authorization: {Right}\r\nAuthorization: {Right}", "more than one Authorization header", Failed),
        ["Basic in the token's header"] = new(OAuth.Header + ": " + Right, "the token was not issued by this installation", "Unauthorized"),
        ["Bearer in the token's header"] = new(OAuth.Header + ": Bearer {token}", "the token was not issued by this installation", "Unauthorized"),
        ["an empty token"] = new(OAuth.Header + ": ", "the token header is empty", "Unauthorized"),
        ["an empty token beside a right till"] = new($"{OAuth.Header}: \r\nAuthorization: {Right}", "the token header is empty", "Unauthorized"),
        ["a broken token beside a right till"] = new($"{OAuth.Header}: broken\r\nAuthorization: {Right}", "the token was not issued by this installation", "Unauthorized"),
        ["the token twice"] = new(OAuth.Header + ": {token}\r\n" + OAuth.Header + ": {token}", "more than one token header", "Unauthorized"),
        ["the token twice in one line"] = new(OAuth.Header + ": {token}, {token}", "the token was not issued by this installation", "Unauthorized"),
        ["the alias empty"] = new("CAP-API-ACCESS-TOKEN: ", "the token header is empty", "Unauthorized"),
        ["half a token"] = new(OAuth.Header + ": {half}", "the token was not issued by this installation", "Unauthorized"),
        ["the client's secret as token"] = new(OAuth.Header + ": " + Secret, "the token was not issued by this installation", "Unauthorized"),
        ["a token with a quote at either end"] = new(OAuth.Header + ": \"{token}\"", "the token was not issued by this installation", "Unauthorized"),
        ["a token signed by somebody else"] = new(OAuth.Header + ": {foreign}", "the token was not issued by this installation", "Unauthorized"),
        ["a token without signature"] = new(OAuth.Header + ": {unsigned}", "the token was not issued by this installation", "Unauthorized"),
        ["a token of a client that nobody knows"] = new(OAuth.Header + ": {orphan}", "the client of the token was deleted", "Unauthorized"),
        ["an expired token"] = new(OAuth.Header + ": {expired}", "token expired", "Token expired at 2031-01-01T05:29:59.000+0530", 498),
        ["an expired token beside a right till"] = new(OAuth.Header + ": {expired}\r\nAuthorization: " + Right, "token expired", "Token expired at 2031-01-01T05:29:59.000+0530", 498),
        ["a long token"] = new(OAuth.Header + ": " + new string('a', 20_000), "the token was not issued by this installation", "Unauthorized"),
        ["many dots"] = new(OAuth.Header + ": " + new string('.', 5000), "the token was not issued by this installation", "Unauthorized"),
        ["five parts"] = new(OAuth.Header + ": {token}.e30.e30", "the token was not issued by this installation", "Unauthorized"),
    };

    private readonly Installation _app;

    public CredentialMistakeTests(Installation app) => _app = app;

    public static TheoryData<string> Names => [.. Mistakes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-4")]
    [Trait("Evidence", "documented: docs/architecture.md 4")]
    public async Task A_mistake_is_answered_in_the_envelope_and_explained_in_log_and_journal(string name)
    {
        var mistake = Mistakes[name];
        foreach (var (path, body) in new[]
        {
            (Targets, OAuth.V3Refusal(mistake.Code, mistake.Message)),
            (Promotions, OAuth.GatewayErrorResponse(401, "Unauthorized", mistake.Code, mistake.Message)),
        })
        {
            _app.Logs.Reset();

            var reply = await SendAsync(path, mistake.Headers);

            Assert.Equal((401, body), (reply.Status, reply.Body));
            Assert.Single(_app.Logs.Lines, line => line.EndsWith($"Authentication failed: {mistake.Reason} ", StringComparison.Ordinal));
            var entry = await NewestAsync();
            Assert.Equal(path.Split('?')[0], entry.GetProperty("path").GetString());
            Assert.Equal(401, entry.GetProperty("status").GetInt32());
            Assert.Equal([mistake.Code], entry.GetProperty("codes").EnumerateArray().Select(code => code.GetInt32()));
            Assert.Equal(mistake.Reason, entry.GetProperty("reason").GetString());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task No_secret_appears_in_answer_log_or_journal(string name)
    {
        var sent = Fill(Mistakes[name].Headers);
        string[] secrets = [Password, Hash, Secret, Right[6..], _app.Token, .. sent.Split(["\r\n", ": ", ", ", " "], StringSplitOptions.RemoveEmptyEntries).Where(piece => piece.Length > 30)];
        _app.Logs.Reset();

        var reply = await SendAsync(Targets, Mistakes[name].Headers);

        var answer = reply.Body + string.Join('\n', reply.Headers.Select(header => $"{header.Key}: {header.Value}"));
        var journal = (await NewestAsync()).GetRawText();
        Assert.NotEmpty(_app.Logs.Lines);
        Assert.All(secrets, secret =>
        {
            Assert.DoesNotContain(secret, answer, StringComparison.OrdinalIgnoreCase);
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
    public async Task A_wrong_key_or_secret_is_explained_in_log_and_journal_which_show_neither(string body, string reason)
    {
        _app.Logs.Reset();

        var reply = await OAuth.AskAsync(_app, body);

        Assert.Equal((400, OAuth.Refusal(320001, "Invalid client key and secret")), (reply.Status, reply.Body));
        var entry = await NewestAsync();
        Assert.Equal(reason, entry.GetProperty("reason").GetString());
        Assert.Equal("""{"key":"***","secret":"***"}""", entry.GetProperty("body").GetString());
        Assert.Single(_app.Logs.Lines, line => line.StartsWith("Warning ", StringComparison.Ordinal) && line.EndsWith($"Authentication failed: {reason} ", StringComparison.Ordinal));
        Assert.All(_app.Logs.Lines, line => Assert.DoesNotContain(Secret, line, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task A_token_that_is_given_out_is_in_neither_log_nor_journal()
    {
        _app.Logs.Reset();
        var token = await OAuth.TokenAsync(_app, _app.Client);
        Assert.Equal(200, (await _app.GetPlainAsync(Targets, (OAuth.Header, token), ("Cookie", "session=" + Secret))).Status);

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
        var lines = headers.Length == 0 ? "" : Fill(headers) + "\r\n";
        return RawConnection.SendAsync(_app.Address, $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{lines}\r\n");
    }

    private string Fill(string headers)
    {
        foreach (var (name, value) in _app.Pieces)
        {
            headers = headers.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return headers;
    }

    private async Task<JsonElement> NewestAsync()
    {
        var reply = await _app.GetPlainAsync("/_emulator/requests?limit=1");
        Assert.Equal(200, reply.Status);
        using var json = JsonDocument.Parse(reply.Body);
        return json.RootElement.GetProperty("requests")[0].Clone();
    }

    private sealed record Mistake(string Headers, string Reason, string Message, int Code = 401);

    /// <summary>The shop, a token of its client, and what can be made of it.</summary>
    public sealed class Installation : EmulatorApp
    {
        public Installation()
            : base(World)
        {
            Client = $$"""{"key":"client","secret":"{{Secret}}"}""";
            Token = OAuth.TokenAsync(this, Client).GetAwaiter().GetResult();
            using var key = Jwt.KeyOf(this);
            using var stranger = System.Security.Cryptography.RSA.Create(2048);
            var token = Jwt.Read(Token);
            Pieces = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["token"] = Token,
                ["half"] = Token[..(Token.Length / 2)],
                ["foreign"] = token.SignedBy(stranger).ToString(),
                ["unsigned"] = (token.Headed("none") with { Signature = "" }).ToString(),
                ["orphan"] = token.Claiming("client_key", "nobody").SignedBy(key).ToString(),
                ["expired"] = token.Claiming("exp", DateTimeOffset.Parse("2030-12-31T23:59:59Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds()).SignedBy(key).ToString(),
            };
        }

        internal string Client { get; }

        internal string Token { get; }

        internal IReadOnlyDictionary<string, string> Pieces { get; }
    }
}
