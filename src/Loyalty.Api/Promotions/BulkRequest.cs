using System.Text.Json.Serialization;
using Loyalty.Api.Json;
using Loyalty.Domain.Customers;

namespace Loyalty.Api.Promotions;

/// <summary>The body of a bulk call that enrols or issues (docs/contract/promotions.md 2.5).</summary>
/// <param name="Type">CUSTOMER.</param>
/// <param name="PromotionDetails">The promotion.</param>
/// <param name="IdentifierName">The kind of all identifiers.</param>
/// <param name="Customers">The customers, in the order of the answer.</param>
/// <param name="BulkAction">ENROL or EARN; directEarn has none.</param>
public sealed record BulkEarnBody(string? Type, BulkPromotionBody? PromotionDetails, string? IdentifierName, IReadOnlyList<BulkCustomerBody?>? Customers, string? BulkAction = null) : IBulkBody
{
    IReadOnlyList<BulkCustomer>? IBulkBody.Customers => Customers is null ? null : [.. Customers.Select(customer => new BulkCustomer(customer?.IdentifierValue, customer?.Source, null))];
}

/// <summary>The body of a bulk call that revokes (docs/contract/promotions.md 2.6).</summary>
/// <param name="Type">CUSTOMER.</param>
/// <param name="PromotionDetails">The promotion.</param>
/// <param name="IdentifierName">The kind of all identifiers.</param>
/// <param name="Customers">The customers, in the order of the answer.</param>
/// <param name="BulkAction">REVOKE_ENROL or REVOKE_EARN; revokeDirectEarn needs none.</param>
public sealed record BulkRevocationBody(
    string? Type, BulkPromotionBody? PromotionDetails, string? IdentifierName, IReadOnlyList<BulkRevocationCustomerBody?>? Customers, string? BulkAction = null) : IBulkBody
{
    IReadOnlyList<BulkCustomer>? IBulkBody.Customers =>
        Customers is null ? null : [.. Customers.Select(customer => new BulkCustomer(customer?.IdentifierValue, customer?.Source, customer?.EarnIds ?? customer?.EarnIdsOfTheTable))];
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
public sealed record BulkCustomerBody([property: JsonConverter(typeof(TextOrNumber))] string? IdentifierValue, string? Source);

/// <summary>A customer of a bulk call that revokes.</summary>
/// <param name="IdentifierValue">The identifier, as text or as a number.</param>
/// <param name="Source">The customer's source, in any case.</param>
/// <param name="EarnIds">The issues to revoke; all of them if it is omitted.</param>
/// <param name="EarnIdsOfTheTable">Another documented spelling of earnIds.</param>
public sealed record BulkRevocationCustomerBody(
    [property: JsonConverter(typeof(TextOrNumber))] string? IdentifierValue,
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
