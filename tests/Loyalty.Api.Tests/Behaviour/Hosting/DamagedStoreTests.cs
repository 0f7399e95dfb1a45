using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Microsoft.Data.Sqlite;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Hosting;

/// <summary>
/// A store that is damaged at random places either starts, or is refused in one line with its file and stays as it is. DAMAGED_FILES is the number of variants; the test
/// ends after ten minutes at the latest.
/// </summary>
[Collection(nameof(OneAtATime))]
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class DamagedStoreTests : IDisposable
{
    private const int HeaderLength = 100;

    private const int PageSize = 4096;

    private static readonly int Variants = int.Parse(Environment.GetEnvironmentVariable("DAMAGED_FILES") ?? "60", CultureInfo.InvariantCulture);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>What the line says, besides the file.</summary>
    private static readonly string[] Reasons =
    [
        "is damaged (SQLite Error ", "is not a SQLite database, so it was left as it is", "is a SQLite database of another application, so it was left as it is",
        "was written by a newer release of this emulator, so it was left as it is", "accepts a SQLite file that this process can create and write to",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loyalty-damaged-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_damaged_store_starts_or_is_refused_in_one_line_and_unchanged()
    {
        var good = await GoodStoreAsync();

        // The start that works ends at its address, which is in use.
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://{other.LocalEndpoint}";
        var running = Stopwatch.StartNew();
        var refused = 0;
        for (var variant = 0; variant < Variants && running.Elapsed < Limit; variant++)
        {
            var (damaged, damage) = Damage(good, new Random(variant));
            var store = Path.Combine(_folder.CreateSubdirectory($"v{variant}").FullName, "loyalty.db");
            await File.WriteAllBytesAsync(store, damaged, TestContext.Current.CancellationToken);

            var (code, output, errors) = await EntryPoint.RunAsync(_folder.FullName, $"--urls={address}", $"--ConnectionStrings:Loyalty=Data Source={store}", "--Emulator:Seed=none", "--Serilog:MinimumLevel=Fatal");

            var what = $"variant {variant}, {damage}: {code} {output} {errors}";
            Assert.True(code == 1, what);
            Assert.True(errors.TrimEnd('\n').Split('\n').Length == 1, what);
            if (!errors.StartsWith("ASPNETCORE_URLS accepts addresses", StringComparison.Ordinal))
            {
                refused++;
                Assert.True(errors.Contains($"'{store}'", StringComparison.Ordinal) && Reasons.Any(reason => errors.Contains(reason, StringComparison.Ordinal)), what);
                var after = await File.ReadAllBytesAsync(store, TestContext.Current.CancellationToken);
                Assert.True(after.AsSpan().SequenceEqual(damaged), $"changed by {what}");
            }

            Directory.Delete(Path.GetDirectoryName(store)!, recursive: true);
        }

        // Otherwise the damage hit nothing that a start reads, or nothing else.
        Assert.InRange(refused, Variants / 10, Variants - 1);
    }

    private static (byte[] Damaged, string Damage) Damage(byte[] good, Random random)
    {
        var damaged = good.ToArray();
        switch (random.Next(5))
        {
            case 0:
                var header = random.Next(HeaderLength);
                damaged[header] ^= (byte)random.Next(1, 256);
                return (damaged, $"header byte {header}");
            case 1:
                var first = random.Next(PageSize);
                damaged[first] ^= (byte)random.Next(1, 256);
                return (damaged, $"byte {first} of the first page");
            case 2:
                var length = random.Next(1, good.Length);
                return (damaged[..length], $"{length} bytes of {good.Length}");
            case 3:
                var page = random.Next(good.Length / PageSize);
                random.NextBytes(damaged.AsSpan(page * PageSize, PageSize));
                return (damaged, $"page {page}");
            default:
                foreach (var _ in Enumerable.Range(0, 40))
                {
                    damaged[random.Next(good.Length)] ^= (byte)random.Next(1, 256);
                }

                return (damaged, "40 bytes");
        }
    }

    /// <summary>The bytes of a store with two worlds, after a stop.</summary>
    private async Task<byte[]> GoodStoreAsync()
    {
        var store = Path.Combine(_folder.FullName, "good.db");
        using (var app = new EmulatorApp(null, ("ConnectionStrings:Loyalty", $"Data Source={store}")))
        {
            await app.NewWorldAsync($$"""{"name":"second","world":{{WithCustomer(1)}}}""");
        }

        await using var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        return await File.ReadAllBytesAsync(store, TestContext.Current.CancellationToken);
    }
}
