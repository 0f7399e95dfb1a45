using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Loyalty.Domain.Access;

namespace Loyalty.Api.Access;

/// <summary>Every till and client of the installation, in memory: looking one up costs no statement.</summary>
public sealed class CredentialDirectory
{
    private static readonly byte[] NobodysProof = new byte[SHA256.HashSizeInBytes];

    private readonly ConcurrentDictionary<(CredentialKind Kind, string Name), Credential> _known = new();

    public void Add(Credential credential) => _known[(credential.Kind, credential.Name)] = credential;

    public void RemoveWorld(string worldName)
    {
        foreach (var (key, credential) in _known)
        {
            if (string.Equals(credential.WorldName, worldName, StringComparison.Ordinal))
            {
                _known.TryRemove(key, out _);
            }
        }
    }

    public Credential? Find(CredentialKind kind, string name) => _known.GetValueOrDefault((kind, name));

    /// <summary>The names that let into a world as its tills; what its document says of tills is another matter.</summary>
    public IEnumerable<string> TillsOf(string worldName) => _known.Values
        .Where(credential => credential.Kind == CredentialKind.Till && credential.WorldName.Equals(worldName, StringComparison.Ordinal))
        .Select(credential => credential.Name)
        .Order(StringComparer.Ordinal);

    /// <summary>Takes the same time for a name that nobody has.</summary>
    public static bool Proves(Credential? credential, string secret)
    {
        var equal = CryptographicOperations.FixedTimeEquals(ProofOf(secret), credential?.Proof ?? NobodysProof);
        return equal && credential is not null;
    }

    public static byte[] ProofOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The vendor's scheme, not ours: a till sends the MD5 of its password in hex (access.md 1.2).</summary>
    public static string HashedPassword(string password) =>
#pragma warning disable CA5351 // The vendor's protocol names MD5; it protects nothing here.
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5351
}
