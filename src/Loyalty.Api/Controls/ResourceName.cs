namespace Loyalty.Api.Controls;

/// <summary>Checks that the name of a world or snapshot can be used in a URL path.</summary>
internal static class ResourceName
{
    private const int MaxLength = 100;

    public static void Require(string name, string parameter)
    {
        if (name.Length is 0 or > MaxLength || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.') || name is "." or "..")
        {
            throw ControlException.BadRequest($"{parameter}: a name has 1 to {MaxLength} letters, digits, dots, dashes and underscores, and is not \".\" or \"..\".");
        }
    }
}
