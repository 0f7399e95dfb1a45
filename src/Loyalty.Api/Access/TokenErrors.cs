using Loyalty.Api.Errors;
using Loyalty.Api.Wire;

namespace Loyalty.Api.Access;

/// <summary>Codes around OAuth tokens (access.md 2.1, 2.2).</summary>
public static class TokenErrors
{
    public static readonly ApiError InvalidClient =
        new(Family.Token, 400, 320001, "Invalid client key and secret", ErrorSource.Store, nameof(InvalidClient));

    public static readonly ApiError InvalidInput = GenericErrors.InvalidInput(Family.Token);

    /// <summary>Whatever a till or client can be refused with.</summary>
    public static IReadOnlyList<ApiError> OfCallers(Family family) =>
    [
        GenericErrors.Of(family, StatusCodes.Status401Unauthorized), InvalidToken(family), Expired(family, "…"),
        GenericErrors.Of(family, StatusCodes.Status403Forbidden), ClientLacksResource(family),
    ];

    /// <summary>HTTP 401 carries the code 498; the instant is printed in the server's zone.</summary>
    public static ApiError Expired(Family family, string instant) =>
        new(family, StatusCodes.Status401Unauthorized, 498, $"Token expired at {instant}", ErrorSource.Store, nameof(Expired));

    public static ApiError InvalidToken(Family family) =>
        new(family, StatusCodes.Status401Unauthorized, 401, "Unauthorized", ErrorSource.Store, nameof(InvalidToken));

    public static ApiError ClientLacksResource(Family family) =>
        GenericErrors.Of(family, StatusCodes.Status403Forbidden) with { Message = "Client doesn't have access to the requested resource" };
}
