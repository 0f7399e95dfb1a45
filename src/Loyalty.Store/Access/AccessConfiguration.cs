using Loyalty.Domain.Access;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Access;

internal static class AccessConfiguration
{
    public static void Apply(ModelBuilder modelBuilder)
    {
        LoyaltyContext.Map<Org>(modelBuilder);

        var groups = LoyaltyContext.Map<AccessGroup>(modelBuilder);
        groups.Property(group => group.OtherResources).HasWireName();
        groups.Property(group => group.Permissions).HasJson(ColumnJson.Default.IReadOnlyDictionaryStringPermission);

        LoyaltyContext.Map<Till>(modelBuilder);
        LoyaltyContext.Map<OAuthClient>(modelBuilder);

        LoyaltyContext.Map<SigningKey>(modelBuilder);

        var credentials = LoyaltyContext.Map<Credential>(modelBuilder);
        credentials.Property(credential => credential.Kind).HasWireName();
        credentials.HasIndex(credential => credential.WorldName);
    }
}
