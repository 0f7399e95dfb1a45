using System.Collections.Concurrent;
using Loyalty.Domain.Access;

namespace Loyalty.Api.Worlds;

/// <summary>The tills and clients of the installation, each with its world. They are in memory, so that a look-up runs no SQL.</summary>
public sealed class CredentialDirectory
{
    private readonly ConcurrentDictionary<(CredentialKind Kind, string Name), Credential> _credentials = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<Credential>> _worlds = new(StringComparer.Ordinal);

    /// <summary>Adds the credentials of a world, which has none yet.</summary>
    public void AddWorld(string worldName, IReadOnlyList<Credential> credentials)
    {
        foreach (var credential in credentials)
        {
            _credentials[(credential.Kind, credential.Name)] = credential;
        }

        _worlds[worldName] = credentials;
    }

    public void RemoveWorld(string worldName)
    {
        foreach (var credential in _worlds.TryRemove(worldName, out var credentials) ? credentials : [])
        {
            _credentials.TryRemove((credential.Kind, credential.Name), out _);
        }
    }

    public Credential? Find(CredentialKind kind, string name) => _credentials.GetValueOrDefault((kind, name));

    /// <summary>The tills that can authenticate in a world. Tills without a password are not included.</summary>
    public IEnumerable<string> TillsOf(string worldName) => _worlds.GetValueOrDefault(worldName, [])
        .Where(credential => credential.Kind == CredentialKind.Till)
        .Select(credential => credential.Name)
        .Order(StringComparer.Ordinal);
}
