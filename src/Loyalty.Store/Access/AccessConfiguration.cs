using Loyalty.Domain.Access;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Access;

internal static class AccessConfiguration
{
    public static void Apply(LoyaltyContext context, ModelBuilder modelBuilder)
    {
        context.MapWorldRows<Org>(modelBuilder, nameof(Org.Id));

        var groups = context.MapWorldRows<AccessGroup>(modelBuilder, nameof(AccessGroup.OrgId), nameof(AccessGroup.Name));
        groups.Property(group => group.OtherResources).HasWireName();
        groups.Property(group => group.Permissions).HasJson(ColumnJson.Default.IReadOnlyDictionaryStringPermission);

        context.MapWorldRows<Till>(modelBuilder, nameof(Till.Username));
        context.MapWorldRows<OAuthClient>(modelBuilder, nameof(OAuthClient.Key));

        modelBuilder.Entity<SigningKey>().HasKey(key => key.Id);

        var credentials = modelBuilder.Entity<Credential>();
        credentials.HasKey(credential => new { credential.Kind, credential.Name });
        credentials.Property(credential => credential.Kind).HasWireName();
        credentials.HasIndex(credential => credential.WorldName);
    }
}
