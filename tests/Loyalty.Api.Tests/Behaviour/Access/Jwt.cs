using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests.Behaviour.Access;

/// <summary>A token taken apart and put together by hand, as an attacker would.</summary>
internal sealed record Jwt(JsonObject Head, JsonObject Claims, string Signature)
{
    public static Jwt Read(string token)
    {
        var parts = token.Split('.');
        Assert.Equal(3, parts.Length);
        return new Jwt(Object(parts[0]), Object(parts[1]), parts[2]);
    }

    public override string ToString() => $"{Signed}.{Signature}";

    private string Signed => $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(Head))}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(Claims))}";

    /// <summary>The same token with something else in its payload and the signature that it had.</summary>
    public Jwt Claiming(string name, JsonNode? value)
    {
        var claims = (JsonObject)Claims.DeepClone();
        claims[name] = value;
        return this with { Claims = claims };
    }

    public Jwt Headed(string algorithm)
    {
        var head = (JsonObject)Head.DeepClone();
        head["alg"] = algorithm;
        return this with { Head = head };
    }

    public Jwt SignedBy(RSA key) =>
        this with { Signature = Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(Signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)) };

    public Jwt HashedWith(byte[] key) => this with { Signature = Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(Signed))) };

    /// <summary>The key pair that the installation keeps in its store; it is there once a token was asked for.</summary>
    public static RSA KeyOf(EmulatorApp app)
    {
        using var db = app.Services.GetRequiredService<IDbContextFactory<LoyaltyContext>>().CreateDbContext();
        var key = RSA.Create();
        key.ImportPkcs8PrivateKey(db.SigningKeys.Single().Pkcs8, out _);
        return key;
    }

    private static JsonObject Object(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();
}
