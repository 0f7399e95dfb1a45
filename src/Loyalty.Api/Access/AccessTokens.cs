using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Access;
using Loyalty.Store.Database;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Loyalty.Api.Access;

/// <summary>Issues and verifies access tokens. The installation's key pair is created on first use and stored.</summary>
public sealed class AccessTokens(IStoreDatabase database) : IDisposable
{
    private const string Issuer = "Capillary";
    private const int KeyBits = 2048;
    private const int TokenIdPartBytes = 8;

    /// <summary>Maximum number of verified tokens in the cache. A full cache is cleared.</summary>
    private const int MaxVerified = 10_000;

    /// <summary>Lazy, because most starts need no token, and loading the library takes a noticeable part of a start.</summary>
    private readonly Lazy<JsonWebTokenHandler> _handler = new(static () => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false });
    private readonly ConcurrentDictionary<string, ReadToken> _verified = new(StringComparer.Ordinal);
    private readonly Lock _keyLock = new();
    private RSA? _key;

    public (string Text, int Seconds) Issue(WorldView world, Credential credential)
    {
        var clientKey = credential.Name;
        var numberedClient = world.Clients.Select((client, index) => (Client: client, Number: index + 1)).FirstOrDefault(entry => entry.Client.Key.Equals(clientKey, StringComparison.Ordinal));
        var seconds = numberedClient.Client?.TokenSeconds ?? OAuthClient.DefaultTokenSeconds;
        var principal = world.PrincipalOf(CredentialKind.OAuthClient, clientKey);
        var issued = world.Now / 1000;
        var text = _handler.Value.CreateToken(new SecurityTokenDescriptor
        {
            SigningCredentials = new SigningCredentials(SecurityKey(), SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["iss"] = Issuer,
                ["exp"] = issued + seconds,
                ["jti"] = TokenId(credential, RandomNumberGenerator.GetBytes(TokenIdPartBytes)),
                ["iat"] = issued,
                ["sub"] = numberedClient.Client?.Name ?? clientKey,
                ["client_id"] = numberedClient.Number,
                ["org_id"] = principal.Org.Id,
                ["token_use"] = "token_access",
                ["client_key"] = clientKey,
                ["default_till"] = 1,
                ["has_psi_access"] = false,
                ["scopes"] = "[]",
            },
        });
        return (text, seconds);
    }

    /// <summary>Returns null for a token that this installation did not sign. Expiry is not checked here, because it depends on the world's clock.</summary>
    public ReadToken? Read(string text)
    {
        if (_verified.TryGetValue(text, out var verified))
        {
            return verified;
        }

        // Completes synchronously, because the key is in memory.
        var result = _handler.Value.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidateAudience = false,
            ValidateLifetime = false,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            IssuerSigningKey = SecurityKey(),
        }).GetAwaiter().GetResult();
        if (!result.IsValid
            || result.SecurityToken is not JsonWebToken token
            || !token.TryGetPayloadValue<string>("client_key", out var client)
            || !token.TryGetPayloadValue<string>("jti", out var id)
            || !token.TryGetPayloadValue<long>("exp", out var expires))
        {
            return null;
        }

        if (_verified.Count >= MaxVerified)
        {
            _verified.Clear();
        }

        return _verified[text] = new ReadToken(client, expires * 1000, id);
    }

    /// <summary>Returns false if the token was issued to an earlier client with the same key.</summary>
    public static bool BelongsTo(ReadToken token, Credential credential) =>
        token.Id.Length == 4 * TokenIdPartBytes
        && token.Id.All(char.IsAsciiHexDigitLower)
        && token.Id.Equals(TokenId(credential, Convert.FromHexString(token.Id.AsSpan(0, 2 * TokenIdPartBytes))), StringComparison.Ordinal);

    /// <summary>
    /// Random bytes followed by their HMAC, keyed with the client's secret hash. The id binds the token to the client, because the vendor's claims name no
    /// world. The salt of the hash makes a client that is created again another client.
    /// </summary>
    private static string TokenId(Credential credential, byte[] random) =>
        Convert.ToHexStringLower([.. random, .. HMACSHA256.HashData(credential.SecretHash, random).AsSpan(0, TokenIdPartBytes)]);

    public void Dispose() => _key?.Dispose();

    private RsaSecurityKey SecurityKey() => new(Key()) { KeyId = SigningKey.FixedId };

    private RSA Key()
    {
        lock (_keyLock)
        {
            return _key ??= LoadOrCreate();
        }
    }

    private RSA LoadOrCreate()
    {
        using var commands = RowCommands.Open(database);
        var key = RSA.Create(KeyBits);
        if (commands.Read<SigningKey>(0) is [{ } storedKey])
        {
            key.ImportPkcs8PrivateKey(storedKey.Pkcs8, out _);
            return key;
        }

        try
        {
            commands.Insert(new SigningKey { Id = SigningKey.FixedId, Pkcs8 = key.ExportPkcs8PrivateKey() }, 0);
            return key;
        }
        catch (DbException exception) when (database.IsFull(exception))
        {
            key.Dispose();
            throw new StoreFullException();
        }
    }
}

/// <summary>The claims of a token with a valid signature; <paramref name="ExpiresAt"/> is in epoch milliseconds.</summary>
public sealed record ReadToken(string ClientKey, long ExpiresAt, string Id);
