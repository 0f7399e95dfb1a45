using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>Export, replacement and reset of a world's document.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class DocumentTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    public async Task Replacing_a_world_with_an_export_reproduces_it_byte_for_byte()
    {
        var world = await app.NewWorldAsync("""{"world":"sample"}""");
        var before = await world.ExportAsync();
        var other = await app.NewWorldAsync();

        var replaced = await other.ControlAsync(HttpMethod.Put, "/document", before);

        Assert.Equal((204, ""), (replaced.Status, replaced.Body));
        Assert.Equal(before, await other.ExportAsync());
        Assert.Equal(204, (await world.ControlAsync(HttpMethod.Put, "/document", before)).Status);
        Assert.Equal(before, await world.ExportAsync());
    }

    [Fact]
    public async Task A_replaced_world_has_the_new_document_and_the_old_credentials()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);

        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2, ""","clock":{"mode":"FROZEN","at":"2031-01-01T00:00:00Z"}"""));

        Assert.Equal(400, (await world.AskAsync(TargetsOf(1))).Status);
        Assert.Equal(200, (await world.AskAsync(TargetsOf(2))).Status);
        Assert.Equal("2031-01-01T00:00:00Z", await world.NowAsync());
    }

    [Theory]
    [InlineData("""{"schemaVersion":1,"name":"w","timeZone":"UTC","orgs":[{"id":1,"name":"O","customers":[{"id":9},{"id":9}]}]}""", "$.orgs[0].customers[1]")]
    [InlineData("""{"schemaVersion":1,"name":"w","timeZone":"UTC","orgs":[{"id":1,"name":"O","programs":[{"id":1,"name":5}]}]}""", "$.orgs[0].programs[0].name")]
    [InlineData("""{"schemaVersion":1,"name":"w","timeZone":"UTC","orgs":[{"id":1,"name":"O","enrolments":[{"id":1,"customerId":5,"targetId":6,"firstPeriodId":7,"method":"IMPORT","enrolledAt":"2031-01-01T00:00:00Z"}]}]}""", "$.orgs[0].enrolments[0]")]
    [InlineData("""{"schemaVersion":2,"name":"w","timeZone":"UTC","orgs":[{"id":1,"name":"O"}]}""", "$.schemaVersion")]
    [InlineData("""{"schemaVersion":1,"name":"w","timeZone":"UTC","orgs":[]}""", "$.orgs")]
    [InlineData("", "$")]
    [InlineData("{\"schemaVersion\":1", "$")]
    public async Task An_invalid_document_is_rejected_with_a_JSON_path_and_the_world_does_not_change(string document, string path)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.FailAsync("""{"match":{"operation":"generateToken"},"effect":{"status":503}}""");
        var before = (await world.ExportAsync(), await world.DoAsync(HttpMethod.Get, ""), await world.DoAsync(HttpMethod.Get, "/faults"));

        var detail = ProblemDetail(400, await world.ControlAsync(HttpMethod.Put, "/document", document));

        Assert.StartsWith("line 1: " + path, detail, StringComparison.Ordinal);
        Assert.Equal(before, (await world.ExportAsync(), await world.DoAsync(HttpMethod.Get, ""), await world.DoAsync(HttpMethod.Get, "/faults")));
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
    }

    [Fact]
    public async Task Replacing_a_document_adds_no_credentials()
    {
        var world = await app.NewWorldAsync();

        await world.DoAsync(
            HttpMethod.Put, "/document", """{"schemaVersion":1,"name":"w","timeZone":"UTC","orgs":[{"id":1,"name":"O","customers":[{"id":3}],"tills":[{"username":"late.till","password":"123"}]}]}""");

        Assert.Equal(401, (await app.GetPlainAsync(TargetsOf(3), ("Authorization", Tills.Of("late.till")))).Status);
        Assert.Equal(200, (await world.AskAsync(TargetsOf(3))).Status);
        Assert.DoesNotContain("password", await world.ExportAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Replacing_a_document_keeps_the_faults()
    {
        var world = await app.NewWorldAsync();
        var faults = await world.FailAsync("""{"effect":{"status":503}}""");

        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(1));

        Assert.Equal(faults, await world.DoAsync(HttpMethod.Get, "/faults"));
        Assert.Equal(503, (await world.AskAsync(TargetsOf(1))).Status);
    }

    [Fact]
    public async Task A_reset_restores_the_origin_removes_the_faults_and_keeps_the_journal()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var origin = await world.ExportAsync();
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2031-01-01T00:00:00Z"}""");
        await world.FailAsync("""{"effect":{"status":503}}""");
        Assert.Equal(503, (await world.AskAsync(TargetsOf(2))).Status);

        var reset = await world.ControlAsync(HttpMethod.Post, "/reset");

        Assert.Equal((204, ""), (reset.Status, reset.Body));
        Assert.Equal(origin, await world.ExportAsync());
        Assert.Equal("""{"mode":"following","now":"2026-03-15T12:00:00Z"}""", await world.DoAsync(HttpMethod.Get, "/clock"));
        Assert.Equal("""{"rules":[]}""", await world.DoAsync(HttpMethod.Get, "/faults"));
        Assert.Equal(503, Assert.Single(await world.RequestsAsync()).GetProperty("status").GetInt32());
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
    }

    [Fact]
    public async Task A_reset_restores_the_clock_of_the_origin()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1, ""","clock":{"mode":"FROZEN","at":"2031-05-05T05:05:05Z"}""")}}}""");
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"following"}""");

        await world.DoAsync(HttpMethod.Post, "/reset");

        Assert.Equal("""{"mode":"frozen","now":"2031-05-05T05:05:05Z"}""", await world.DoAsync(HttpMethod.Get, "/clock"));
    }
}
