using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Access;

namespace Loyalty.Api.Access;

/// <summary>
/// Authorization headers that were verified, with their credential. It saves decoding and hashing the same header for each request. It knows accepted
/// headers only, and compares them in constant time under a hash code with a secret seed, so that its timing tells nothing about a secret.
/// </summary>
public sealed class VerifiedHeaders
{
    /// <summary>Maximum number of headers. A full cache is cleared.</summary>
    private const int MaxHeaders = 10_000;

    /// <summary>Maximum length of a header. A longer one is verified each time.</summary>
    private const int MaxLength = 1000;

    private readonly ConcurrentDictionary<string, Credential> _credentials = new(new SecretComparer());
    private readonly CredentialDirectory _directory;
    private int _count;

    public VerifiedHeaders(CredentialDirectory directory, WorldRegistry worlds)
    {
        _directory = directory;
        worlds.Removed += _ => Clear();
    }

    /// <summary>Null for an unknown header, and for one whose credential was deleted or replaced.</summary>
    public Credential? Find(string header) =>
        _credentials.TryGetValue(header, out var credential) && ReferenceEquals(_directory.Find(credential.Kind, credential.Name), credential) ? credential : null;

    public void Add(string header, Credential credential)
    {
        if (header.Length > MaxLength)
        {
            return;
        }

        if (Interlocked.Increment(ref _count) > MaxHeaders)
        {
            Clear();
        }

        _credentials[header] = credential;
    }

    private void Clear()
    {
        _credentials.Clear();
        Interlocked.Exchange(ref _count, 0);
    }

    private sealed class SecretComparer : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(x.AsSpan()), MemoryMarshal.AsBytes(y.AsSpan()));

        /// <summary>The runtime seeds it with random bytes at start.</summary>
        public int GetHashCode(string obj) => StringComparer.Ordinal.GetHashCode(obj);
    }
}
