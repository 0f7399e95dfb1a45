using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace Loyalty.Store.Database;

/// <summary>Gives an added row the world that its context has entered.</summary>
internal sealed class WorldKeyGenerator : ValueGenerator<long>
{
    public override bool GeneratesTemporaryValues => false;

    public override long Next(EntityEntry entry) => entry.Context is LoyaltyContext { WorldId: > 0 } context
        ? context.WorldId
        : throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} was added outside of a world; call {nameof(LoyaltyContext.Enter)} first.");
}
