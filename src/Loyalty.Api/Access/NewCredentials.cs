using System.Security.Cryptography;
using System.Text;
using Loyalty.Domain.Access;
using Loyalty.Store.Access;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Access;

/// <summary>Creates the credentials of a new world, from its document or with random secrets.</summary>
public static class NewCredentials
{
    private const int NameBytes = 6;
    private const int SecretBytes = 16;

    public static string FreshName(string kind) => $"{kind}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes))}";

    public static string FreshSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    public static Credential OfTill(string worldName, string username, string passwordMd5) =>
        New(CredentialKind.Till, username, worldName, passwordMd5.ToLowerInvariant());

    public static Credential OfClient(string worldName, string key, string secret) => New(CredentialKind.OAuthClient, key, worldName, secret);

    public static string BasicHeader(string username, string password) => HashedHeader(username, SecretHash.Md5Hex(password));

    /// <summary>The credentials of the tills and clients in a document. Those without a secret are skipped: they cannot authenticate.</summary>
    public static IEnumerable<Credential> OfDocument(string worldName, WorldDocument document) =>
    [
        .. document.Orgs.SelectMany(org => org.Tills ?? [])
            .Where(till => till.Password is not null || till.PasswordMd5 is not null)
            .Select(till => OfTill(worldName, till.Username, till.PasswordMd5 ?? SecretHash.Md5Hex(till.Password!))),
        .. document.Orgs.SelectMany(org => org.OauthClients ?? [])
            .Where(client => client.Secret is not null)
            .Select(client => OfClient(worldName, client.Key, client.Secret!)),
    ];

    /// <summary>Gives the tills and clients of a document fresh names, and a random secret where the document has none. The till with the name <paramref name="kept"/> stays as it is.</summary>
    public static FreshCredentials WithFreshNames(WorldDocument document, string? kept)
    {
        var tills = new List<DocumentTill>();
        var clients = new List<DocumentClient>();
        OrgDocument[] orgs =
        [
            .. document.Orgs.Select(org => org with
            {
                Tills = org.Tills is null ? null : [.. org.Tills.Select(till => till.Username.Equals(kept, StringComparison.Ordinal) ? till : Fresh(till, tills))],
                OauthClients = org.OauthClients is null ? null : [.. org.OauthClients.Select(client => Fresh(client, clients))],
            }),
        ];
        return new FreshCredentials(document with { Orgs = orgs }, tills, clients);
    }

    /// <summary>Adds a till and a client to the root org of the document. If the document already names one, it stays in its org and access group.</summary>
    public static WorldDocument Named(WorldDocument document, string till, string client)
    {
        TillDocument[] tills = document.Orgs.Any(org => org.Tills?.Any(existing => existing.Username.Equals(till, StringComparison.Ordinal)) is true) ? [] : [new(till)];
        OAuthClientDocument[] clients = document.Orgs.Any(org => org.OauthClients?.Any(existing => existing.Key.Equals(client, StringComparison.Ordinal)) is true) ? [] : [new(client, client)];
        return document with
        {
            Orgs =
            [
                .. document.Orgs.Select(org => org.ParentId is not null ? org : org with
                {
                    Tills = [.. org.Tills ?? [], .. tills],
                    OauthClients = [.. org.OauthClients ?? [], .. clients],
                }),
            ],
        };
    }

    private static TillDocument Fresh(TillDocument till, List<DocumentTill> tills)
    {
        var username = FreshName("till");
        var hash = (till.PasswordMd5 ?? SecretHash.Md5Hex(till.Password ?? FreshSecret())).ToLowerInvariant();
        tills.Add(new DocumentTill(till.Username, username, HashedHeader(username, hash)));
        return till with { Username = username, Password = null, PasswordMd5 = hash };
    }

    private static OAuthClientDocument Fresh(OAuthClientDocument client, List<DocumentClient> clients)
    {
        var fresh = client with { Key = FreshName("client"), Secret = client.Secret ?? FreshSecret() };
        clients.Add(new DocumentClient(client.Key, fresh.Key, fresh.Secret));
        return fresh;
    }

    private static string HashedHeader(string username, string passwordMd5) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{passwordMd5}"));

    private static Credential New(CredentialKind kind, string name, string worldName, string secret) => new()
    {
        Kind = kind,
        Name = name,
        WorldName = worldName,
        SecretHash = Domain.Access.SecretHash.Of(secret, RandomNumberGenerator.GetBytes(Domain.Access.SecretHash.SaltBytes)),
    };
}

/// <summary>A document whose tills and clients have fresh names, and these names.</summary>
public sealed record FreshCredentials(WorldDocument Document, IReadOnlyList<DocumentTill> Tills, IReadOnlyList<DocumentClient> Clients);

/// <summary>A till of a document, its fresh name, and the value of its Authorization header.</summary>
public sealed record DocumentTill(string DocumentUsername, string Username, string Authorization);

/// <summary>A client of a document, its fresh key, and its secret.</summary>
public sealed record DocumentClient(string DocumentKey, string Key, string Secret);
