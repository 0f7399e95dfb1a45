namespace Loyalty.Api.Access;

/// <summary>Why authentication failed. The texts are for the log and the journal, never for the answer.</summary>
public static partial class AuthenticationFailure
{
    public const string NoHeader = "no Authorization header";
    public const string NotBasic = "the Authorization scheme is not Basic";
    public const string NotBase64 = "the Basic value is not base64";
    public const string Whitespace = "the Basic value contains whitespace";
    public const string NoColon = "the Basic value has no colon between user and hash";
    public const string UnknownTill = "unknown till";
    public const string PlainPassword = "the password was sent in plain text instead of its MD5 hash in hex";
    public const string WrongHash = "wrong password hash";
    public const string Repeated = "more than one Authorization header";
    public const string WorldDeleted = "the world of the till or client was deleted";
    public const string EmptyToken = "the token header is empty";
    public const string RepeatedToken = "more than one token header";
    public const string UnknownToken = "the token was not issued by this installation";
    public const string ClientDeleted = "the client of the token was deleted";
    public const string Expired = "token expired";
    public const string MalformedTokenRequest = "malformed token request";
    public const string UnknownClient = "unknown client";
    public const string WrongSecret = "wrong client secret";

    [LoggerMessage(LogLevel.Warning, "Authentication failed: {Reason}")]
    public static partial void Log(ILogger logger, string reason);
}
