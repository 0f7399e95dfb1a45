namespace Loyalty.Api.Families;

/// <summary>Authentication and authorization errors of every operation (docs/contract/access.md 2.2).</summary>
public static class CallerErrors
{
    /// <summary>The code of an expired token; the HTTP status is 401 (docs/contract/access.md 3, row A-4).</summary>
    public const int TokenExpiredCode = 498;

    public static IReadOnlyList<ApiError> All(ApiFamily family) =>
    [
        GenericErrors.Of(family, StatusCodes.Status401Unauthorized), InvalidToken(family), TokenExpired(family, "…"),
        GenericErrors.Of(family, StatusCodes.Status403Forbidden), ClientLacksResource(family),
    ];

    /// <param name="family">The family of the requested operation.</param>
    /// <param name="instant">When the token expired, printed in the server's zone.</param>
    public static ApiError TokenExpired(ApiFamily family, string instant) =>
        new(family, StatusCodes.Status401Unauthorized, TokenExpiredCode, $"Token expired at {instant}", ErrorSource.Store, nameof(TokenExpired));

    public static ApiError InvalidToken(ApiFamily family) =>
        new(family, StatusCodes.Status401Unauthorized, 401, "Unauthorized", ErrorSource.Store, nameof(InvalidToken));

    public static ApiError ClientLacksResource(ApiFamily family) =>
        GenericErrors.Of(family, StatusCodes.Status403Forbidden) with { Message = "Client doesn't have access to the requested resource" };
}
