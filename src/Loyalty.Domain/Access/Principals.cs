namespace Loyalty.Domain.Access;

/// <summary>A till that a world document names; its password belongs to the installation.</summary>
public sealed class Till : IOrgOwned
{
    public required long OrgId { get; init; }

    public required string Username { get; init; }

    /// <summary>The org's default group where a document is silent.</summary>
    public string? AccessGroup { get; init; }
}

/// <summary>An OAuth client that a world document names; its secret belongs to the installation.</summary>
public sealed class OAuthClient : IOrgOwned
{
    public const int DefaultTokenSeconds = 3600;

    /// <summary>Thirty days, what the vendor grants by ticket.</summary>
    public const int LongestTokenSeconds = 30 * 24 * 60 * 60;

    public required long OrgId { get; init; }

    public required string Key { get; init; }

    public required string Name { get; init; }

    public required int TokenSeconds { get; init; }

    public string? AccessGroup { get; init; }
}
