using Loyalty.Api.Families;

namespace Loyalty.Api.Access;

/// <summary>Codes of the token endpoint (docs/contract/access.md 2.1).</summary>
public static class TokenErrors
{
    public static readonly ApiError InvalidClient =
        new(ApiFamily.Token, 400, 320001, "Invalid client key and secret", ErrorSource.Store, nameof(InvalidClient));

    public static readonly ApiError InvalidInput = GenericErrors.InvalidInput(ApiFamily.Token);
}
