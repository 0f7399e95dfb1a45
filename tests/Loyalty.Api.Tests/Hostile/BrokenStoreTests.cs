using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>An unexpected error: the response has an envelope and a request id, and only the log has the cause.</summary>
public sealed class BrokenStoreTests
{
    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    [Trait("Evidence", "documented: docs/contract/access.md 4")]
    public async Task An_unexpected_error_is_a_500_with_an_envelope_and_only_the_log_has_its_cause()
    {
        using var app = new EmulatorApp();
        RenameTables(app);

        var targets = await app.GetAsync(OAuth.TargetsPath);
        var promotions = await app.GetAsync(OAuth.PromotionsPath);

        const string message = "Requests have failed due to errors.";
        Assert.Equal((500, OAuth.V3Error(500, message)), (targets.Status, targets.Body));
        Assert.Equal((500, OAuth.GatewayError(500, "Internal Server Error", 500, message)), (promotions.Status, promotions.Body));
        Assert.All(new[] { targets, promotions }, reply =>
        {
            Assert.NotEmpty(reply.Headers["X-Cap-Requestid"]);
            Assert.Equal("application/json", reply.ContentType);
        });
        Assert.Equal("@1762819200", targets.Headers["Deprecation"]);
        Assert.Equal(2, app.Logs.Lines.Count(line => line.Contains(" Unhandled exception ", StringComparison.Ordinal) && line.Contains("SqliteException", StringComparison.Ordinal)));
        Assert.Equal(200, (await app.GetPlainAsync("/health/live")).Status);
    }

    private static void RenameTables(EmulatorApp app)
    {
        using var commands = RowCommands.Open(app.Services.GetRequiredService<IStoreDatabase>());
        commands.Execute("ALTER TABLE \"Targets\" RENAME TO \"t\"; ALTER TABLE \"Promotions\" RENAME TO \"p\"", 0);
    }
}
