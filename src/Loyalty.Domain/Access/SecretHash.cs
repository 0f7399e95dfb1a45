using System.Security.Cryptography;
using System.Text;

namespace Loyalty.Domain.Access;

/// <summary>Hashes of secrets. Only the hash of a secret is stored.</summary>
public static class SecretHash
{
    private static readonly byte[] OfNobody = new byte[SHA256.HashSizeInBytes];

    public static byte[] Of(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Whether a credential exists and has this secret. The check takes the same time for a credential that does not exist.</summary>
    public static bool Matches(Credential? credential, string secret)
    {
        var equal = CryptographicOperations.FixedTimeEquals(Of(secret), credential?.SecretHash ?? OfNobody);
        return equal && credential is not null;
    }

    /// <summary>What a till sends instead of its password: the MD5 in lower-case hex (docs/contract/access.md 1.2).</summary>
    public static string Md5Hex(string password) =>
#pragma warning disable CA5351 // The vendor's protocol prescribes MD5; it protects nothing here.
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5351
}
