using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>An error that nobody foresaw: dressed, numbered, in the log, and silent about what went wrong inside.</summary>
public sealed class BrokenStoreTests
{
    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    [Trait("Evidence", "documented: docs/contract/access.md 4")]
    public async Task An_unforeseen_error_is_500_in_the_envelope_and_tells_only_the_log()
    {
        using var app = new EmulatorApp();
        await BreakAsync(app);

        var targets = await app.GetAsync(OAuth.Targets);
        var promotions = await app.GetAsync(OAuth.Promotions);

        const string words = "Requests have failed due to errors.";
        Assert.Equal((500, OAuth.V3Refusal(500, words)), (targets.Status, targets.Body));
        Assert.Equal((500, OAuth.GatewayErrorResponse(500, "Internal Server Error", 500, words)), (promotions.Status, promotions.Body));
        Assert.All(new[] { targets, promotions }, reply =>
        {
            Assert.NotEmpty(reply.Headers["X-Cap-Requestid"]);
            Assert.Equal("application/json", reply.ContentType);
        });
        Assert.Equal("@1762819200", targets.Headers["Deprecation"]);
        Assert.Equal(2, app.Logs.Lines.Count(line => line.Contains(" Unhandled error ", StringComparison.Ordinal) && line.Contains("SqliteException", StringComparison.Ordinal)));
        Assert.Equal(200, (await app.GetPlainAsync("/health/live")).Status);
    }

    private static async Task BreakAsync(EmulatorApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LoyaltyContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF; ALTER TABLE \"Targets\" RENAME TO \"t\"; ALTER TABLE \"Promotions\" RENAME TO \"p\"", TestContext.Current.CancellationToken);
    }
}
