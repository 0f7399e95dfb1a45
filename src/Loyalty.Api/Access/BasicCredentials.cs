using System.Text;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Access;

namespace Loyalty.Api.Access;

/// <summary>Basic authentication of tills: base64 of <c>till:md5hex(password)</c>, with the hashed password only (docs/contract/access.md 1.2).</summary>
public sealed class BasicCredentials(CredentialDirectory directory, VerifiedHeaders verified)
{
    private const string Scheme = "Basic ";
    private const string Whitespace = " \t\r\n";
    private const int MaxHeaderLength = 4096;

    public (Credential? Credential, string? Refusal) Read(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        if (header.Count > 1)
        {
            return (null, AuthenticationFailure.Repeated);
        }

        var text = header.Count == 1 ? header[0] : null;
        if (string.IsNullOrEmpty(text))
        {
            return (null, AuthenticationFailure.NoHeader);
        }

        if (verified.Find(text) is { } known)
        {
            return (known, null);
        }

        var read = Verify(text);
        if (read.Credential is { } credential)
        {
            verified.Add(text, credential);
        }

        return read;
    }

    private (Credential? Credential, string? Refusal) Verify(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, AuthenticationFailure.NotBasic);
        }

        // The framework's decoder would ignore whitespace.
        var value = text.AsSpan(Scheme.Length).Trim();
        if (value.ContainsAny(Whitespace))
        {
            return (null, AuthenticationFailure.Whitespace);
        }

        Span<byte> bytes = stackalloc byte[MaxHeaderLength];
        if (text.Length > MaxHeaderLength || !Convert.TryFromBase64Chars(value, bytes, out var length))
        {
            return (null, AuthenticationFailure.NotBase64);
        }

        var pair = Encoding.UTF8.GetString(bytes[..length]);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (null, AuthenticationFailure.NoColon) : Check(pair[..colon], pair[(colon + 1)..]);
    }

    private (Credential? Credential, string? Refusal) Check(string username, string hash)
    {
        var credential = directory.Find(CredentialKind.Till, username);
        if (SecretHash.Matches(credential, hash.ToLowerInvariant()))
        {
            return (credential, null);
        }

        // Computed for an unknown till, too, so that the time of a refusal does not reveal which tills exist.
        var isPlain = SecretHash.Matches(credential, SecretHash.Md5Hex(hash));
        return (null, credential is null ? AuthenticationFailure.UnknownTill : isPlain ? AuthenticationFailure.PlainPassword : AuthenticationFailure.WrongHash);
    }
}
