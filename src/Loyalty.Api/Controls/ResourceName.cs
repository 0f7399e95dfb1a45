namespace Loyalty.Api.Controls;

/// <summary>Names of worlds and snapshots, fit to stand in a path.</summary>
internal static class ResourceName
{
    private const int Longest = 100;

    public static void Require(string name, string place)
    {
        if (name.Length is 0 or > Longest || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.') || name is "." or "..")
        {
            throw ControlException.BadRequest($"{place}: a name has 1 to {Longest} letters, digits, dots, dashes and underscores.");
        }
    }
}
