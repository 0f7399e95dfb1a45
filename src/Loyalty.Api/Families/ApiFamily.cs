namespace Loyalty.Api.Families;

/// <summary>APIs that share an error envelope. The same code means different things in different families.</summary>
public enum ApiFamily
{
    V3,
    Gateway,
    V2,

    /// <summary>v3 without warnings: the token endpoint (docs/contract/access.md 2.1).</summary>
    Token,

    /// <summary>The customer lookups: v2, with errors only in the error envelope (docs/contract/access.md 1.10).</summary>
    Lookup,
    /// <summary>Rewards, of which nothing is emulated (docs/contract/promotions.md 2.13).</summary>
    Rewards,
}

/// <summary>The family of a path, by its prefix (docs/architecture.md 4).</summary>
public static class ApiFamilies
{
    /// <summary>The only v3 path whose answers have no <c>warnings</c>.</summary>
    public const string TokenEndpoint = "/v3/oauth/token/generate";

    public static readonly IReadOnlyList<string> Prefixes =
        ["/v3", "/v3.1", "/api_gateway/intouch-api-v3", "/targetGroups", "/api_gateway/loyalty", "/api_gateway/rewards", "/v2", "/v2.1"];

    /// <summary>Null for a path that the vendor's API does not have.</summary>
    public static ApiFamily? Of(PathString path)
    {
        if (Starts(path, "/api_gateway/loyalty"))
        {
            return ApiFamily.Gateway;
        }

        if (Starts(path, "/api_gateway/rewards"))
        {
            return ApiFamily.Rewards;
        }

        if (path.StartsWithSegments(TokenEndpoint, StringComparison.OrdinalIgnoreCase, out var rest) && rest.Value is "" or "/")
        {
            return ApiFamily.Token;
        }

        if (Starts(path, "/v3") || Starts(path, "/v3.1") || Starts(path, "/api_gateway/intouch-api-v3") || Starts(path, "/targetGroups"))
        {
            return ApiFamily.V3;
        }

        if (Starts(path, "/v2/customers/lookup") || Starts(path, "/v2.1/customers/lookup"))
        {
            return ApiFamily.Lookup;
        }

        return Starts(path, "/v2") || Starts(path, "/v2.1") ? ApiFamily.V2 : null;
    }

    private static bool Starts(PathString path, string prefix) => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase);
}
