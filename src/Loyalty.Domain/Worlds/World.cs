using Loyalty.Domain.Faults;

namespace Loyalty.Domain.Worlds;

/// <summary>The unit of isolation: a name that refers to the world's current rows.</summary>
public sealed class World
{
    public required string Name { get; init; }

    /// <summary>The key of the world's current rows. Replace, reset and restore load rows under a new id and then change this value.</summary>
    public required long WorldId { get; set; }

    /// <summary>Increases with every write that can change a response.</summary>
    public required long Revision { get; set; }

    /// <summary>Hash of the <see cref="StoredDocument"/> to which a reset returns the world.</summary>
    public required string Origin { get; init; }

    /// <summary>By the machine's clock, not the world's.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Seed of the world's random numbers.</summary>
    public long RandomSeed { get; init; }

    /// <summary>Milliseconds without use after which the world is deleted; null if never.</summary>
    public long? ExpiresAfter { get; init; }

    public IReadOnlyList<FaultRule> Faults { get; set; } = [];
}

/// <summary>The properties of a world document that apply to the whole world; one row for each <c>WorldId</c>.</summary>
public sealed class WorldState
{
    /// <summary>The name in the document. It can differ from the name of the world that the document was loaded into.</summary>
    public required string DocumentName { get; init; }

    /// <summary>IANA name of the server's time zone.</summary>
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

    /// <summary>Hash of the <see cref="StoredDocument"/>.</summary>
    public required string Content { get; set; }

    /// <summary>By the machine's clock, not the world's.</summary>
    public required long CreatedAt { get; set; }
}
