namespace Loyalty.Domain.Access;

/// <summary>The installation's only key pair, which signs tokens. It is stored so that tokens stay valid after a restart.</summary>
public sealed class SigningKey
{
    /// <summary>The key id (<c>kid</c>) in the documented token header.</summary>
    public const string FixedId = "k1";

    public required string Id { get; init; }

    public required byte[] Pkcs8 { get; init; }
}
