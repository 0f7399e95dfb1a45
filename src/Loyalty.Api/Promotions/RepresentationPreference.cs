using Loyalty.Api.Operations;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>The preference <c>representation</c> of the Prefer header: which documented shape of the answer the client wants.</summary>
internal static class RepresentationPreference
{
    /// <summary>Returns null if the header does not contain the preference.</summary>
    public static string? Find(string? header) => PreferHeader.Find(header, "representation");

    public static bool TryParse(string text, out PromotionRepresentation value) =>
        Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]);
}
