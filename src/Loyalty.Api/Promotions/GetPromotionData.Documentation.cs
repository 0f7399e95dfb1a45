using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class GetPromotionData
{
    private const string LimitAccepts = "limit accepts a whole number from 1 to 100.";

    private const string OffsetAccepts = "offset accepts a whole number from 0 to 9223372036854775807.";

    private const string ProgramsAccepts = "programs accepts ids of programs, separated by commas.";

    private static readonly (string Name, string Value)[] Customer = [("identifierName", "mobile"), ("identifierValue", "919000005003"), ("source", "INSTORE")];

    private static OperationDoc Documentation(bool isConnected) => new(
        "Promotions",
        isConnected ? "Get promotion data of a customer (v2.1, for connected organisations)" : "Get promotion data of a customer",
        "Lists the promotions of a customer's organisation that are switched on, highest id first, with the customer's usage. With `promotionStatusForCustomer`, only promotions with that status are listed, and "
        + "those that are issued have the customer's enrolments and issues.",
        [
            new("identifierName", "Kind of customer identifier.", Required: true, Values: new ValueSet("CustomerIdentifierName", CustomerIdentification.Names)),
            new("identifierValue", "The customer's identifier.", Required: true),
            new("source", "The customer's source.", Required: true, Values: new ValueSet("CustomerSource", CustomerIdentification.Sources)),
            new("promotionStatusForCustomer", "Only promotions that the customer can be enrolled in, be issued or redeem now, or that ended.", Values: ValueSet.Of<CustomerPromotionStatus>()),
            new("fetchAllUsage", "Show restrictions that are switched off, too; false by default.", ParameterType.Flag),
            new("limit", "Number of results, 1 to 100; 10 by default.", ParameterType.WholeNumber),
            new("offset", "Start index, 0 by default.", ParameterType.WholeNumber),
            new("promotionType", "Only promotions of this type.", Values: ValueSet.Of<CustomerPromotionType>()),
            new("sourceType", "Only promotions from this source.", Values: ValueSet.Of<CustomerPromotionSource>()),
            new("programs", "Only promotions of these programs: ids, separated by commas."),
            new("promotionIdentifier", "Only promotions with this identifier. Not together with programs."),
            .. isConnected
                ?
                [
                    new("includeAlternateCurrencyUsage", "Accepted, without effect: alternate currencies are not emulated.", ParameterType.Flag),
                    new("DATA-SCOPE", "SELF for the caller's own organisation, which is the default, OTHER for connected organisations, or ALL for both."),
                    new("DATA-SCOPE-ORG", "The IDs of one or two child organisations, separated by a comma. ALL without it means all child organisations."),
                ]
                : Array.Empty<ParameterDoc>(),
        ],
        [.. Examples(isConnected)]);

    private static IEnumerable<Example> Examples(bool isConnected)
    {
        yield return Example.Answered(
            "timeline",
            "A promotion that the customer can redeem, with its timeline",
            isConnected ? TimelineBody.Replace("}],\"warnings\":[]", ",\"orgId\":100001}],\"warnings\":[]", StringComparison.Ordinal) : TimelineBody,
            [.. Customer, ("promotionStatusForCustomer", "AVAILABLE_TO_REDEEM"), ("promotionIdentifier", "one-shop-only")]) with { Varies = true };
        yield return Example.Refused(PromotionDataErrors.IdentifierName, null, ("identifierName", "phone"), ("identifierValue", "919000005003"), ("source", "INSTORE"));
        yield return Example.Refused(PromotionDataErrors.UnknownCustomer, null, ("identifierName", "mobile"), ("identifierValue", "1"), ("source", "INSTORE"));
        yield return Example.Refused(PromotionDataErrors.Source, null, ("identifierName", "mobile"), ("identifierValue", "919000005003"), ("source", "SHOP"));
        yield return Example.Refused(PromotionDataErrors.StatusForCustomer, null, [.. Customer, ("promotionStatusForCustomer", "EARNED")]);
        yield return Example.Refused(PromotionDataErrors.LimitTooSmall, null, [.. Customer, ("limit", "0")]);
        yield return Example.Refused(PromotionDataErrors.LimitTooLarge, null, [.. Customer, ("limit", "101")]);
        yield return Example.Refused(PromotionDataErrors.OffsetTooSmall, null, [.. Customer, ("offset", "-1")]);
        yield return Example.Refused(PromotionDataErrors.PromotionType.For("LOYALTY"), null, [.. Customer, ("promotionType", "LOYALTY")]);
        yield return Example.Refused(PromotionDataErrors.SourceType, null, [.. Customer, ("sourceType", "BADGES")]);
        yield return Example.Refused(PromotionDataErrors.ProgramsAndIdentifier, null, [.. Customer, ("programs", "415"), ("promotionIdentifier", "spring-double")]);
        yield return Example.Refused(PromotionDataErrors.UnknownPromotions, null, [.. Customer, ("programs", "1")]);
        yield return Example.Refused(PromotionDataErrors.InvalidInput, "fetchAllUsage accepts true or false.", [.. Customer, ("fetchAllUsage", "yes")]);
        if (isConnected)
        {
            yield return Example.Refused(PromotionDataErrors.Scope.For("EVERY"), null, [.. Customer, ("DATA-SCOPE", "EVERY")]);
            yield return Example.Refused(PromotionDataErrors.NotConnected, null, [.. Customer, ("DATA-SCOPE", "OTHER")]);
        }

        yield return Example.Anonymous(ApiFamily.Lookup, Customer);
        yield return Example.Forbidden(ApiFamily.Lookup, Customer);
    }

    private const string TimelineBody =
        """{"pageDetails":{"pageNumber":0,"pageSize":10,"totalEntries":1,"pageCount":1},"customerId":5003,"promotions":[{"promotionId":81401,"promotionName":"One shop only","programId":415,"startDate":"2026-01-01T00:00:00.000Z","endDate":"2099-12-31T23:59:59.000Z","identifier":"one-shop-only","description":"enrol then shop","active":true,"eventName":"TransactionAdd","limits":{"maxPointsPerEvent":"50","pointsPerCustomer":"0","numberOFTimesPerCustomer":0,"totalPointsInPromotion":"0"},"customerUsage":{"currentPointsPerCustomer":"0","currentNumberOfTimesPerCustomer":0,"currentTotalPointsInPromotion":"0"},"pointsOfferType":"LOYALTY_EARNING","promotionRestriction":{"issualRestrictions":[{"kpi":"NUMBER_OF_ISSUALS","maxLimit":"3","currentCustomerUsage":"1","limitOn":"CUSTOMER"}],"earnRestrictions":[{"kpi":"NUMBER_OF_EARNS","maxLimit":"3","currentCustomerUsage":"1","limitOn":"CUSTOMER"}],"redemptionRestrictions":[{"kpi":"NUMBER_OF_POINTS","maxLimit":"50","limitOn":"EVENT","type":"NON_PERIOD_BASED"}]},"customerPromotionTimelines":[{"enrollmentDate":"2026-01-05T08:00:00.000Z","enrollmentExpiryDate":"2026-01-15T08:00:00.000Z","enrollmentId":12001,"enrollEventLogId":77001,"issuedDetails":[{"issualId":12002,"issualDate":"2026-01-06T09:30:00.000Z","issualExpiryDate":"2026-01-15T08:00:00.000Z","issualEventLogId":77015,"redeemedCount":0}]}]}],"warnings":[]}""";
}
