using System.Diagnostics;
using System.Globalization;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Behaviour.Hosting;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Api.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Memory.Tests;

/// <summary>
/// Worlds are created, used and deleted again and again; memory and disk end where they began. SOAK_SECONDS is the length; after its end the test takes at most a minute.
/// </summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class SoakTests : IDisposable
{
    private const int Kilobyte = 1024;

    private const int WorldsOfRound = 10;

    /// <summary>What may stay: the pages of tables that once had rows.</summary>
    private const long DiskTolerance = 64 * Kilobyte;

    /// <summary>What the runtime may keep.</summary>
    private const long MemoryTolerance = 16 * Kilobyte * Kilobyte;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("SOAK_SECONDS") ?? "3", CultureInfo.InvariantCulture));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loyalty-soak-");
    private readonly EmulatorApp _app;

    public SoakTests() => _app = new(null, NoSeed, ("ConnectionStrings:Loyalty", $"Data Source={Store}"));

    private string Store => Path.Combine(_folder.FullName, "loyalty.db");

    private ExpiredWorldCleanup Cleanup => _app.Services.GetServices<IHostedService>().OfType<ExpiredWorldCleanup>().Single();

    public void Dispose()
    {
        _app.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Worlds_that_are_created_and_deleted_leave_neither_memory_nor_disk()
    {
        await CleanUpAsync();
        var empty = Measure().Disk;

        // The first rounds compile, and fill the caches of the runtime.
        var perWorld = 0L;
        for (var warmUp = 0; warmUp < 2; warmUp++)
        {
            perWorld = await RunRoundAsync();
        }

        var before = Measure();
        var running = Stopwatch.StartNew();
        var rounds = 0;
        do
        {
            await RunRoundAsync();
            rounds++;
        }
        while (running.Elapsed < Length);

        var after = Measure();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds} rounds of {WorldsOfRound} worlds: {perWorld / Kilobyte} KiB of disk per sample world, disk {empty / Kilobyte} -> {after.Disk / Kilobyte} KiB, memory {before.Memory / Kilobyte} -> {after.Memory / Kilobyte} KiB"));
        Assert.InRange(perWorld, 100 * Kilobyte, 2000 * Kilobyte);
        Assert.InRange(after.Disk, 0, empty + DiskTolerance);
        Assert.InRange(after.Memory, 0, before.Memory + MemoryTolerance);
        Assert.Equal(0, _app.Services.GetRequiredService<StateMemory>().Used);
        Assert.Equal("""{"worlds":[]}""", (await _app.ControlAsync(HttpMethod.Get, WorldsPath)).Body);
    }

    /// <summary>Returns the disk that a world of the sample takes.</summary>
    private async Task<long> RunRoundAsync()
    {
        var before = Measure().Disk;
        var worlds = new List<TestWorld>();
        for (var number = 0; number < WorldsOfRound; number++)
        {
            var world = await _app.NewWorldAsync("""{"world":"sample"}""");
            worlds.Add(world);
            Assert.Equal(200, (await world.AskAsync(OAuth.TargetsPath)).Status);
            Assert.Equal(200, (await world.AskAsync(OAuth.PromotionsPath)).Status);
            await world.DoAsync(HttpMethod.Put, "/snapshots/s");
            await world.DoAsync(HttpMethod.Post, "/reset");
            await world.DoAsync(HttpMethod.Delete, "/snapshots/s");
        }

        await CleanUpAsync();
        var perWorld = (Measure().Disk - before) / WorldsOfRound;
        foreach (var world in worlds)
        {
            await world.DoAsync(HttpMethod.Delete, "");
        }

        await CleanUpAsync();
        return perWorld;
    }

    /// <summary>Twice: stored documents lose their rows in the second run.</summary>
    private async Task CleanUpAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        for (var run = 0; run < 2; run++)
        {
            await Cleanup.RemoveOrphansAsync(await Cleanup.OrphansAsync(cancellation), cancellation);
        }

        await Cleanup.GiveSpaceBackAsync();
        _app.Services.GetRequiredService<IStoreDatabase>().ShortenFile();
    }

    /// <summary>The database file, without its log, which stays below its limit, and the memory that is in use after a collection.</summary>
    private (long Disk, long Memory) Measure() => (new FileInfo(Store).Length, SettledMemory.Measure());
}
