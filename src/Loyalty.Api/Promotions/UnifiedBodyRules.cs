using Loyalty.Api.Families;

namespace Loyalty.Api.Promotions;

/// <summary>What the validators of create and update share.</summary>
internal static class UnifiedBodyRules
{
    /// <summary>The codes that the body of a promotion of v3 alone can have.</summary>
    internal sealed class Errors : IErrorList
    {
        public static readonly IReadOnlyList<(UnifiedPart Part, ApiError Error)> ByPart =
        [
            (UnifiedPart.Body, UnifiedErrors.InvalidInput),
            (UnifiedPart.Value, UnifiedErrors.ValidationFailed),
            (UnifiedPart.PromotionLimit, UnifiedErrors.PromotionLimitExceeded),
            (UnifiedPart.MetadataKey, UnifiedErrors.MissingKey),
            (UnifiedPart.MetadataValue, UnifiedErrors.MissingValue),
            (UnifiedPart.MetadataDuplicate, UnifiedErrors.DuplicateKey),
            (UnifiedPart.MetadataLongKey, UnifiedErrors.LongKey),
            (UnifiedPart.MetadataLongValue, UnifiedErrors.LongValue),
            (UnifiedPart.MetadataBrandDefined, UnifiedErrors.InvalidBrandDefined),
            (UnifiedPart.AlwaysApply, UnifiedErrors.AlwaysApplyCombined),
            (UnifiedPart.StackableAndExclusive, UnifiedErrors.StackableAndExclusive),
            (UnifiedPart.OptInNotApplicable, UnifiedErrors.OptInNotApplicable),
            (UnifiedPart.OptInIncomplete, UnifiedErrors.OptInIncomplete),
            (UnifiedPart.OptInReversed, UnifiedErrors.OptInReversed),
            (UnifiedPart.OptInTooLate, UnifiedErrors.OptInTooLate),
            (UnifiedPart.OptInNotSupported, UnifiedErrors.OptInNotSupported),
        ];

        public static IReadOnlyList<ApiError> All => [.. ByPart.Select(entry => entry.Error)];
    }
}
