using System.Collections.Concurrent;
using System.Security.Cryptography;
using Loyalty.Api.Access;
using Loyalty.Domain.Access;
using Loyalty.Domain.Emulator;
using Loyalty.Store;
using Loyalty.Store.Emulator;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Api.Emulator;

/// <summary>Every world of the installation: what the store keeps, and the views that requests read.</summary>
public sealed class Worlds(
    IDbContextFactory<LoyaltyContext> contexts, CredentialDirectory directory, EmulatorOptions options, TimeProvider machine) : IDisposable
{
    private readonly ConcurrentDictionary<string, WorldView> _views = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1);
    private long _lastWorldId;

    public IEnumerable<WorldView> All => _views.Values.OrderBy(view => view.Name, StringComparer.Ordinal);

    public Caller? CallerOf(Credential credential) =>
        _views.GetValueOrDefault(credential.WorldName)?.CallerOf(credential.Kind, credential.Name);

    public WorldView? Find(string name) => _views.GetValueOrDefault(name);

    /// <summary>Reads what the store holds, at start.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        _lastWorldId = await db.WorldStates.IgnoreQueryFilters().MaxAsync(state => (long?)EF.Property<long>(state, LoyaltyContext.WorldKey), cancellation) ?? 0;
        foreach (var credential in await db.Credentials.ToListAsync(cancellation))
        {
            directory.Add(credential);
        }

        foreach (var world in await db.Worlds.ToListAsync(cancellation))
        {
            await ViewAsync(db, world, cancellation);
        }
    }

    /// <summary>Makes a world of a document; its tills and clients get in with the secrets that the document gives.</summary>
    public async Task<WorldView> CreateAsync(string name, WorldDocument document, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var worldId = ++_lastWorldId;
            await WorldRows.LoadAsync(db, document, worldId, WorldClock.MachineNow(machine), cancellation);

            var origin = WorldDocumentJson.Write(document.WithoutSecrets());
            var hash = Convert.ToHexStringLower(SHA256.HashData(origin));
            if (!await db.KeptDocuments.AnyAsync(kept => kept.Hash == hash, cancellation))
            {
                db.KeptDocuments.Add(new KeptDocument { Hash = hash, Body = origin });
            }

            var world = new World { Name = name, WorldId = worldId, Revision = 1, Origin = hash };
            db.Worlds.Add(world);
            var credentials = CredentialsOf(name, document).ToList();
            db.Credentials.AddRange(credentials);
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);

            var view = await ViewAsync(db, world, cancellation);
            credentials.ForEach(directory.Add);
            return view;
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private static IEnumerable<Credential> CredentialsOf(string worldName, WorldDocument document)
    {
        foreach (var org in document.Orgs)
        {
            foreach (var till in org.Tills ?? [])
            {
                var hash = till.PasswordMd5?.ToLowerInvariant() ?? (till.Password is { } password ? CredentialDirectory.HashedPassword(password) : null);
                if (hash is not null)
                {
                    yield return NewCredential(CredentialKind.Till, till.Username, hash);
                }
            }

            foreach (var client in org.OauthClients ?? [])
            {
                if (client.Secret is { } secret)
                {
                    yield return NewCredential(CredentialKind.OAuthClient, client.Key, secret);
                }
            }
        }

        Credential NewCredential(CredentialKind kind, string name, string secret) => new()
        {
            Kind = kind,
            Name = name,
            WorldName = worldName,
            Proof = CredentialDirectory.ProofOf(secret),
        };
    }

    private async Task<WorldView> ViewAsync(LoyaltyContext db, World world, CancellationToken cancellation)
    {
        db.Enter(world.WorldId, 0);
        var state = await db.WorldStates.SingleAsync(cancellation);
        var principals = new WorldPrincipals(
            await db.Orgs.ToListAsync(cancellation),
            await db.AccessGroups.IgnoreQueryFilters([LoyaltyContext.OrgFilter]).ToListAsync(cancellation),
            await db.Tills.IgnoreQueryFilters([LoyaltyContext.OrgFilter]).ToListAsync(cancellation),
            await db.OAuthClients.IgnoreQueryFilters([LoyaltyContext.OrgFilter]).ToListAsync(cancellation));
        var view = new WorldView(world, state, options.WorldDefaults, machine, principals);
        _views[world.Name] = view;
        return view;
    }
}
