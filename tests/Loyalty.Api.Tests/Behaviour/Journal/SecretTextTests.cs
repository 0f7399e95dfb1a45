using System.Diagnostics;
using System.Text;
using Loyalty.Api.Journal;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Journal;

/// <summary>Secrets that have no name of their own are found by their look.</summary>
[Trait("Evidence", "documented: docs/architecture.md 4")]
public sealed class SecretTextTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    /// <summary>A place in a request with the secret hush-…, as the journal and the log show it.</summary>
    public static TheoryData<string, string, string> SecretsByTheirLook => new()
    {
        { "Referer", "https://user:hush-1@shop.example/a", "https://***@shop.example/a" },
        { "Referer", "https://hush-1@shop.example/a?b=c", "https://***@shop.example/a?***" },
        { "X-Origin", "//user:hush-1@shop.example:80/a@b", "//***@shop.example:80/a@b" },
        { "X-JWT", "hush-1", "***" },
        { "Client-Assertion", "hush-1", "***" },
        { "X-Bearer", "hush-1", "***" },
        { "X-Copy", "Bearer hush-1", "Bearer ***" },
        { "X-Copy", "basic  hush-1, other", "basic ***, other" },
        { "X-Copy", "token=hush-1; path=/", "token=***; path=/" },
        { "X-Copy", "a: {\"clientSecret\" : \"hush-1 hush-2\",\"b\":1}", "a: {\"clientSecret\" : \"***\",\"b\":1}" },
        { "X-Copy", "id eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJodXNoLTEifQ.hush-1_x", "id ***" },
        { "X-Copy", "max-age=5, n=1, mailto:me@shop.example", "max-age=5, n=1, mailto:me@shop.example" },
        { "path", "/v3/users/1;token=hush-1/enrolledTargets", "/v3/users/1;token=***/enrolledTargets" },
        { "path", "/v3/oauth/token/hush-1/x", "/v3/oauth/token/***/x" },
        { "path", "/v3/users/eyJhbGciOiJIUzI1NiJ9.hush.hush-1/x", "/v3/users/***/x" },
        { "path", "/v3/oauth/token/generat", "/v3/oauth/token/generat" },
        { "query", "?a=1;token=hush-1", "?a=1;token=***" },
        { "query", "?a=1%3Btoken%3Dhush-1&b=2", "?a=1;token=***&b=2" },
        { "query", "?a=Bearer%20hush-1", "?a=Bearer ***" },
        { "query", "?a=1;t%6Fken=hush-1", "?a=1;token=***" },
        { "query", "?next=https%3A%2F%2Fuser:hush-1@shop.example%2F", "?next=https://***@shop.example/" },
        { "query", "?mail=me@shop.example&a=%31", "?mail=me@shop.example&a=1" },
        { "body", """{"note":"password: hush-1","list":["Bearer hush-2",1]}""", """{"note":"password: ***","list":["Bearer ***",1]}""" },
        { "body", "\"token=hush-1\"", "\"token=***\"" },
    };

    [Theory]
    [MemberData(nameof(SecretsByTheirLook))]
    public async Task What_looks_like_a_secret_is_masked_in_journal_and_log(string place, string sent, string shown)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        app.Logs.Reset();

        var path = place is "path" ? sent : TargetsOf(1) + (place is "query" ? sent : "");
        await app.SendAsync(
            HttpMethod.Get,
            path,
            place is "body" ? new StringContent(sent, Encoding.UTF8, "application/json") : null,
            place is "path" or "query" or "body" ? [("Authorization", world.Authorization)] : [("Authorization", world.Authorization), (place, sent)]);

        var entry = await world.LastRequestAsync();
        Assert.Equal(shown, place switch
        {
            "path" or "body" => entry.GetProperty(place).GetString(),
            "query" => Uri.UnescapeDataString(entry.GetProperty("query").GetString()!),
            _ => entry.GetProperty("headers").GetProperty(place).GetString(),
        });
        Assert.DoesNotContain("hush", entry.GetRawText() + string.Join('\n', app.Logs.Lines), StringComparison.Ordinal);
    }

    /// <summary>Long texts that a careless pattern would read again from each of their characters.</summary>
    [Theory]
    [InlineData("token", "a")]
    [InlineData("token ", "a ")]
    [InlineData("eyJ", "eyJ")]
    [InlineData("@", "//")]
    [InlineData("@", "//a")]
    [InlineData("token", " ")]
    [InlineData("token=", "\"'")]
    [InlineData("basic", " basic ")]
    [InlineData("token", "a=")]
    public void A_long_text_is_masked_in_a_moment(string start, string repeated)
    {
        var text = start + string.Concat(Enumerable.Repeat(repeated, 60_000 / repeated.Length));
        var watch = Stopwatch.StartNew();

        SecretText.Mask(text);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }
}
