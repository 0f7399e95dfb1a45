using System.Collections.Concurrent;
using System.Security.Cryptography;
using Loyalty.Api.Emulator;
using Loyalty.Domain.Access;
using Loyalty.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Loyalty.Api.Access;

/// <summary>Signs access tokens and reads them back. The one key pair is made on first use and kept in the store.</summary>
public sealed class Tokens(IDbContextFactory<LoyaltyContext> contexts) : IDisposable
{
    private const string Issuer = "Capillary";
    private const int KeyBits = 2048;
    private const int MarkBytes = 8;

    /// <summary>Signatures already verified; forgotten together when there are too many.</summary>
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
        var caller = world.CallerOf(CredentialKind.OAuthClient, clientKey);
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
                ["org_id"] = caller.Org.Id,
                ["token_use"] = "token_access",
                ["client_key"] = clientKey,
                ["default_till"] = 1,
                ["has_psi_access"] = false,
                ["scopes"] = "[]",
            },
        });
        return (text, seconds);
    }

    /// <summary>Null for anything that this installation did not sign; expiry is the caller's to judge, by the world's clock.</summary>
    public ReadToken? Read(string text)
    {
        if (_verified.TryGetValue(text, out var known))
        {
            return known;
        }

        // Synchronous underneath: the key is at hand and nothing is fetched.
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

    /// <summary>False for a token of a client that is gone and whose key another world has taken since.</summary>
    public static bool IsOf(ReadToken token, Credential credential) =>
        token.Id.Length == 4 * MarkBytes
        && token.Id.All(char.IsAsciiHexDigitLower)
        && token.Id.Equals(Mark(credential, Convert.FromHexString(token.Id.AsSpan(0, 2 * MarkBytes))), StringComparison.Ordinal);

    /// <summary>Random bytes, then what only the client's secret makes of them: the vendor's claims have no room for a world.</summary>
    private static string Mark(Credential credential, byte[] random) =>
        Convert.ToHexStringLower([.. random, .. HMACSHA256.HashData(credential.Proof, random).AsSpan(0, MarkBytes)]);

    public void Dispose() => _key?.Dispose();

    private RsaSecurityKey SecurityKey() => new(Key()) { KeyId = SigningKey.OnlyId };

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
        if (db.SigningKeys.SingleOrDefault(kept => kept.Id == SigningKey.OnlyId) is { } known)
        {
            key.ImportPkcs8PrivateKey(known.Pkcs8, out _);
            return key;
        }

        db.SigningKeys.Add(new SigningKey { Id = SigningKey.OnlyId, Pkcs8 = key.ExportPkcs8PrivateKey() });
        db.SaveChanges();
        return key;
    }
}

/// <summary>What a token says once its signature holds.</summary>
public sealed record ReadToken(string ClientKey, long ExpiresAt, string Id);
