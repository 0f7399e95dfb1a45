using Loyalty.Api.Families;

namespace Loyalty.Api.Controls;

/// <summary>Endpoint metadata: the id and summary of a control, and an example request body.</summary>
public sealed record ControlDoc(string Id, string Summary, string? Body)
{
    /// <summary>The type of the request body.</summary>
    public Type? BodyType { get; init; }

    /// <summary>The world that the createWorld example creates. All other examples use it, so that they leave the sample world unchanged.</summary>
    public const string ExampleWorld = "swagger";

    /// <summary>A pattern that no world of the examples has, so that the other examples keep their world.</summary>
    public const string ExampleWorlds = ExampleWorld + "-*";

    /// <summary>A customer of the example world.</summary>
    public const long ExampleCustomer = 565039506;

    /// <summary>A target in which this customer is enrolled.</summary>
    public const long ExampleTarget = 2995;

    /// <summary>The snapshot that the putSnapshot example creates.</summary>
    public const string ExampleSnapshot = "before";

    /// <summary>The barrier of the putFaults example.</summary>
    public const string ExampleBarrier = "second-page";
}

/// <summary>The groups of the controls, in the order in which Swagger UI shows them.</summary>
internal static class ControlGroups
{
    public const string Worlds = "Worlds";

    public const string Snapshots = "Snapshots";

    public const string Clock = "Clock";

    public const string Promotions = "Promotions";

    public const string Explain = "Explain";

    public const string Faults = "Faults";

    public const string Journal = "Journal";

    public const string Usage = "Usage";

    public const string CleanUp = "Clean up";

    public static readonly IReadOnlyList<(string Name, string Description)> All =
    [
        (Worlds, $"The example creates the world '{ControlDoc.ExampleWorld}'; all other examples use it."),
        (Snapshots, "Save and restore the data, settings and clock of a world."),
        (Clock, "The time of a world."),
        (Promotions, "What happens to customers without an emulated operation."),
        (Explain, "Why something applies to a customer or not."),
        (Faults, "Inject errors, broken bodies, delays and broken connections; hold requests."),
        (Journal, "The requests that the emulator received."),
        (Usage, "How much of its bounds the emulator uses."),
        (CleanUp, "Delete the faults, the snapshot and the worlds of the examples."),
    ];
}

public static class ControlConventions
{
    /// <summary>Documents an error that does not follow from the route or the body.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, int status) => route.Produces<Problem>(status, Problem.MediaType);
}
