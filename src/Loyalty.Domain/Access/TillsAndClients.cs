namespace Loyalty.Domain.Access;

/// <summary>A till of a world. Its secret hash is stored in a <see cref="Credential"/>.</summary>
public sealed class Till : IOrgOwned
{
    public required long OrgId { get; init; }

    public required string Username { get; init; }

    /// <summary>Null means the org's default group.</summary>
    public string? AccessGroup { get; init; }
}

/// <summary>An OAuth client of a world. Its secret hash is stored in a <see cref="Credential"/>.</summary>
public sealed class OAuthClient : IOrgOwned
{
    public const int DefaultTokenSeconds = 3600;

    /// <summary>30 days, the longest lifetime that the vendor grants on request (docs/contract/access.md 1.4).</summary>
    public const int MaxTokenSeconds = 30 * 24 * 60 * 60;

    public required long OrgId { get; init; }

    public required string Key { get; init; }

    public required string Name { get; init; }

    public required int TokenSeconds { get; init; }

    /// <inheritdoc cref="Till.AccessGroup"/>
    public string? AccessGroup { get; init; }
}
