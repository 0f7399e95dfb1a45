using System.Diagnostics;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Worlds;

namespace Loyalty.Store.Tests;

/// <summary>The cleanup of the store does not keep writes waiting, however many worlds there are.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class ManyWorldsTests
{
    [Fact]
    public async Task Documents_that_nothing_refers_to_are_found_among_ten_thousand_worlds_in_less_than_a_second()
    {
        const int count = 10_000;
        static string HashOf(int number) => $"{number:x64}";
        await using var store = await TestStore.OpenAsync("Data Source=:memory:");
        using var commands = store.NewCommands();
        using (var transaction = commands.Begin())
        {
            for (var number = 1; number <= count; number++)
            {
                commands.Insert(new World { Name = $"{number}", WorldId = number, Revision = 1, Origin = HashOf(number), CreatedAt = 0 }, 0);
            }

            for (var number = 1; number <= count + 5; number++)
            {
                commands.Insert(new StoredDocument { Hash = HashOf(number), WorldId = count + number }, 0);
            }

            commands.Insert(new Snapshot { WorldName = "1", Name = "s", Content = HashOf(count + 5), CreatedAt = 0 }, 0);
            transaction.Commit();
        }

        var start = Stopwatch.GetTimestamp();
        var removed = WorldStore.RemoveUnreferencedDocuments(commands);
        var orphans = WorldStore.OrphanedWorldIds(commands);

        var elapsed = Stopwatch.GetElapsedTime(start);
        Assert.Equal(4, removed);
        Assert.Empty(orphans);
        Assert.True(elapsed < TimeSpan.FromSeconds(1), $"{elapsed}");
    }
}
