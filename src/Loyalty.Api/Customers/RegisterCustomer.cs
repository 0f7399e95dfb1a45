using System.Globalization;
using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Worlds;
using Loyalty.Store.State;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Customers;

/// <summary>POST /v2/customers: registers a customer, or changes the details of a known one (docs/contract/events.md 2.13).</summary>
public static partial class RegisterCustomer
{
    private static readonly Operation Operation = new("registerCustomer", ApiFamily.V2, Resources.Customer, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Post, "/v2/customers", HandleAsync).WithOperation(Operation).WithMetadata(Documentation());

    internal sealed record Request(
        [FromHeader(Name = "Prefer")] string? Prefer, [FromHeader(Name = "SKIP-DOWNSTREAM")] string? SkipDownstream, [FromBody] RegistrationBody? Body)
    {
        public RegistrationReader? Given { get; } = Body is null ? null : new RegistrationReader(Body);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            CustomerErrors.InvalidInput, CustomerErrors.NoSource, CustomerErrors.InvalidSource, CustomerErrors.NoValidIdentifier, CustomerErrors.InvalidChannel,
            CustomerErrors.KnownCustomer, CustomerErrors.InvalidPrimaryId, CustomerErrors.InvalidRegistrationDate, CustomerErrors.InvalidInference, CustomerErrors.AlreadyRegistered,
        ];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.Given).NotNull().WithError(CustomerErrors.InvalidInput, "The body accepts an object with profiles.");
            RuleFor(request => request.Given!).Must(given => given.HasIdentifiers).WithError(CustomerErrors.NoValidIdentifier, "profiles needs an identifier with a type and a value.");
            RuleFor(request => request.Given!).Must(given => given.HasSources).WithError(CustomerErrors.NoSource, "A profile has no source.");
            RuleFor(request => request.Given!).Must(given => given.HasKnownSources).WithError(CustomerErrors.InvalidSource, SourceAccepts);
            RuleFor(request => request.Given!).Must(given => given.HasKnownTypes).WithError(CustomerErrors.InvalidInput, TypeAccepts);
            RuleFor(request => request.Given!).Must(given => given.HasValidIdentifiers).WithError(CustomerErrors.NoValidIdentifier, "No identifier is a valid mobile number, email address or other identifier.");
            RuleFor(request => request.Given!).Must(given => given.HasChannels).WithError(CustomerErrors.InvalidChannel, "A communication channel needs a type and a value.");
            RuleFor(request => request.Given!).Must(given => given.HasKnownLoyaltyType).WithError(CustomerErrors.InvalidInput, LoyaltyTypeAccepts);
            foreach (var (bound, sentence) in Bounds)
            {
                RuleFor(request => request.Given!).Must(given => given.Exceeded != bound).WithError(CustomerErrors.InvalidInput, sentence);
            }
        }
    }

    private static async Task<Results<Answer<RegistrationResponse>, ErrorResult<Errors>>> HandleAsync(
        [AsParameters] Request request, Caller caller, WorldWrites writes, HttpContext context)
    {
        var registration = request.Given!.Read();
        var (registered, refusal) = await writes.DecideAsync<Registered>(
            context,
            caller,
            world => Preload(world, registration, caller),
            (turn, current) => RegistrationRules.Register(
                current.Org.Id,
                registration,
                current.Settings.RefuseKnownCustomers is true,
                identifier => turn.CustomerOf(new IdentifierKey(current.Org.Id, identifier.Name, identifier.Value)),
                id => turn.Customer(new CustomerKey(current.Org.Id, id)).Customer!,
                turn.Now,
                turn.Ids));
        return refusal is { } refused ? new ErrorResult<Errors>(refused.Error, refused.Reason)
            : registered!.Exceeded is { } exceeded ? new ErrorResult<Errors>(CustomerErrors.InvalidInput, Bounds[exceeded])
            : registered.IsRefused ? new ErrorResult<Errors>(CustomerErrors.KnownCustomer.For(registered.CustomerId.ToString(CultureInfo.InvariantCulture)), "The setting refuseKnownCustomers of the world is true.")
            : new Answer<RegistrationResponse>(
                new RegistrationResponse(registered.CustomerId, [.. request.Given.Warnings, .. registered.Warnings.Select(WarningOf)], []), CustomerJsonContext.Answers.RegistrationResponse);
    }

    /// <summary>Reads the identifiers, and the customer that would be changed.</summary>
    private static CustomerState? Preload(WorldReading world, Registration registration, Caller caller)
    {
        var owners = registration.Profiles.SelectMany(profile => profile.Identifiers)
            .Select(identifier => world.CustomerOf(new IdentifierKey(caller.Org.Id, identifier.Name, identifier.Value))).ToList();
        return owners.OfType<long>().FirstOrDefault() is var first and > 0 ? world.Customer(new CustomerKey(caller.Org.Id, first), caller.Now) : null;
    }

    private static V2Error WarningOf(RegistrationWarning warning) => warning == RegistrationWarning.Combined ? CustomerWarnings.Combined : CustomerWarnings.Conflict;
}
