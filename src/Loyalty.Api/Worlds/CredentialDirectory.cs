using System.Collections.Concurrent;
using Loyalty.Domain.Access;

namespace Loyalty.Api.Worlds;

/// <summary>The tills and clients of the installation and the world that each belongs to. They are in memory, so a look-up runs no SQL.</summary>
public sealed class CredentialDirectory
{
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

    /// <summary>The tills that can authenticate in a world. A till that the document names without a password is not among them.</summary>
    public IEnumerable<string> TillsOf(string worldName) => _known.Values
        .Where(credential => credential.Kind == CredentialKind.Till && credential.WorldName.Equals(worldName, StringComparison.Ordinal))
        .Select(credential => credential.Name)
        .Order(StringComparer.Ordinal);
}
