namespace Loyalty.Domain.Promotions;

/// <summary>The vendor's class names of filters and actions, formed as the documented answers have them (docs/contract/promotions.md 2.1).</summary>
internal static class ClassNames
{
    public static string OfFilter(string name) => $"com.capillary.shopbook.emf.impl.filter.{name}FilterImpl";

    public static string OfAction(string name) => $"com.capillary.shopbook.pointsengine.endpoint.impl.action.{PascalCase(name)}Impl";

    private static string PascalCase(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()));
}
