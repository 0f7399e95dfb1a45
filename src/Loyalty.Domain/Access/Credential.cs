namespace Loyalty.Domain.Access;

public enum CredentialKind
{
    Till,
    OAuthClient,
}

/// <summary>
/// The secret hash of a till or OAuth client. Credentials belong to the installation, not to the world document: names are unique
/// across worlds, and replacing a world's document does not change them.
/// </summary>
public sealed class Credential
{
    public required CredentialKind Kind { get; init; }

    public required string Name { get; init; }

    public required string WorldName { get; init; }

    /// <summary>The <see cref="Access.SecretHash"/> of what the caller sends: the MD5 hash of a till's password, or the secret of an OAuth client.</summary>
    public required byte[] SecretHash { get; init; }
}
