using Loyalty.Domain.Faults;

namespace Loyalty.Domain.Worlds;

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

    /// <summary>What chance inside the world starts from.</summary>
    public long RandomSeed { get; init; }

    /// <summary>Milliseconds without use after which the world goes by itself.</summary>
    public long? ExpiresAfter { get; init; }

    public IReadOnlyList<FaultRule> Faults { get; set; } = [];
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

/// <summary>A named state of a world, stored as a document.</summary>
public sealed class Snapshot
{
    public required string WorldName { get; init; }

    public required string Name { get; init; }

    public required string Content { get; set; }

    /// <summary>The machine's time.</summary>
    public required long CreatedAt { get; set; }
}
