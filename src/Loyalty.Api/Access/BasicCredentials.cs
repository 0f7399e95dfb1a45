using System.Text;
using Loyalty.Domain.Access;

namespace Loyalty.Api.Access;

/// <summary>Why a request belongs to nobody; the words are for the log, never for the answer.</summary>
public static partial class Refusals
{
    public const string NoHeader = "no Authorization header";
    public const string NotBasic = "the Authorization scheme is not Basic";
    public const string NotBase64 = "the Basic value is not base64";
    public const string Blank = "the Basic value has a blank in it";
    public const string NoColon = "the Basic value has no colon between user and hash";
    public const string UnknownTill = "unknown till";
    public const string PlainPassword = "the password was sent in plain, not as the hex MD5";
    public const string WrongHash = "wrong password hash";
    public const string Repeated = "more than one Authorization header";
    public const string WorldGone = "the world of the till or client is gone";
    public const string EmptyToken = "the token header is empty";
    public const string RepeatedToken = "more than one token header";
    public const string UnknownToken = "not a token of this installation";
    public const string ClientGone = "the token's client is gone";
    public const string Expired = "token expired";
    public const string MalformedTokenRequest = "malformed token request";
    public const string UnknownClient = "unknown client";
    public const string WrongSecret = "wrong client secret";

    [LoggerMessage(LogLevel.Warning, "Authentication failed: {Reason}")]
    public static partial void Log(ILogger logger, string reason);
}

/// <summary>Basic authentication of tills: base64 of <c>till:md5hex(password)</c>, the hashed form only (access.md 1.2).</summary>
public static class BasicCredentials
{
    private const string Scheme = "Basic ";
    private const string Blanks = " \t\r\n";
    private const int LongestHeader = 4096;

    public static (Credential? Credential, string? Refusal) Read(CredentialDirectory directory, HttpRequest request)
    {
        var header = request.Headers.Authorization;
        if (header.Count > 1)
        {
            return (null, Refusals.Repeated);
        }

        var text = header.Count == 1 ? header[0] : null;
        if (string.IsNullOrEmpty(text))
        {
            return (null, Refusals.NoHeader);
        }

        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, Refusals.NotBasic);
        }

        // The framework's decoder would overlook it.
        var value = text.AsSpan(Scheme.Length).Trim();
        if (value.ContainsAny(Blanks))
        {
            return (null, Refusals.Blank);
        }

        Span<byte> bytes = stackalloc byte[LongestHeader];
        if (text.Length > LongestHeader || !Convert.TryFromBase64Chars(value, bytes, out var length))
        {
            return (null, Refusals.NotBase64);
        }

        var pair = Encoding.UTF8.GetString(bytes[..length]);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (null, Refusals.NoColon) : Check(directory, pair[..colon], pair[(colon + 1)..]);
    }

    private static (Credential? Credential, string? Refusal) Check(CredentialDirectory directory, string username, string hash)
    {
        var credential = directory.Find(CredentialKind.Till, username);
        if (CredentialDirectory.Proves(credential, hash.ToLowerInvariant()))
        {
            return (credential, null);
        }

        return (null, credential is null
            ? Refusals.UnknownTill
            : CredentialDirectory.Proves(credential, CredentialDirectory.HashedPassword(hash)) ? Refusals.PlainPassword : Refusals.WrongHash);
    }
}
