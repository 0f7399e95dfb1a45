namespace Loyalty.Domain.Access;

/// <summary>An organisation, a tenant of the vendor. A world has one org, or one parent org with its child orgs.</summary>
public sealed class Org
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public long? ParentId { get; init; }
}
