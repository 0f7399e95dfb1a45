using System.Text;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Emulator.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Emulator;

/// <summary>How much a control is willing to read.</summary>
[Trait("Evidence", "documented: DESIGN.md 5")]
public sealed class BoundedBodiesTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private static readonly string Blanks = new(' ', 1024 * 1024);

    [Theory]
    [InlineData("PUT", "/faults")]
    [InlineData("PUT", "/clock")]
    [InlineData("POST", "/clock/advance")]
    [InlineData("POST", "/fork")]
    [InlineData("POST", "/requests/verify")]
    public async Task Small_controls_read_a_megabyte_and_no_more(string method, string below)
    {
        var world = await app.NewWorldAsync();

        Detail(413, await world.ControlAsync(new HttpMethod(method), below, Blanks + "{}"));
        Assert.Equal(200, (await world.ControlAsync(HttpMethod.Get, "")).Status);
    }

    [Fact]
    public async Task A_body_without_announced_length_is_bounded_too()
    {
        var world = await app.NewWorldAsync();
        using var endless = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(Blanks + "{}")));
        endless.Headers.ContentType = new("application/json");
        endless.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(app.Address, world.Path + "/faults")) { Content = endless };
        request.Headers.TransferEncodingChunked = true;
        using var client = new HttpClient();

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(413, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Documents_may_be_larger_than_that()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}{{Blanks}}}""");

        Assert.Equal(204, (await world.ControlAsync(HttpMethod.Put, "/document", Blanks + WithCustomer(2))).Status);
        Assert.Equal(200, (await world.AskAsync(TargetsOf(2))).Status);
    }
}
