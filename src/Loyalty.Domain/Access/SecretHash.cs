using System.Security.Cryptography;
using System.Text;

namespace Loyalty.Domain.Access;

/// <summary>Hashes of secrets. Only the hash of a secret is stored.</summary>
public static class SecretHash
{
    private static readonly byte[] UnknownCredential = new byte[SHA256.HashSizeInBytes];

    public static byte[] Of(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>True if the credential exists and has this secret. The check takes the same time if there is no credential, so that timing does not reveal which names exist.</summary>
    public static bool Matches(Credential? credential, string secret)
    {
        var isEqual = CryptographicOperations.FixedTimeEquals(Of(secret), credential?.SecretHash ?? UnknownCredential);
        return isEqual && credential is not null;
    }

    /// <summary>What a till sends instead of its password: the MD5 hash in lower-case hex (docs/contract/access.md 1.2).</summary>
    public static string Md5Hex(string password) =>
#pragma warning disable CA5351 // The vendor's protocol prescribes MD5; the emulator does not rely on it for security.
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5351
}
