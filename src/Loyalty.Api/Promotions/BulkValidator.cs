using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <summary>The rules that the requests of all bulk calls share.</summary>
internal static class BulkValidator
{
    public const int MostCustomers = 100;

    public static readonly IReadOnlyList<string> IdentifierNames = ["id", "mobile", "email"];

    private const string CustomerType = "CUSTOMER";

    private const string TypeAccepts = "type accepts CUSTOMER, in capitals.";

    /// <summary>Adds the rules in the order in which their codes win.</summary>
    /// <param name="validator">The validator of the operation.</param>
    /// <param name="body">The body; null if there is none.</param>
    /// <param name="entityType">The code for a type that is neither a customer nor a user group; null if the call has none.</param>
    /// <param name="mostCustomers">The documented bound.</param>
    public static void AddBulkRules<T>(this AbstractValidator<T> validator, Func<T, IBulkBody?> body, ApiError? entityType, int mostCustomers = MostCustomers)
    {
        validator.RuleFor(request => body(request)).NotNull().WithError(BulkPromotionErrors.NoBody, "The body accepts an object.");
        validator.RuleFor(request => body(request)!.Type)
            .Must(type => entityType is null || !IsUserGroup(type)).WithError(BulkPromotionErrors.UserGroup, TypeAccepts)
            .Must(type => type is CustomerType).WithError(entityType ?? BulkPromotionErrors.UserGroup, TypeAccepts);
        validator.RuleFor(request => body(request)!.PromotionDetails)
            .Must(promotion => !string.IsNullOrEmpty(promotion?.ProgramId?.Text) && (!string.IsNullOrEmpty(promotion.PromotionId?.Text) || !string.IsNullOrEmpty(promotion.PromoIdentifier)))
            .WithError(BulkPromotionErrors.MissingPromotion, "promotionDetails accepts programId and one of promotionId and promoIdentifier.");
        validator.RuleFor(request => body(request)!.PromotionDetails!.ProgramNumber).Must(id => id.IsValid).WithError(BulkPromotionErrors.UnknownProgram, "programId accepts a whole number.");
        validator.RuleFor(request => body(request)!.PromotionDetails!)
            .Must(promotion => promotion.PromotionNumber.IsValid || string.IsNullOrEmpty(promotion.PromotionId?.Text)).WithError(BulkPromotionErrors.UnknownPromotion, "promotionId accepts a whole number.");
        validator.RuleFor(request => body(request)!.IdentifierName)
            .Must(name => !string.IsNullOrEmpty(name)).WithError(BulkPromotionErrors.EmptyIdentifier, "identifierName is missing or empty.")
            .Must(name => IdentifierNames.Contains(name!, StringComparer.Ordinal)).WithError(BulkPromotionErrors.InvalidInput, $"identifierName accepts {string.Join(", ", IdentifierNames)}.");
        validator.RuleFor(request => body(request)!.Customers)
            .Must(customers => customers is { Count: > 0 }).WithError(BulkPromotionErrors.InvalidInput, "customers accepts an array with at least one customer.")
            .Must(customers => customers!.Count <= mostCustomers).WithError(BulkPromotionErrors.BatchTooLarge, $"customers accepts at most {mostCustomers} customers.");
    }

    /// <summary>The vendor's names of groups of users begin so.</summary>
    private static bool IsUserGroup(string? type) => type is not null && type.Replace("_", "", StringComparison.Ordinal).StartsWith("USERGROUP", StringComparison.OrdinalIgnoreCase);
}
