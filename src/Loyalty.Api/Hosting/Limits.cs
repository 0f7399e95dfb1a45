using System.Globalization;
using Loyalty.Api.Controls;
using Loyalty.Api.Faults;
using Loyalty.Api.Journal;
using Loyalty.Api.Json;
using Loyalty.Api.Observability;
using Loyalty.Api.Operations;
using Loyalty.Api.Promotions;
using Loyalty.Api.Targets;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Faults;
using Loyalty.Store.Providers.Sqlite;
using Loyalty.Store.State;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Loyalty.Api.Hosting;

/// <summary>A limit of the server, as docs/limits.md lists it.</summary>
public sealed record Limit(string What, string Bound, string IfExceeded);

/// <summary>All limits of the server. Each value is the constant that the code checks; a test compares docs/limits.md with this list.</summary>
public static class Limits
{
    private const string NothingChanged = "nothing was changed";

    private const long Megabyte = 1024 * 1024;

    /// <summary>What the process takes under load without any of the parts, in bytes; measured.</summary>
    private const long Base = 140 * Megabyte;

    /// <summary>What the text that waits to be written to the log takes at most, in bytes.</summary>
    private const long Log = 15 * Megabyte;

    /// <summary>What a connection with the largest headers takes, in bytes; measured.</summary>
    private const long Connection = 80 * 1024;

    /// <summary>What a row takes in a world that is in memory as a whole document, in bytes; measured.</summary>
    private const long WholeRow = 500;

    /// <summary>
    /// What the process takes at most with the default limits, in bytes, without world documents and large worlds. The garbage collector keeps up to as much free memory as is in use.
    /// </summary>
    public const long Memory = Base
        + (2 * (StateMemory.DefaultBytes + (EmulatorOptions.DefaultJournalMegabytes * Megabyte) + WorldBounds.DefaultBytes + Log
            + BodiesInMemory.MaxBytes + UnreadAnswers.MaxBytes + (Server.MaxConnections * Connection)))
        + (WholeWorlds.MaxSmall * WholeWorlds.RowsOfLargeWorld * WholeRow);

    /// <summary>How many times its size a world document takes while a control reads and loads it; measured.</summary>
    public const int MemoryOfDocument = 30;

    public static IReadOnlyList<Limit> All { get; } =
    [
        new("Request body", $"{Mebibytes(JsonRequestBody.MaxBytes)} ({Number(JsonRequestBody.MaxBytes)} bytes) as sent; with chunked encoding, the chunk headers and line ends count too", "413 in the family's error envelope"),
        new("Request line", Kibibytes(Server.MaxRequestLineBytes), "414 from the web server, without an envelope"),
        new("Request headers", $"{Server.MaxHeaders} headers, {Kibibytes(Server.MaxHeaderBytes)} in total", "431 from the web server, without an envelope"),
        new("Time until all request headers have arrived", Seconds(Server.HeadersTimeout), "408, and the connection is closed"),
        new("Slowest request body", Rate(Server.SlowestTransfer), "408 in the family's error envelope"),
        new("Slowest reading of an answer", Rate(Server.SlowestTransfer), "the connection is closed"),
        new("Connections", Number(Server.MaxConnections), "a further connection is closed"),
        new("Bodies of emulated requests in memory, from their arrival to the answer", Mebibytes(BodiesInMemory.MaxBytes), "503 with `Retry-After` in the family's error envelope"),
        new("Answers that clients have not read yet", Mebibytes(UnreadAnswers.MaxBytes), "the connections of the oldest unread answers are closed"),
        new("Answer of an emulated read", Mebibytes(BodyBuilder.MaxBytes), "507 in the family's error envelope"),
        new("Time for running requests to finish at shutdown", Seconds(Server.ShutdownTimeout), "they are aborted"),
        new("`limit` of promotionsV2", Number(PageSize.Max), "code 4055"),
        new("`limit` of promotionData", Number(PageSize.Max), "code 8102"),
        new("`programs` of promotionData", $"{Number(ProgramIds.Most)} ids", "code 8105"),
        new("Customers of a bulk call, except directEarn", Number(BulkValidator.MostCustomers), "code 1060"),
        new(
            "One registration, and a customer after it, unless a world document has more",
            $"{Number(CustomerBounds.MostIdentifiers)} identifiers, {Number(CustomerBounds.MostProfiles)} profiles, {Number(CustomerBounds.MostCommChannels)} communication channels, {Number(CustomerBounds.MostFields)} fields and {Number(CustomerBounds.MostFields)} extended fields; without the identifiers {Mebibytes(CustomerBounds.LargestCustomer)}, an estimate with two bytes for each character",
            $"code 400; {NothingChanged}"),
        new("`requestId` of enrol and revoke of v3", $"{RequestOnce.LongestId} characters. The ids are kept for good, in the store and not in memory", "code 300004; revoke: 400"),
        new("Ids of a revocation of v3", Number(RevokePromotion.MostIds), "code 400"),
        new("`limit` of the list of promotions", Number(ListPromotions.MaxLimit), "code 400"),
        new("`size` of the promotions of a member", Number(ListMemberPromotions.MaxSize), "code 310195"),
        new("`targetRuleIds`", $"{Number(TargetRuleIdList.MaxCount)} ids", "code 300004"),
        new("Body of a world document (`/_emulator/worlds`, `…/document`)", Mebibytes(ControlBody.LargestDocument), "413"),
        new("World documents and other bodies that controls read at the same time", Mebibytes(new WorldBounds().DocumentBytes), $"503 with `Retry-After`; {NothingChanged}"),
        new("Worlds that controls export, patch, copy or save as a snapshot at the same time", $"{WholeWorlds.MaxSmall}, and one with more than {Number(WholeWorlds.RowsOfLargeWorld)} rows", "the control waits for its turn"),
        new("Rows of a world that a control exports, patches, copies or saves as a snapshot", Number(WholeWorlds.MaxRows), $"507; {NothingChanged}"),
        new("Rows that a patch of a document adds, changes or removes", Number(RowReplacement.MostChanges), $"507; {NothingChanged}"),
        new("Orgs of a world", Number(WorldDocument.MaxOrgs), "400"),
        new("Access groups of a world", Number(WorldDocument.MaxAccessGroups), "400"),
        new("Tills and OAuth clients of a world, with those that are created with it", Number(WorldDocument.MaxCredentials), "400"),
        new("Worlds", Number(new WorldBounds().Worlds), $"507; {NothingChanged}"),
        new("Snapshots of a world", Number(new WorldBounds().SnapshotsOfWorld), $"507; {NothingChanged}"),
        new("Tills, clients, access groups and fault rules of all worlds in memory, an estimate", $"{new WorldBounds().Bytes / 1024 / 1024} MB", $"507; {NothingChanged}"),
        new("Time that a write or control waits for its turn", Seconds(WorldWriter.LongestWait), $"503 with `Retry-After`; {NothingChanged}"),
        new("Time in which the rows of a world are loaded or copied", Minutes(WorldCopies.LongestRun), $"503 with `Retry-After`; {NothingChanged}"),
        new(
            "Room on the disk of the store",
            $"at least {Mebibytes(SqliteDatabase.LeastRoom)} for `/health/ready`",
            $"writes and controls that find no room: 507, {NothingChanged}. `/health/ready`: 503 until there is room. Reads go on"),
        new("Write-ahead log of the store", Mebibytes(SqliteDatabase.LogBytes), "shortened to that size after it was written to the file"),
        new("Fault rules of a world", Number(FaultControls.MaxRules), "400"),
        new("Conditions on the query of a fault rule", Number(FaultRuleCheck.MaxConditions), "400"),
        new("Delay of a fault or of `Prefer: delay`", $"{Number(FaultDelay.MaxMilliseconds)} ms", "400"),
        new("Requests that wait for a delay, at a barrier or without an answer", Number(WaitingRequests.MaxRequests), "503 with `Retry-After`"),
        new("Bodies of the requests that wait, with the journal's copies", Mebibytes(WaitingRequests.MaxBodyBytes), "503 with `Retry-After`"),
        new("Time that a barrier holds a request", Seconds(FaultBarrier.LongestHold), "the barrier releases the request; its journal entry and its log line have the reason"),
        new("Path pattern of a fault rule, a verification or a list of requests", $"{Number(MatchValidation.LongestPath)} characters", "400"),
        new("Conditions on query, headers and body of a match in a verification", Number(RequestMatch.MaxConditions), "400"),
        new("Steps of a sequence in a verification", Number(VerifyRequests.MaxSteps), "400"),
        new("`within` of a verification", $"{VerifyRequests.LongestWait.TotalMinutes} minute", "400"),
        new("Time that a control compares requests of the journal", Seconds(ComparisonTime.Longest), "503"),
        new("Request body in a journal entry", $"{Kibibytes(JournalRecorder.MaxBodyBytes)} ({Number(JournalRecorder.MaxBodyBytes)} bytes)", "only the length is recorded, and `unread` lists no body fields; the same applies to a body that is not valid JSON"),
        new("Changed row in a journal entry, an estimate", Kibibytes(JournalChanges.MaxRowBytes), "only the size is recorded"),
        new("Journal of a world", $"{Number(EmulatorOptions.DefaultJournalRequests)} requests (`Emulator__JournalRequests`), {Number(EmulatorOptions.DefaultJournalBodyKilobytes)} kilobytes of bodies, and of changed rows with what is larger than {Kibibytes(JournalChanges.SmallRowBytes)} (`Emulator__JournalBodyKilobytes`)", "the oldest entries are dropped"),
        new("All journals in memory, an estimate", $"{EmulatorOptions.DefaultJournalMegabytes} MB (`Emulator__JournalMegabytes`)", "the oldest entries are dropped"),
        new("Log text waiting to be written", $"{Number(BufferedConsole.MaxWaiting)} characters", "further events are dropped, counted and reported"),
        new("Target groups and promotions of one world, and the details, identifiers, enrolments, progress and recent usage of one customer, an estimate of each", $"half of the state in memory: {new StateMemory(StateMemory.DefaultBytes).LargestPart / Megabyte} MB", $"507; {NothingChanged}"),
        new("State of all worlds in memory, an estimate", $"{StateMemory.DefaultBytes / 1024 / 1024} MB (`Emulator__StateMegabytes`)", "what was not used lately is dropped, and loaded again when it is needed"),
    ];

    /// <summary>The list as a Markdown table.</summary>
    public static string Table() => $"| What | Limit | If it is exceeded |\n|---|---|---|\n{string.Concat(All.Select(limit => $"| {limit.What} | {limit.Bound} | {limit.IfExceeded} |\n"))}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Mebibytes(long bytes) => $"{bytes / 1024 / 1024} MiB";

    private static string Kibibytes(long bytes) => $"{bytes / 1024} KiB";

    private static string Rate(MinDataRate rate) => $"an average of {Kibibytes((long)rate.BytesPerSecond)} a second, after the first {Seconds(rate.GracePeriod)}";

    private static string Minutes(TimeSpan time) => $"{time.TotalMinutes} minutes";

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds} s";
}
