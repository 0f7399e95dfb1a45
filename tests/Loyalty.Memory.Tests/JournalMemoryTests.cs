using Loyalty.Api.Journal;

namespace Loyalty.Memory.Tests;

/// <summary>The journal stays within its bound, whatever its entries are.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class JournalMemoryTests(ITestOutputHelper output)
{
    private const int Megabyte = 1024 * 1024;

    private static readonly JournalEntry Empty = new(0, 0, "GET", "/", "", [], null, null, 200, [], 0, "handler", null);

    [Theory]
    [InlineData("headers")]
    [InlineData("names of headers")]
    [InlineData("path")]
    [InlineData("query")]
    [InlineData("method")]
    [InlineData("body")]
    [InlineData("reason")]
    [InlineData("nothing")]
    public void Entries_take_no_more_memory_than_the_bound_whatever_is_long_in_them(string part)
    {
        const int bound = 32 * Megabyte;
        var memory = new JournalMemory(100_000, 1000L * Megabyte, bound);
        var journal = new RequestJournal(memory);
        var before = SettledMemory.Measure();

        for (var number = 0; number < 100_000; number++)
        {
            journal.Add(EntryWith(part));
        }

        var used = SettledMemory.Measure() - before;
        output.WriteLine($"{part}: {used / Megabyte} MB, estimated {memory.Used / Megabyte} MB");
        Assert.InRange(used, 1, memory.Used + (2 * Megabyte));
        Assert.InRange(memory.Used, bound / 2, bound);
        GC.KeepAlive(journal);
    }

    /// <summary>An entry whose texts are its own, as those of a request are.</summary>
    private static JournalEntry EntryWith(string part)
    {
        const int length = 1000;
        static string Long() => new('x', length);
        return part switch
        {
            "headers" => Empty with { Headers = [new(new string('n', 5), Long()), new(new string('m', 5), Long())] },
            "names of headers" => Empty with { Headers = [new(Long(), ""), new(Long(), "")] },
            "path" => Empty with { Path = Long() },
            "query" => Empty with { Query = Long() },
            "method" => Empty with { Method = Long() },
            "body" => Empty with { Body = Long(), BodyWeight = length },
            "reason" => Empty with { Reason = Long() },
            _ => Empty with { Arrival = 1 },
        };
    }
}
