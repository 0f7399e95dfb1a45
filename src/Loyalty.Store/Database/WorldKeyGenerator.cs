using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace Loyalty.Store.Database;

/// <summary>Sets the world id of an added row to the world that the context has entered.</summary>
internal sealed class WorldKeyGenerator : ValueGenerator<long>
{
    public override bool GeneratesTemporaryValues => false;

    public override long Next(EntityEntry entry) => entry.Context is LoyaltyContext { WorldId: > 0 } context
        ? context.WorldId
        : throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} cannot be added before {nameof(LoyaltyContext.Enter)} is called.");
}
