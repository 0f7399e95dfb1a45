namespace Loyalty.Domain.Promotions;

/// <summary>A loyalty program, which owns promotions.</summary>
public sealed class LoyaltyProgram : IOrgOwned
{
    public required long Id { get; init; }

    public required long OrgId { get; init; }

    public required string Name { get; init; }
}
