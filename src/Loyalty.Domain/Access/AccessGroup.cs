namespace Loyalty.Domain.Access;

/// <summary>What an access group allows on a resource: <see cref="Read"/> allows GET requests, <see cref="Write"/> allows all methods.</summary>
public enum Permission
{
    None,
    Read,
    Write,
}

/// <summary>The resources that emulated operations require a permission for (docs/contract/access.md 1.5).</summary>
public static class Resources
{
    public const string Customer = "Customer";
    public const string TargetLoyalty = "Target Loyalty";
}

/// <summary>The permissions of tills and OAuth clients by resource. An org with access groups has exactly one default group.</summary>
public sealed class AccessGroup : IOrgOwned
{
    public required long OrgId { get; init; }

    public required string Name { get; init; }

    public required bool IsDefault { get; init; }

    /// <summary>The permission for resources that <see cref="Permissions"/> does not list.</summary>
    public required Permission OtherResources { get; init; }

    public required IReadOnlyDictionary<string, Permission> Permissions { get; init; }

    public bool Allows(string resource, Permission required) => Permissions.GetValueOrDefault(resource, OtherResources) >= required;
}
