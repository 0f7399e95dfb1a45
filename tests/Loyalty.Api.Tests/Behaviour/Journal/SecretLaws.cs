using System.Text;
using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.Tests;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Journal;

/// <summary>No journal and no log shows a secret, wherever the request contains it.</summary>
[Trait("Evidence", "documented: docs/architecture.md 1")]
public sealed class SecretLaws(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const string LettersAndSpecialCharacters = Letters + "\"\\/<>&+'é日%=: ";

    private static readonly string[] SecretNames =
        ["password", "PassWord", "secret", "clientSecret", "client_secret", "accessToken", "access_token", "apiKey", "x-api-key", "Authorization", "credentials", "authCode", "cookie", "passwordMd5",
            "pass", "pwd", "passwd", "userPin", "pin", "otp", "smsOtp", "signature", "X-Signature", "sessionId"];

    private static readonly string[] SecretHeaders =
        ["X-CAP-API-OAUTH-TOKEN", "CAP-API-ACCESS-TOKEN", "X-Emulator-Key", "X-Api-Key", "Proxy-Authorization", "X-Client-Secret", "X-Otp", "X-Pin", "X-Signature", "X-Session"];

    [Fact]
    public void No_journal_and_no_log_contains_a_secret() => Law.Holds(40, async seed =>
    {
        var random = new Random(seed);
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await app.ControlAsync(HttpMethod.Delete, "/_emulator/requests");
        app.Logs.Reset();
        var plain = NewSecret(random, Letters);
        var special = NewSecret(random, LettersAndSpecialCharacters);

        await SendAsync(world, random, plain, special);

        var journal = await world.DoAsync(HttpMethod.Get, "/requests") + "\n" + (await app.ControlAsync(HttpMethod.Get, "/_emulator/requests")).Body;
        Assert.True(journal.Split('\n').Sum(part => ParseJson(part).GetProperty("requests").GetArrayLength()) == 1, "the request is not in exactly one of the two journals");
        var texts = journal.Split('\n').SelectMany(part => StringsOf(ParseJson(part))).Concat(app.Logs.Lines).ToList();
        foreach (var secret in new[] { plain, special, Tills.Base64(plain), Tills.Base64(special), Tills.Base64("docs.till:" + plain) })
        {
            Assert.DoesNotContain(texts, text => text.Contains(secret, StringComparison.Ordinal) || Unescaped(text).Contains(secret, StringComparison.Ordinal));
        }
    });

    [Fact]
    public void The_secrets_of_new_worlds_are_in_no_document_list_or_log() => Law.Holds(5, async seed =>
    {
        var password = NewSecret(new Random(seed), Letters);
        app.Logs.Reset();
        var world = await app.NewWorldAsync($$"""{"till":{"username":"{{NewSecret(new Random(seed + 1), Letters)}}","password":"{{password}}"} }""");
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
    });

    /// <summary>Sends a request with the secrets in one to three places.</summary>
    private static async Task SendAsync(TestWorld world, Random random, string plain, string special)
    {
        var headers = new List<(string Name, string Value)>();
        var query = new List<string> { "page=1" };
        HttpContent? body = null;
        var path = TargetsOf(1);
        for (var place = random.Next(1, 4); place > 0; place--)
        {
            var name = SecretNames[random.Next(SecretNames.Length)];
            switch (random.Next(8))
            {
                case 0:
                    headers.RemoveAll(header => header.Name is "Authorization");
                    headers.Add(("Authorization", new[] { "Basic " + Tills.Base64("docs.till:" + plain), "Bearer " + plain, plain, "Basic " + plain }[random.Next(4)]));
                    break;
                case 1:
                    headers.Add((SecretHeaders[random.Next(SecretHeaders.Length)], plain));
                    break;
                case 2:
                    headers.Add(("Cookie", $"a=b; session={plain}"));
                    break;
                case 3:
                    query.Add($"{name}={Uri.EscapeDataString(special)}");
                    break;
                case 4:
                    query.Add($"{name[..1]}%{(int)name[1]:x2}{name[2..]}={plain}&{name}={plain}");
                    break;
                case 5:
                    headers.Add(("Referer", $"https://shop.example/login?{name}={plain}&code={Uri.EscapeDataString(special)}"));
                    break;
                case 6:
                    body = BodyWithSecret(random, name, plain, special);
                    break;
                default:
                    path = "/v3/oauth/token/generate";
                    body = random.Next(2) == 0 ? BodyWithSecret(random, "secret", plain, special) : MisplacedSecretRequest(random, plain, special);
                    break;
            }
        }

        if (random.Next(2) == 0 && !headers.Exists(header => header.Name is "Authorization"))
        {
            headers.Add(("Authorization", world.Authorization));
        }

        await world.App.SendAsync(path.EndsWith("generate", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, $"{path}?{string.Join('&', query)}", body, [.. headers]);
    }

    /// <summary>A token request with the client's secret in an unexpected place.</summary>
    private static StringContent MisplacedSecretRequest(Random random, string plain, string special)
    {
        var secret = JsonSerializer.Serialize(random.Next(2) == 0 ? plain : special);
        return new StringContent(
            new[] { secret, $"[{secret}]", $"[\"docs-key\",{secret}]", $"[[{{\"a\":{secret}}}]]", $"{{\"value\":{secret}}}", $"{{\"data\":{{\"list\":[1,{secret}]}}}}" }[random.Next(6)],
            Encoding.UTF8,
            "application/json");
    }

    private static StringContent BodyWithSecret(Random random, string name, string plain, string special)
    {
        var field = $"{JsonSerializer.Serialize(name)}:{JsonSerializer.Serialize(special)}";
        var text = random.Next(8) switch
        {
            0 => $"{{{field}}}",
            1 => $"{{\"key\":\"docs-key\",{field}}}",
            2 => $"{{\"deep\":[1,{{\"er\":{{{field}}}}}]}}",
            3 => $"{{{JsonSerializer.Serialize(name)}:{{\"value\":\"{plain}\",\"list\":[\"{plain}\"]}}}}",
            4 => $"{{{field},{field}}}",
            5 => $"{{{field}",
            6 => $"{name}={plain}",
            _ => $"{{\"pad\":\"{new string('x', 65_500)}\",{field}}}",
        };
        return new StringContent(text, Encoding.UTF8, random.Next(4) == 0 ? "application/x-www-form-urlencoded" : "application/json");
    }

    private static string NewSecret(Random random, string alphabet) => "s3" + string.Concat(Enumerable.Range(0, 14).Select(_ => alphabet[random.Next(alphabet.Length)])) + "z";

    private static IEnumerable<string> StringsOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(field => StringsOf(field.Value).Append(field.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(StringsOf),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };

    private static string Unescaped(string text) => Uri.UnescapeDataString(text.Replace('+', ' ')).Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
}
