namespace Loyalty.Domain.Access;

/// <summary>A tenant of the vendor; a world holds one, or one parent with its child orgs.</summary>
public sealed class Org
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public long? ParentId { get; init; }
}
