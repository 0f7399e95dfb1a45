using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <summary>Codes of the promotions of a member (docs/contract/promotions.md 4).</summary>
public static class MemberPromotionErrors
{
    internal const string MemberAccepts = "memberId accepts the id of a customer of this organisation.";

    internal const string PromotionAccepts = "promotionId accepts the id of a promotion of this organisation: a number.";

    public static readonly ApiError UnknownMember = Entry(310192, "Member not found for the given `memberId`.", ErrorSource.Both, nameof(UnknownMember));

    public static readonly ApiError UnknownIdentifier = Entry(310193, "No `ACTIVE`, `PAUSED`, or `STOPPED` promotion found for the given `promotionIdentifier`.", ErrorSource.Store, nameof(UnknownIdentifier));

    public static readonly ApiError UnknownPromotion = Entry(310194, "No `ACTIVE`, `PAUSED`, or `STOPPED` promotion found for the given `promotionId`.", ErrorSource.Both, nameof(UnknownPromotion));

    public static readonly ApiError LargeSize = Entry(310195, "`size` exceeds the maximum allowed limit of 20.", ErrorSource.Request, nameof(LargeSize));

    public static readonly ApiError InvalidStatus = Entry(310196, "Invalid value for `memberEnrollmentStatus`.", ErrorSource.Request, nameof(InvalidStatus));

    private static ApiError Entry(int code, string message, ErrorSource source, string name) => new(ApiFamily.V3, 400, code, message, source, name);
}
