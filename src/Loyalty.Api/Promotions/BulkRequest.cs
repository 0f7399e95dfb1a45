using System.Text.Json.Serialization;
using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Customers;

namespace Loyalty.Api.Promotions;

/// <summary>The body of a bulk call that enrols or issues (docs/contract/promotions.md 2.5).</summary>
/// <param name="Type">CUSTOMER.</param>
/// <param name="BulkAction">ENROL or EARN; directEarn has none.</param>
/// <param name="PromotionDetails">The promotion.</param>
/// <param name="IdentifierName">The kind of all identifiers.</param>
/// <param name="Customers">The customers, in the order of the answer.</param>
public sealed record BulkEarnBody(string? Type, string? BulkAction, BulkPromotionBody? PromotionDetails, string? IdentifierName, IReadOnlyList<BulkCustomerBody?>? Customers) : IBulkBody
{
    IReadOnlyList<BulkCustomer>? IBulkBody.Customers => Customers is null ? null : [.. Customers.Select(customer => new BulkCustomer(customer?.IdentifierValue?.Text, customer?.Source, null))];
}

/// <summary>The body of a bulk call that revokes (docs/contract/promotions.md 2.6).</summary>
/// <param name="Type">CUSTOMER.</param>
/// <param name="BulkAction">REVOKE_ENROL or REVOKE_EARN; revokeDirectEarn needs none.</param>
/// <param name="PromotionDetails">The promotion.</param>
/// <param name="IdentifierName">The kind of all identifiers.</param>
/// <param name="Customers">The customers, in the order of the answer.</param>
public sealed record BulkRevocationBody(
    string? Type, string? BulkAction, BulkPromotionBody? PromotionDetails, string? IdentifierName, IReadOnlyList<BulkRevocationCustomerBody?>? Customers) : IBulkBody
{
    IReadOnlyList<BulkCustomer>? IBulkBody.Customers =>
        Customers is null ? null : [.. Customers.Select(customer => new BulkCustomer(customer?.IdentifierValue?.Text, customer?.Source, customer?.EarnIds ?? customer?.EarnIdsOfTheTable))];
}

/// <summary>A promotion of a program.</summary>
/// <param name="ProgramId">The program, as a number or as text.</param>
/// <param name="PromotionId">The promotion, as a number or as text. It counts if both are sent.</param>
/// <param name="PromoIdentifier">The identifier of the promotion.</param>
public sealed record BulkPromotionBody(WireIdText? ProgramId, WireIdText? PromotionId = null, string? PromoIdentifier = null)
{
    internal Parsed<long> ProgramNumber { get; } = Parsed<long>.From(ProgramId?.Text, CustomerIdentification.TryParseId);

    internal Parsed<long> PromotionNumber { get; } = Parsed<long>.From(PromotionId?.Text, CustomerIdentification.TryParseId);
}

/// <summary>A customer of a bulk call.</summary>
/// <param name="IdentifierValue">The identifier, as text or as a number.</param>
/// <param name="Source">The customer's source, in any case.</param>
public sealed record BulkCustomerBody(WireIdText? IdentifierValue, string? Source);

/// <summary>A customer of a bulk call that revokes.</summary>
/// <param name="IdentifierValue">The identifier, as text or as a number.</param>
/// <param name="Source">The customer's source, in any case.</param>
/// <param name="EarnIds">The issues to revoke; all of them if it is omitted.</param>
/// <param name="EarnIdsOfTheTable">Another documented spelling of earnIds.</param>
public sealed record BulkRevocationCustomerBody(
    WireIdText? IdentifierValue,
    string? Source,
    IReadOnlyList<WireIdText>? EarnIds = null,
    [property: JsonPropertyName("earnIDs"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WireIdText>? EarnIdsOfTheTable = null);

/// <summary>What all bulk calls have.</summary>
internal interface IBulkBody
{
    string? Type { get; }

    string? BulkAction { get; }

    BulkPromotionBody? PromotionDetails { get; }

    string? IdentifierName { get; }

    IReadOnlyList<BulkCustomer>? Customers { get; }
}

/// <summary>A customer as the request names it.</summary>
internal sealed record BulkCustomer(string? IdentifierValue, string? Source, IReadOnlyList<WireIdText>? EarnIds);

/// <summary>The rules that the requests of all bulk calls share.</summary>
internal static class BulkRules
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
        validator.RuleFor(request => body(request)).NotNull().WithError(BulkPromotionErrors.InvalidInput, "The body accepts an object.");
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
