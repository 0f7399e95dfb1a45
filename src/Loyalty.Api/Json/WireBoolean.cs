namespace Loyalty.Api.Json;

/// <summary>A Boolean parameter: <c>true</c> or <c>false</c> in any case. Unlike the framework's parser, it rejects surrounding whitespace.</summary>
internal static class WireBoolean
{
    public static bool TryParse(string text, out bool value)
    {
        value = text.Equals("true", StringComparison.OrdinalIgnoreCase);
        return value || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }
}
