using System.Text.Json.Serialization;
using Loyalty.Api.Controls;
using Loyalty.Api.Faults;
using Loyalty.Api.Journal;
using Loyalty.Api.Json;
using Loyalty.Api.Observability;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Store.Providers.Sqlite;
using Loyalty.Store.State;

namespace Loyalty.Api.Hosting;

/// <summary>What the emulator uses now, and how much of it the bounds allow.</summary>
public sealed record UsageJson(IReadOnlyList<UsagePartJson> Parts);

/// <param name="Unit">What is counted: bytes, characters, requests or worlds.</param>
/// <param name="Bound">Absent if only the machine limits this part.</param>
public sealed record UsagePartJson(string Name, string Unit, long Used, long? Bound);

/// <summary>The control that shows the use of each bounded part.</summary>
public static class UsageControls
{
    private const string Bytes = "bytes";

    public static void MapUsageControls(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").WithTags(ControlGroups.Usage).MapLazy(HttpMethods.Get, "/usage", Get).WithControl("getUsage", "Get the present use of each bounded part of the emulator").Produces<UsageJson>();

    private static IResult Get(WorldRegistry worlds, WorldBounds bounds, StateMemory state, JournalMemory journal, WaitingRequests waiting, BodiesInMemory bodies, UnreadAnswers answers, LogBuffer log, EmulatorOptions options)
    {
        UsagePartJson[] parts =
        [
            new("worlds", "worlds", worlds.Count, bounds.Worlds),
            new("worldHeads", Bytes, bounds.Used, bounds.Bytes),
            new("documents", Bytes, bounds.DocumentsUsed, bounds.DocumentBytes),
            new("state", Bytes, state.Used, state.Limit),
            new("journal", Bytes, journal.Used, journal.Limit),
            new("bodies", Bytes, bodies.Bytes, BodiesInMemory.MaxBytes),
            new("unreadAnswers", Bytes, answers.Bytes, UnreadAnswers.MaxBytes),
            new("waitingRequests", "requests", waiting.Requests, WaitingRequests.MaxRequests),
            new("waitingBodies", Bytes, waiting.BodyBytes, WaitingRequests.MaxBodyBytes),
            new("log", "characters", log.Waiting, BufferedConsole.MaxWaiting),
            new("database", Bytes, DatabaseBytes(options), null),
            new("managedMemory", Bytes, GC.GetTotalMemory(forceFullCollection: false), null),
            new("process", Bytes, Environment.WorkingSet, null),
        ];
        return Results.Json(new UsageJson(parts), UsageJsonContext.Controls.UsageJson);
    }

    /// <summary>The database file with its write-ahead log. 0 for a database in memory.</summary>
    private static long DatabaseBytes(EmulatorOptions options) => SqliteConnectionString.FileOf(options.ConnectionString) is { } file
        ? new[] { file, file + "-wal" }.Select(path => new FileInfo(path)).Where(info => info.Exists).Sum(info => info.Length)
        : 0;
}

/// <summary>Serialization of the usage control.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(UsageJson))]
internal sealed partial class UsageJsonContext : JsonSerializerContext
{
    public static readonly UsageJsonContext Controls = new(ControlJsonOptions.Create());
}
