using System.Globalization;
using Loyalty.Api.Journal;
using Loyalty.Domain;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;

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
    [InlineData("a field of a customer")]
    [InlineData("many fields of a customer")]
    [InlineData("a channel of a customer")]
    [InlineData("an identifier")]
    [InlineData("usage")]
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

    /// <summary>As when registrations replace a field of a known customer: each row is the one after a change and the one before the next.</summary>
    [Theory]
    [InlineData(1_000_000, 400)]
    [InlineData(50_000, 2000)]
    [InlineData(20_000, 2000)]
    public void Changes_of_large_rows_take_no_more_memory_than_the_limits_of_a_journal(int length, int changes)
    {
        const int bodies = Megabyte;
        var memory = new JournalMemory(1000, bodies, 256L * Megabyte);
        var journal = new RequestJournal(memory);
        var before = SettledMemory.Measure();

        ReplaceField(journal, length, changes);

        var used = SettledMemory.Measure() - before;
        output.WriteLine($"{length}: {used / Megabyte} MB, estimated {memory.Used / Megabyte} MB, {journal.Read().Count} entries");
        Assert.InRange(used, -100L * Megabyte, memory.Used + Megabyte);
        Assert.InRange(memory.Used, 1, 3 * bodies);
        GC.KeepAlive(journal);
    }

    /// <summary>A method of its own, so that no local variable holds a row afterwards.</summary>
    private static void ReplaceField(RequestJournal journal, int length, int changes)
    {
        Customer? row = null;
        for (var number = 0; number < changes; number++)
        {
            var changed = CustomerWith(("field", new string('x', length)));
            journal.Add(Empty with { Changes = JournalChanges.Of([new RowChange(row, changed)]) });
            row = changed;
        }
    }

    private static Customer CustomerWith(params (string Name, string Value)[] fields) =>
        new() { Id = 1, OrgId = 1, CustomFields = fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal) };

    private static JournalEntry Changed(object row) => Empty with { Changes = JournalChanges.Of([RowChange.Add(row)]) };

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
            "a field of a customer" => Changed(CustomerWith((Long(), Long()))),
            "many fields of a customer" => Changed(CustomerWith([.. Enumerable.Range(0, 40).Select(number => (number.ToString("x", CultureInfo.InvariantCulture), new string('v', 3)))])),
            "a channel of a customer" => Changed(CustomerWith() with { Profiles = [new(CustomerSource.Instore, new string('a', 3), Long(), Long(), [new(Long(), Long(), Long(), true, true, null, null)])] }),
            "an identifier" => Changed(new CustomerIdentifier { OrgId = 1, Name = Long(), Value = Long(), CustomerId = 1, Position = 0 }),
            "usage" => Changed(new UsageEntry { Id = 1, OrgId = 1, PromotionId = 1, CustomerId = 1, Kind = UsageKind.Issue, Sign = 1, Times = 1, Points = 0, At = 0 }),
            "reason" => Empty with { Reason = Long() },
            _ => Empty with { Arrival = 1 },
        };
    }
}
