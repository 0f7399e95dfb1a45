using System.Text;
using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.Tests;
using Loyalty.Store.Tests.Generated;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Journal;

/// <summary>Whatever secret is sent, wherever it is put, no journal and no log shows it.</summary>
[Trait("Evidence", "documented: docs/architecture.md 1")]
public sealed class SecretLaws(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const string Odd = Letters + "\"\\/<>&+'é日%=: ";

    private static readonly string[] Names =
        ["password", "PassWord", "secret", "clientSecret", "client_secret", "accessToken", "access_token", "apiKey", "x-api-key", "Authorization", "credentials", "authCode", "cookie", "passwordMd5",
            "pass", "pwd", "passwd", "userPin", "pin", "otp", "smsOtp", "signature", "X-Signature", "sessionId", "jwt", "bearer", "client_assertion"];

    private static readonly string[] LastNames = ["Walker", "Runner"];

    private static readonly string[] SecretHeaders =
        ["X-CAP-API-OAUTH-TOKEN", "CAP-API-ACCESS-TOKEN", "X-Emulator-Key", "X-Api-Key", "Proxy-Authorization", "X-Client-Secret", "X-Otp", "X-Pin", "X-Signature", "X-Session", "jwt", "Bearer", "X-Assertion"];

    [Fact]
    public void No_journal_and_no_log_holds_a_secret() => Law.Holds(SecretRequest.Of, async given =>
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await app.ControlAsync(HttpMethod.Delete, "/_emulator/requests");
        app.Logs.Reset();
        var (plain, odd) = (given.Plain, given.Odd);

        await given.SendAsync(world);

        var journal = await world.DoAsync(HttpMethod.Get, "/requests") + "\n" + (await app.ControlAsync(HttpMethod.Get, "/_emulator/requests")).Body;
        Assert.True(journal.Split('\n').Sum(part => ParseJson(part).GetProperty("requests").GetArrayLength()) == 1, "the request stands in one of the two journals");
        var texts = journal.Split('\n').SelectMany(part => TextsOf(ParseJson(part))).Concat(app.Logs.Lines).ToList();
        foreach (var secret in new[] { plain, odd, Tills.Base64(plain), Tills.Base64(odd), Tills.Base64("docs.till:" + plain) })
        {
            Assert.DoesNotContain(texts, text => text.Contains(secret, StringComparison.Ordinal) || Unescaped(text).Contains(secret, StringComparison.Ordinal));
        }
    }, times: 40);

    [Fact]
    public void The_secrets_of_new_worlds_stand_in_no_document_list_or_log() => Law.Holds(random => (Username: Secret(random, Letters), Password: Secret(random, Letters)), async given =>
    {
        var password = given.Password;
        app.Logs.Reset();
        var world = await app.NewWorldAsync($$"""{"till":{"username":"{{given.Username}}","password":"{{password}}"} }""");
        var token = ParseJson((await world.TokenAsync()).Body).GetProperty("data").GetProperty("accessToken").GetString()!;
        await app.GetPlainAsync(TargetsOf(1), ("X-CAP-API-OAUTH-TOKEN", token));

        var shown = string.Join('\n', [
            await world.DoAsync(HttpMethod.Get, ""), await world.ExportAsync(), await world.DoAsync(HttpMethod.Get, "/requests"),
            (await app.ControlAsync(HttpMethod.Get, WorldsPath)).Body, .. app.Logs.Lines]);

        Assert.Contains(world.Name, shown, StringComparison.Ordinal);
        foreach (var secret in new[] { password, world.ClientSecret, world.Authorization, world.Authorization[6..], token })
        {
            Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
        }
    }, times: 5);

    [Fact]
    public void No_changed_row_in_a_journal_holds_a_secret() => Law.Holds(SecretCustomer.Of, async given =>
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        foreach (var lastName in LastNames)
        {
            var reply = await world.App.ControlAsync(HttpMethod.Post, "/v2/customers", given.Body(lastName), ("Authorization", world.Authorization));
            Assert.True(reply.Status == 200, reply.Body);
        }

        var changes = (await world.RequestsAsync()).Select(request => request.GetProperty("changes")).ToList();

        Assert.Contains("Walker", changes[0][0].GetProperty("before").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Runner", changes[0][0].GetProperty("after").GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(changes.SelectMany(TextsOf), text => text.Contains(given.Plain, StringComparison.Ordinal) || text.Contains(given.Odd, StringComparison.Ordinal));
    }, times: 40);

    private static string Secret(RandomData random, string from) =>
        "s3" + random.Part(() => string.Concat(Enumerable.Range(0, 14).Select(_ => from[random.Below(from.Length)]))) + "z";

    private static IEnumerable<string> TextsOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(field => TextsOf(field.Value).Append(field.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };

    private static string Unescaped(string text) => Uri.UnescapeDataString(text.Replace('+', ' ')).Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    /// <summary>A registration with secrets in its fields and texts.</summary>
    private sealed record SecretCustomer(string Plain, string Odd, string Name, string Text, string Place)
    {
        public static SecretCustomer Of(RandomData random)
        {
            var (plain, name) = (Secret(random, Letters), random.Of(Names));
            var text = random.Of($"Bearer {plain}", $"a=1; {name}={plain}", $"{{\"{name}\":\"{plain}\"}}", $"https://me:{plain}@shop.example/", $"eyJhbGciOiJub25lIn0.{plain}.{plain}");
            return new(plain, Secret(random, SecretLaws.Odd), name, text, random.Of("name", "channel", "field", "extended field", "identifier"));
        }

        public string Body(string lastName)
        {
            string In(string place) => JsonSerializer.Serialize(place.Equals(Place, StringComparison.Ordinal) ? Text : "harmless");
            var secret = $"{JsonSerializer.Serialize(Name)}:{JsonSerializer.Serialize(Odd)}";
            return $$"""
                {"profiles":[{"source":"INSTORE","firstName":{{In("name")}},"lastName":"{{lastName}}","fields":{ {{secret}},"note":{{In("field")}} },
                 "identifiers":[{"type":"externalId","value":{{In("identifier")}} }],"commChannels":[{"type":"line","value":{{In("channel")}} }]}],
                 "extendedFields":{ {{secret}},"note":{{In("extended field")}} } }
                """;
        }
    }

    /// <summary>One request with the secrets in one to three places.</summary>
    private sealed class SecretRequest
    {
        private readonly RandomData _random;
        private readonly List<(string Name, string Value)> _headers = [];
        private readonly List<string> _query = ["page=1"];
        private readonly bool _isAuthorized;
        private string _path = TargetsOf(1);
        private (string Text, string MediaType)? _body;

        private SecretRequest(RandomData random)
        {
            _random = random;
            Plain = Secret(random, Letters);
            Odd = Secret(random, SecretLaws.Odd);
            foreach (var put in random.List(1, 3, Place))
            {
                put();
            }

            _isAuthorized = random.Evenly() && !_headers.Exists(header => header.Name is "Authorization");
        }

        public string Plain { get; }

        public string Odd { get; }

        public static SecretRequest Of(RandomData random) => new(random);

        public Task<Reply> SendAsync(TestWorld world)
        {
            var body = _body is { } given ? new StringContent(given.Text, Encoding.UTF8, given.MediaType) : null;
            (string Name, string Value)[] headers = _isAuthorized ? [.. _headers, ("Authorization", world.Authorization)] : [.. _headers];
            return world.App.SendAsync(
                _path.EndsWith("generate", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, $"{_path}?{string.Join('&', _query)}", body, headers);
        }

        public override string ToString() => $"{_path}?{string.Join('&', _query)}\n{string.Join('\n', _headers)}\n\n{_body}";

        private Action Place()
        {
            var name = _random.Of(Names);
            switch (_random.Below(11))
            {
                case 8:
                    var copied = _random.Of($"Bearer {Plain}", $"a=1; {name}={Plain}", $"{{\"{name}\":\"{Plain}\"}}", $"https://me:{Plain}@shop.example/", $"eyJhbGciOiJub25lIn0.{Plain}.{Plain}");
                    return () => _headers.Add((_random.Of("X-Copy", "Referer"), copied));
                case 9:
                    return () => _query.Add($"a=1;{name}={Plain}");
                case 10:
                    var hidden = _random.Of($"1;{name}={Plain}", $"{name}/{Plain}", $"eyJhbGciOiJub25lIn0.{Plain}");
                    return () => _path = _path.EndsWith("generate", StringComparison.Ordinal) ? _path : $"/v3/users/{hidden}/enrolledTargets";
                case 0:
                    var authorization = _random.Of("Basic " + Tills.Base64("docs.till:" + Plain), "Bearer " + Plain, Plain, "Basic " + Plain);
                    return () =>
                    {
                        _headers.RemoveAll(header => header.Name is "Authorization");
                        _headers.Add(("Authorization", authorization));
                    };
                case 1:
                    var header = _random.Of(SecretHeaders);
                    return () => _headers.Add((header, Plain));
                case 2:
                    return () => _headers.Add(("Cookie", $"a=b; session={Plain}"));
                case 3:
                    return () => _query.Add($"{name}={Uri.EscapeDataString(Odd)}");
                case 4:
                    return () => _query.Add($"{name[..1]}%{(int)name[1]:x2}{name[2..]}={Plain}&{name}={Plain}");
                case 5:
                    return () => _headers.Add(("Referer", $"https://shop.example/login?{name}={Plain}&code={Uri.EscapeDataString(Odd)}"));
                case 6:
                    var body = Content(name);
                    return () => _body = body;
                default:
                    var token = _random.Evenly() ? OddTokenRequest() : Content("secret");
                    return () => (_path, _body) = ("/v3/oauth/token/generate", token);
            }
        }

        /// <summary>The client's secret where no operation looks for it.</summary>
        private (string Text, string MediaType) OddTokenRequest()
        {
            var secret = JsonSerializer.Serialize(_random.Evenly() ? Plain : Odd);
            return (
                _random.Of(secret, $"[{secret}]", $"[\"docs-key\",{secret}]", $"[[{{\"a\":{secret}}}]]", $"{{\"value\":{secret}}}", $"{{\"data\":{{\"list\":[1,{secret}]}}}}"),
                "application/json");
        }

        private (string Text, string MediaType) Content(string name)
        {
            var field = $"{JsonSerializer.Serialize(name)}:{JsonSerializer.Serialize(Odd)}";
            var text = _random.Below(8) switch
            {
                0 => $"{{{field}}}",
                1 => $"{{\"key\":\"docs-key\",{field}}}",
                2 => $"{{\"deep\":[1,{{\"er\":{{{field}}}}}]}}",
                3 => $"{{{JsonSerializer.Serialize(name)}:{{\"value\":\"{Plain}\",\"list\":[\"{Plain}\"]}}}}",
                4 => $"{{{field},{field}}}",
                5 => $"{{{field}",
                6 => $"{name}={Plain}",
                _ => $"{{\"pad\":\"{new string('x', 65_500)}\",{field}}}",
            };
            return (text, _random.OneIn(4) ? "application/x-www-form-urlencoded" : "application/json");
        }
    }
}
