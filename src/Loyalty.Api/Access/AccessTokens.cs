using System.Collections.Concurrent;
using System.Security.Cryptography;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Access;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Loyalty.Api.Access;

/// <summary>Signs access tokens and reads them. The key pair of the installation is created on first use and stored.</summary>
public sealed class AccessTokens(IDbContextFactory<LoyaltyContext> contexts) : IDisposable
{
    private const string Issuer = "Capillary";
    private const int KeyBits = 2048;
    private const int MarkBytes = 8;

    /// <summary>Number of tokens whose verified signature is remembered; beyond it all are forgotten.</summary>
    private const int MostVerified = 10_000;

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly ConcurrentDictionary<string, ReadToken> _verified = new(StringComparer.Ordinal);
    private readonly Lock _making = new();
    private RSA? _key;

    public (string Text, int Seconds) Issue(WorldView world, Credential credential)
    {
        var clientKey = credential.Name;
        var place = world.Clients.Select((client, index) => (Client: client, Number: index + 1)).FirstOrDefault(entry => entry.Client.Key.Equals(clientKey, StringComparison.Ordinal));
        var seconds = place.Client?.TokenSeconds ?? OAuthClient.DefaultTokenSeconds;
        var principal = world.PrincipalOf(CredentialKind.OAuthClient, clientKey);
        var issued = world.Now / 1000;
        var text = _handler.CreateToken(new SecurityTokenDescriptor
        {
            SigningCredentials = new SigningCredentials(SecurityKey(), SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["iss"] = Issuer,
                ["exp"] = issued + seconds,
                ["jti"] = Mark(credential, RandomNumberGenerator.GetBytes(MarkBytes)),
                ["iat"] = issued,
                ["sub"] = place.Client?.Name ?? clientKey,
                ["client_id"] = place.Number,
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

    /// <summary>Null for a text that this installation did not sign. Expiry is not checked here, because it goes by the world's clock.</summary>
    public ReadToken? Read(string text)
    {
        if (_verified.TryGetValue(text, out var known))
        {
            return known;
        }

        // Completes synchronously: the key is in memory and nothing is fetched.
        var result = _handler.ValidateTokenAsync(text, new TokenValidationParameters
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

        if (_verified.Count >= MostVerified)
        {
            _verified.Clear();
        }

        return _verified[text] = new ReadToken(client, expires * 1000, id);
    }

    /// <summary>False if the token was issued to an earlier client with the same key.</summary>
    public static bool BelongsTo(ReadToken token, Credential credential) =>
        token.Id.Length == 4 * MarkBytes
        && token.Id.All(char.IsAsciiHexDigitLower)
        && token.Id.Equals(Mark(credential, Convert.FromHexString(token.Id.AsSpan(0, 2 * MarkBytes))), StringComparison.Ordinal);

    /// <summary>Random bytes and their HMAC under the client's secret hash. It ties the token to the client, because the vendor's claims name no world.</summary>
    private static string Mark(Credential credential, byte[] random) =>
        Convert.ToHexStringLower([.. random, .. HMACSHA256.HashData(credential.SecretHash, random).AsSpan(0, MarkBytes)]);

    public void Dispose() => _key?.Dispose();

    private RsaSecurityKey SecurityKey() => new(Key()) { KeyId = SigningKey.FixedId };

    private RSA Key()
    {
        lock (_making)
        {
            return _key ??= LoadOrMake();
        }
    }

    private RSA LoadOrMake()
    {
        using var db = contexts.CreateDbContext();
        var key = RSA.Create(KeyBits);
        if (db.SigningKeys.SingleOrDefault(stored => stored.Id == SigningKey.FixedId) is { } known)
        {
            key.ImportPkcs8PrivateKey(known.Pkcs8, out _);
            return key;
        }

        db.SigningKeys.Add(new SigningKey { Id = SigningKey.FixedId, Pkcs8 = key.ExportPkcs8PrivateKey() });
        db.SaveChanges();
        return key;
    }
}

/// <summary>The claims of a token with a valid signature; <paramref name="ExpiresAt"/> is in epoch milliseconds.</summary>
public sealed record ReadToken(string ClientKey, long ExpiresAt, string Id);
