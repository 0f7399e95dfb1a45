using Loyalty.Domain.Access;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Access;

internal static class AccessConfiguration
{
    public static void Apply(LoyaltyContext context, ModelBuilder modelBuilder)
    {
        context.Map<Org>(modelBuilder);

        var groups = context.Map<AccessGroup>(modelBuilder);
        groups.Property(group => group.OtherResources).HasWireName();
        groups.Property(group => group.Permissions).HasJson(ColumnJson.Default.IReadOnlyDictionaryStringPermission);

        context.Map<Till>(modelBuilder);
        context.Map<OAuthClient>(modelBuilder);

        context.Map<SigningKey>(modelBuilder);

        var credentials = context.Map<Credential>(modelBuilder);
        credentials.Property(credential => credential.Kind).HasWireName();
        credentials.HasIndex(credential => credential.WorldName);
    }
}
