namespace Loyalty.Domain.Access;

/// <summary>The installation's key pair for tokens; one, kept so that tokens survive a restart.</summary>
public sealed class SigningKey
{
    /// <summary>The name in the documented token header.</summary>
    public const string OnlyId = "k1";

    public required string Id { get; init; }

    public required byte[] Pkcs8 { get; init; }
}
