using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Domain.Access;
using Loyalty.Store.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests.Behaviour.Access;

/// <summary>The parts of a token, which tests change and sign as an attacker would.</summary>
internal sealed record Jwt(JsonObject Header, JsonObject Claims, string Signature)
{
    public static Jwt Read(string token)
    {
        var parts = token.Split('.');
        Assert.Equal(3, parts.Length);
        return new Jwt(ParsePart(parts[0]), ParsePart(parts[1]), parts[2]);
    }

    public override string ToString() => $"{SigningInput}.{Signature}";

    private string SigningInput => $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(Header))}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(Claims))}";

    /// <summary>The token with another value of a claim and its old signature.</summary>
    public Jwt WithClaim(string name, JsonNode? value)
    {
        var claims = (JsonObject)Claims.DeepClone();
        claims[name] = value;
        return this with { Claims = claims };
    }

    public Jwt WithAlgorithm(string algorithm)
    {
        var header = (JsonObject)Header.DeepClone();
        header["alg"] = algorithm;
        return this with { Header = header };
    }

    public Jwt SignedWith(RSA key) =>
        this with { Signature = Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(SigningInput), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)) };

    public Jwt SignedWithHmac(byte[] key) => this with { Signature = Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(SigningInput))) };

    /// <summary>The installation's key pair. It exists from the first token request on.</summary>
    public static RSA SigningKeyOf(EmulatorApp app)
    {
        using var commands = RowCommands.Open(app.Services.GetRequiredService<IStoreDatabase>());
        var key = RSA.Create();
        key.ImportPkcs8PrivateKey(commands.Read<SigningKey>(0).Single().Pkcs8, out _);
        return key;
    }

    private static JsonObject ParsePart(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();
}
