namespace Loyalty.Api.Wire;

/// <summary>A Boolean parameter: <c>true</c> or <c>false</c> in any case and nothing around it, which the framework's parser would overlook.</summary>
internal static class Switch
{
    public static bool IsOne(string text) => IsOn(text) || text.Equals("false", StringComparison.OrdinalIgnoreCase);

    public static bool IsOn(string? text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
}
