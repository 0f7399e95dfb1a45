namespace Loyalty.Api.Json;

internal delegate bool Parser<T>(string text, out T value);

/// <summary>A parameter's text, parsed once. Validators read <see cref="IsValid"/>, handlers read <see cref="Value"/>.</summary>
/// <param name="Text">As sent; null if the parameter was not sent.</param>
/// <param name="IsValid">True if the text is well-formed or absent.</param>
/// <param name="Value">Null if the text is malformed or absent.</param>
internal readonly record struct Parsed<T>(string? Text, bool IsValid, T? Value)
    where T : struct
{
    public static Parsed<T> From(string? text, Parser<T> parser)
    {
        if (text is null)
        {
            return new(null, true, null);
        }

        var isValid = parser(text, out var value);
        return new(text, isValid, isValid ? value : null);
    }
}
