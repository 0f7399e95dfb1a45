namespace Loyalty.Domain.Access;

public enum CredentialKind
{
    Till,
    OAuthClient,
}

/// <summary>
/// What lets a till or client in. It belongs to the installation: names are unique across worlds, and replacing a world's
/// document leaves it alone.
/// </summary>
public sealed class Credential
{
    public required CredentialKind Kind { get; init; }

    public required string Name { get; init; }

    public required string WorldName { get; init; }

    /// <summary>SHA-256 of the till's password hash, or of the client's secret.</summary>
    public required byte[] SecretHash { get; init; }
}
