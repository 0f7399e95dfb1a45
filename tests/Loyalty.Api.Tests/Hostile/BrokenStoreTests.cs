using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Controls;
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

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_file_that_is_damaged_while_the_emulator_runs_is_a_503_with_advice_and_what_is_in_memory_is_still_answered()
    {
        var folder = Directory.CreateTempSubdirectory("loyalty-damaged-");
        try
        {
            var file = Path.Combine(folder.FullName, "loyalty.db");
            using var app = new EmulatorApp(null, ("ConnectionStrings:Loyalty", $"Data Source={file}"));
            var before = await app.GetAsync(OAuth.TargetsPath);
            Damage(app, file);

            var unknown = await app.GetAsync(TestWorlds.TargetsOf(12_345));
            var control = await app.ControlAsync(HttpMethod.Get, TestWorlds.WorldsPath + "/docs/document");
            var after = await app.GetAsync(OAuth.TargetsPath);

            const string message = "The file of the store is damaged: stop the emulator, then put a copy of the file back, or move it away and start with a new store.";
            Assert.Equal(OAuth.V3Error(503, "Service Unavailable. " + message), unknown.Body);
            Assert.Equal(503, unknown.Status);
            Assert.Equal(message, TestWorlds.ProblemDetail(503, control));
            Assert.Equal((200, before.Body), (after.Status, after.Body));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Overwrites all pages but the first one, which SQLite reads at every transaction.</summary>
    private static void Damage(EmulatorApp app, string file)
    {
        using (var commands = RowCommands.Open(app.Services.GetRequiredService<IStoreDatabase>()))
        {
            commands.Execute("PRAGMA wal_checkpoint(TRUNCATE)", 0);
        }

        using var stream = File.OpenWrite(file);
        var rest = new byte[stream.Length - 4096];
        Array.Fill(rest, (byte)0xFF);
        stream.Position = 4096;
        stream.Write(rest);
    }

    private static void RenameTables(EmulatorApp app)
    {
        using var commands = RowCommands.Open(app.Services.GetRequiredService<IStoreDatabase>());
        commands.Execute("ALTER TABLE \"Targets\" RENAME TO \"t\"; ALTER TABLE \"Promotions\" RENAME TO \"p\"", 0);
    }
}
