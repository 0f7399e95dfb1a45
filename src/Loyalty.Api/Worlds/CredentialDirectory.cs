using System.Collections.Concurrent;
using Loyalty.Domain.Access;

namespace Loyalty.Api.Worlds;

/// <summary>The tills and clients of the installation, each with its world. They are in memory, so that a look-up runs no SQL.</summary>
public sealed class CredentialDirectory
{
    private readonly ConcurrentDictionary<(CredentialKind Kind, string Name), Credential> _credentials = new();

    public void Add(Credential credential) => _credentials[(credential.Kind, credential.Name)] = credential;

    public void RemoveWorld(string worldName)
    {
        foreach (var (key, credential) in _credentials)
        {
            if (string.Equals(credential.WorldName, worldName, StringComparison.Ordinal))
            {
                _credentials.TryRemove(key, out _);
            }
        }
    }

    public Credential? Find(CredentialKind kind, string name) => _credentials.GetValueOrDefault((kind, name));

    /// <summary>The tills that can authenticate in a world. Tills without a password are not included.</summary>
    public IEnumerable<string> TillsOf(string worldName) => _credentials.Values
        .Where(credential => credential.Kind == CredentialKind.Till && credential.WorldName.Equals(worldName, StringComparison.Ordinal))
        .Select(credential => credential.Name)
        .Order(StringComparer.Ordinal);
}
