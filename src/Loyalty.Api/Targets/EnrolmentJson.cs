using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Store.DocumentFormat;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Targets;

/// <summary>A customer to enrol (docs/contract/targets.md 2.18).</summary>
/// <param name="CustomerId">The customer's id, as a number or as text.</param>
/// <param name="PeriodName">The reference code of the first period. Without it, the enrolment begins with the current period, or else with the next.</param>
/// <param name="InitialBalance">The achieved value that the first period starts with. Without it, an earlier value is resumed. Streaks ignore it.</param>
/// <param name="ResetStreakStatus">For streaks: true resets what was achieved before.</param>
public sealed record EnrollBody(WireIdText? CustomerId, string? PeriodName = null, decimal? InitialBalance = null, bool? ResetStreakStatus = null)
{
    internal Parsed<long> CustomerNumber { get; } = Parsed<long>.From(CustomerId?.Text, CustomerIdentification.TryParseId);

    internal (bool IsValid, long? Value) InitialMillionths { get; } = InitialBalance is not { } balance ? (true, null)
        : balance >= 0 && DocumentNumber.FitsMillionths(balance) ? (true, (long)(balance * 1_000_000)) : (false, null);
}

/// <summary>A customer whose enrolment ends (docs/contract/targets.md 2.20).</summary>
/// <param name="CustomerId">The customer's id, as a number or as text.</param>
public sealed record UnEnrollBody(WireIdText? CustomerId)
{
    internal Parsed<long> CustomerNumber { get; } = Parsed<long>.From(CustomerId?.Text, CustomerIdentification.TryParseId);
}

/// <summary>The answer of enroll and unEnroll: the customer's id. <paramref name="Errors"/> and <paramref name="Warnings"/> are always null.</summary>
public sealed record EnrolmentResponse(long Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings)
{
    internal static PostedAnswer<EnrolmentResponse> Of(Parsed<long> customerId) =>
        new(new EnrolmentResponse(customerId.Value!.Value, null, null), TargetJsonContext.Answers.EnrolmentResponse);
}

/// <summary>The headers for connected organisations, under both documented names (docs/contract/targets.md 2.19; docs/contract/targets.md 3, row 47).</summary>
internal sealed record ConnectedOrgHeaders(
    [FromHeader(Name = "DATA-SCOPE")] string? DataScope, [FromHeader(Name = "DATA-SCOPE-ORG")] string? DataScopeOrg, [FromHeader(Name = "DATA-SCOPE-ORGS")] string? DataScopeOrgs)
{
    public DataScope Scope => new(DataScope, DataScopeOrg ?? DataScopeOrgs);
}

/// <summary>What the bodies and paths of enroll and unEnroll accept.</summary>
internal static class EnrolmentBody
{
    public const string Accepts = "The body accepts an array with exactly one customer.";

    public const string GroupAccepts = "targetGroupId accepts a whole number from 1 to 9223372036854775807.";

    public const string TargetAccepts = "targetId accepts a whole number from 1 to 9223372036854775807.";

    public const string CustomerAccepts = "customerId accepts a whole number from 1 to 9223372036854775807.";
}

/// <summary>The documented spellings of the path of enroll and unEnroll (docs/contract/targets.md 3, row 42).</summary>
/// <param name="Prefix">What comes before /targetGroups.</param>
/// <param name="IdSuffix">What makes the id of the OpenAPI operation unique.</param>
/// <param name="IsConnected">True for v3.1, which knows connected organisations.</param>
/// <param name="Version">How the summary names the spelling.</param>
internal sealed record EnrolmentSpelling(string Prefix, string IdSuffix, bool IsConnected, string Version)
{
    public static readonly IReadOnlyList<EnrolmentSpelling> All =
    [
        new("/v3", "", false, "v3"),
        new("", "WithoutVersion", false, "path without a version"),
        new("/v3.1", "V31", true, "v3.1, for connected organisations"),
        new("/api_gateway/intouch-api-v3/v3.1", "V31Gateway", true, "v3.1 behind the gateway"),
    ];

    public int Index => All.TakeWhile(spelling => spelling != this).Count();
}
