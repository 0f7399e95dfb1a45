using Loyalty.Api.Families;

namespace Loyalty.Api.Controls;

/// <summary>Endpoint metadata: the name and summary of a control, and a request body that can be sent as it is.</summary>
public sealed record ControlDoc(string Id, string Summary, string? Body)
{
    /// <summary>The type that the body is read as.</summary>
    public Type? BodyType { get; init; }

    /// <summary>The world that the example of createWorld creates. All other examples act on it, so that the sample world stays as it is.</summary>
    public const string ExampleWorld = "swagger";

    /// <summary>The snapshot that the example of putSnapshot creates.</summary>
    public const string ExampleSnapshot = "before";
}

/// <summary>The groups of the controls, in the order in which Swagger UI shows them.</summary>
internal static class ControlGroups
{
    public const string Worlds = "Worlds";

    public const string Snapshots = "Snapshots";

    public const string Clock = "Clock";

    public const string Faults = "Faults";

    public const string Journal = "Journal";

    public const string CleanUp = "Clean up";

    public static readonly IReadOnlyList<(string Name, string Description)> All =
    [
        (Worlds, $"The example creates the world '{ControlDoc.ExampleWorld}'; all other examples act on it."),
        (Snapshots, "Save the data, settings and clock of a world, and return to them."),
        (Clock, "The time of a world."),
        (Faults, "Errors, delays and broken connections on purpose."),
        (Journal, "The requests that the emulator received."),
        (CleanUp, "Delete the snapshot and the world of the examples. The copy that forkWorld created expires after an hour."),
    ];
}

public static class ControlConventions
{
    /// <summary>Documents an error beyond those that follow from the route and the body.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, int status) => route.Produces<Problem>(status, Problem.MediaType);
}
