using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Store.State;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Customers;

/// <summary>GET /v2/customers/lookup: the id of a customer (docs/contract/events.md 2.12).</summary>
public static partial class LookUpCustomer
{
    private static readonly Operation Operation = new("lookUpCustomer", ApiFamily.Lookup, Resources.Customer, Permission.Read);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Get, "/v2/customers/lookup", HandleAsync).WithOperation(Operation).WithMetadata(Documentation());

    internal sealed record Query(
        [FromQuery(Name = "source")] string? Source,
        [FromQuery(Name = "identifierName")] string? IdentifierName,
        [FromQuery(Name = "identifierValue")] string? IdentifierValue,
        [FromQuery(Name = "accountId")] string? AccountId)
    {
        public IReadOnlyList<string> Names { get; } = IdentifierName?.Split(',') ?? [];

        /// <summary>A value may contain a comma, unless it belongs to a list of names.</summary>
        public IReadOnlyList<string> Values { get; } = IdentifierName?.Contains(',', StringComparison.Ordinal) is true ? IdentifierValue?.Split(',') ?? [] : [IdentifierValue ?? ""];
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            CustomerErrors.NoLookupSource, CustomerErrors.InvalidLookupSource, CustomerErrors.NoIdentifier, CustomerErrors.InvalidIdentifier, CustomerErrors.NotFound,
        ];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.Source)
                .Must(source => !string.IsNullOrEmpty(source)).WithError(CustomerErrors.NoLookupSource, "source is missing or empty.")
                .Must(source => CustomerIdentification.LookupSources.Contains(source!, StringComparer.Ordinal)).WithError(CustomerErrors.InvalidLookupSource, SourceAccepts);
            RuleFor(query => query.IdentifierName).Must(name => !string.IsNullOrEmpty(name)).WithError(CustomerErrors.NoIdentifier, "identifierName is missing or empty.");
            RuleFor(query => query.IdentifierValue).Must(value => !string.IsNullOrEmpty(value)).WithError(CustomerErrors.NoIdentifier, "identifierValue is missing or empty.");
            RuleFor(query => query)
                .Must(query => query.Names.All(name => CustomerIdentification.LookupNames.Contains(name, StringComparer.Ordinal))).WithError(CustomerErrors.InvalidIdentifier, NameAccepts)
                .Must(query => query.Names.Count == query.Values.Count).WithError(CustomerErrors.InvalidIdentifier, "identifierName and identifierValue need as many entries as each other.");
        }
    }

    private static async Task<Results<Answer<CustomerLookupResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query, Caller caller) =>
        await caller.State.ReadAsync(world => Find(world, query, caller.Org.Id, caller.Now)) is { } id
            ? new Answer<CustomerLookupResponse>(new CustomerLookupResponse(id, []), CustomerJsonContext.Answers.CustomerLookupResponse)
            : new ErrorResult<Errors>(
                caller.Settings.LookupNotFoundIsOk is true ? CustomerErrors.NotFound with { Status = StatusCodes.Status200OK } : CustomerErrors.NotFound,
                "The identifiers name no customer of this organisation, or several.");

    /// <summary>The customer that all identifiers name; null if there is none.</summary>
    private static long? Find(WorldReading world, Query query, long orgId, long now)
    {
        IReadOnlyList<long?> found = [.. query.Names.Zip(query.Values, (name, value) => IdentifiedCustomer.Find(world, orgId, name, value, now)).Distinct()];
        return found.Count == 1 ? found[0] : null;
    }
}
