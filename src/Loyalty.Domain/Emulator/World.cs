namespace Loyalty.Domain.Emulator;

/// <summary>The unit of isolation: a name that points at the data it currently shows.</summary>
public sealed class World
{
    public required string Name { get; init; }

    /// <summary>Key of the world's rows; replacing, resetting and restoring load fresh rows and move this pointer.</summary>
    public required long WorldId { get; set; }

    /// <summary>Raised by every committed write, never lowered.</summary>
    public required long Revision { get; set; }

    /// <summary>Content of the document that the world returns to on reset.</summary>
    public required string Origin { get; init; }
}

/// <summary>What a world document says of the whole world; one row for each <c>WorldId</c>.</summary>
public sealed class WorldState
{
    /// <summary>The document's name, which outlives copies into worlds of other names.</summary>
    public required string DocumentName { get; init; }

    /// <summary>IANA name of the server's zone.</summary>
    public required string TimeZone { get; init; }

    public required WorldSettings Settings { get; init; }

    public required ClockMode ClockMode { get; set; }

    public required long ClockValue { get; set; }
}
