using System.Collections.Frozen;
using Microsoft.AspNetCore.WebUtilities;

namespace Loyalty.Api.Families;

/// <summary>Errors that all operations of a family share, with the texts of docs/contract/access.md 4.</summary>
public static class GenericErrors
{
    /// <summary>The v3 code for invalid input without a documented code. The other families answer the HTTP status as code.</summary>
    public const int V3InvalidInput = 300004;

    private static readonly FrozenDictionary<(ApiFamily, int), ApiError> ByStatus = Enum.GetValues<ApiFamily>()
        .SelectMany(family => new ApiError[]
        {
            family is ApiFamily.V3 or ApiFamily.Token
                ? new(family, 400, V3InvalidInput, "Invalid input.", ErrorSource.Request, "InvalidInput") { TakesReason = true }
                : new(family, 400, 400, "Input is invalid, Please check request parameters or input xml/json", ErrorSource.Request, "InvalidInput") { TakesReason = true },
            new(family, 401, 401, "Authentication failed. Please check username and password.", ErrorSource.Store, "Unauthorized"),
            family is ApiFamily.V2 or ApiFamily.Lookup
                ? new(family, 403, 4000, "Not authorized. Access is denied!", ErrorSource.Store, "Forbidden")
                : new(family, 403, 403, "Access denied. Make sure that your API resource has appropriate access control permissions.", ErrorSource.Store, "Forbidden"),
            new(family, 404, 404, "Incorrect resource or resource not found.", ErrorSource.Request, "NotFound"),
            new(family, 405, 405, "The operation is not supported for the resource.", ErrorSource.Request, "MethodNotAllowed"),
            new(family, 408, 408, "The request body did not arrive in time.", ErrorSource.Request, "RequestTimeout"),
            new(family, 413, 413, "The request body is larger than this emulator accepts.", ErrorSource.Request, "TooLarge"),
            new(family, 415, 415, "Unsupported media type.", ErrorSource.Request, "UnsupportedMediaType"),
            new(family, 429, 429, "Rate limit exceeded", ErrorSource.Store, "RateLimited"),
            new(family, 503, 503, "Service Unavailable", ErrorSource.Store, "Unavailable") { TakesReason = true },
            new(family, 507, 507, "Insufficient Storage", ErrorSource.Store, "StoreFull") { TakesReason = true },
            new(family, 500, 500, "Requests have failed due to errors.", ErrorSource.Store, "Failed"),
        })
        .ToFrozenDictionary(error => (error.Family, error.Status));

    /// <summary>The error for a status. Without a documented message, the message is the HTTP reason phrase.</summary>
    public static ApiError Of(ApiFamily family, int status) => ByStatus.GetValueOrDefault((family, status))
        ?? new(family, status, status, PhraseOf(status), ErrorSource.Store, "Undocumented");

    /// <summary>The HTTP reason phrase of a status, or our own text if HTTP defines none.</summary>
    public static string PhraseOf(int status) => ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Refused";

    public static ApiError InvalidInput(ApiFamily family) => ByStatus[(family, 400)];
}
