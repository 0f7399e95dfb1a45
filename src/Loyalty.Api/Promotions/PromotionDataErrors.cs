using Loyalty.Api.Families;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>Codes of promotionData (docs/contract/promotions.md 2.3; docs/contract/promotions.md 4). Their envelope has no warnings.</summary>
public static class PromotionDataErrors
{
    public static readonly ApiError Source = Entry(8003, "Invalid source", ErrorSource.Request, nameof(Source));

    public static readonly ApiError IdentifierName = Entry(8013, "Lookup, Invalid identifier passed", ErrorSource.Request, nameof(IdentifierName));

    public static readonly ApiError UnknownCustomer = Entry(8015, "Customer not found for the given identifiers", ErrorSource.Both, nameof(UnknownCustomer));

    public static readonly ApiError OffsetTooSmall = Entry(8100, "Offset cannot have value less than 0", ErrorSource.Request, nameof(OffsetTooSmall));

    public static readonly ApiError LimitTooSmall = Entry(8101, "Limit should be greater than 0", ErrorSource.Request, nameof(LimitTooSmall));

    public static readonly ApiError LimitTooLarge = Entry(8102, "Limit cannot be greater than 100", ErrorSource.Request, nameof(LimitTooLarge));

    public static readonly ApiError SourceType = Entry(8103, "Invalid source type, please select values from (UI, API, CAMPAIGN)", ErrorSource.Request, nameof(SourceType));

    public static readonly ApiError ProgramsAndIdentifier =
        Entry(8104, "Invalid input combination, programs and promotionIdentifier both cannot be passed in single request", ErrorSource.Request, nameof(ProgramsAndIdentifier));

    public static readonly ApiError UnknownPromotions =
        Entry(8105, "Error fetching promotion data. Verify programs/promotionIdentifier passed.", ErrorSource.Both, nameof(UnknownPromotions));

    public static readonly ApiError PromotionType = Entry(8110, "Error fetching promotion data. Verify the passed promotion Type {0}", ErrorSource.Request, nameof(PromotionType));

    public static readonly ApiError Scope = Entry(8111, "Error fetching promotion data. Verify the passed scope {0}", ErrorSource.Request, nameof(Scope));

    public static readonly ApiError StatusForCustomer = Entry(
        8125,
        $"Invalid promotionStatusForCustomer. It should be one of: {string.Join(", ", WireName<CustomerPromotionStatus>.All)}",
        ErrorSource.Request,
        nameof(StatusForCustomer));

    public static readonly ApiError NotConnected = Entry(310144, "Connected Orgs not set properly in Headers", ErrorSource.Store, nameof(NotConnected));

    public static readonly ApiError InvalidInput = GenericErrors.InvalidInput(ApiFamily.Lookup);

    private static ApiError Entry(int code, string message, ErrorSource source, string name) =>
        new(ApiFamily.Lookup, StatusCodes.Status400BadRequest, code, message, source, name);
}
