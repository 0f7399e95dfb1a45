namespace Loyalty.Domain.Access;

/// <summary>How much of a resource an access group opens: reads are GET, every other method writes.</summary>
public enum Permission
{
    None,
    Read,
    Write,
}

/// <summary>The resources that emulated operations ask for (docs/contract/access.md 1.5).</summary>
public static class Resources
{
    public const string Customer = "Customer";
    public const string TargetLoyalty = "Target Loyalty";
}

/// <summary>A set of resources with a permission each; an org has one default group.</summary>
public sealed class AccessGroup : IOrgOwned
{
    public required long OrgId { get; init; }

    public required string Name { get; init; }

    public required bool IsDefault { get; init; }

    /// <summary>What a resource that <see cref="Permissions"/> does not name gets.</summary>
    public required Permission OtherResources { get; init; }

    public required IReadOnlyDictionary<string, Permission> Permissions { get; init; }

    public bool Allows(string resource, Permission needed) => Permissions.GetValueOrDefault(resource, OtherResources) >= needed;
}
