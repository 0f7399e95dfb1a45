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

    public static string BasicHeader(string username, string password) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{SecretHash.Md5Hex(password)}"));

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

    private static Credential New(CredentialKind kind, string name, string worldName, string secret) => new()
    {
        Kind = kind,
        Name = name,
        WorldName = worldName,
        SecretHash = Domain.Access.SecretHash.Of(secret),
    };
}
