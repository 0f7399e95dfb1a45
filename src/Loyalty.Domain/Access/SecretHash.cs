using System.Security.Cryptography;
using System.Text;

namespace Loyalty.Domain.Access;

/// <summary>Hashes of secrets. Only the hash of a secret is stored.</summary>
public static class SecretHash
{
    public const int SaltBytes = 16;

    private static readonly byte[] UnknownCredential = new byte[SHA256.HashSizeInBytes + SaltBytes];

    /// <summary>The SHA-256 hash of salt and secret, then the salt. The hashes of older stores have no salt.</summary>
    public static byte[] Of(string secret, ReadOnlySpan<byte> salt) => [.. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(secret)]), .. salt];

    /// <summary>True if the credential exists and has this secret. The check takes the same time if there is no credential, so that timing does not reveal which names exist.</summary>
    public static bool Matches(Credential? credential, string secret)
    {
        var stored = credential?.SecretHash ?? UnknownCredential;
        var isEqual = CryptographicOperations.FixedTimeEquals(Of(secret, stored.AsSpan(SHA256.HashSizeInBytes)), stored);
        return isEqual && credential is not null;
    }

    /// <summary>What a till sends instead of its password: the MD5 hash in lower-case hex (docs/contract/access.md 1.2).</summary>
    public static string Md5Hex(string password) =>
#pragma warning disable CA5351 // The vendor's protocol prescribes MD5; the emulator does not rely on it for security.
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5351
}
