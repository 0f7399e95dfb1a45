using System.Text.Json;
using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Targets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Targets;

/// <summary>A name to check (docs/contract/targets.md 2.21).</summary>
public sealed record NameBody([property: ValuesOf<TargetNameKind>(CamelCase = true)] string? Type = null, string? Value = null);

/// <summary>Whether a name is free. <paramref name="Errors"/> and <paramref name="Warnings"/> are always null.</summary>
public sealed record NameValidityResponse(bool Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings);

/// <summary>POST /v3/targetGroups/isValidName: whether a name is free in the organisation (docs/contract/targets.md 2.21).</summary>
public static partial class IsValidName
{
    private static readonly Operation Operation = new("isValidName", ApiFamily.V3, Resources.TargetLoyalty, Permission.Read);

    private static readonly Dictionary<string, TargetNameKind> Kinds =
        Enum.GetValues<TargetNameKind>().ToDictionary(kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Post, "/v3/targetGroups/isValidName", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request([FromBody] NameBody? Body)
    {
        public Parsed<TargetNameKind> Kind { get; } = Parsed<TargetNameKind>.From(Body?.Type, Kinds.TryGetValue);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [TargetErrors.InvalidNameKind, TargetErrors.InvalidInput];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.Kind).Must(kind => kind.Value is not null).WithError(TargetErrors.InvalidNameKind, $"type accepts {string.Join(", ", Kinds.Keys)}.");
            RuleFor(request => request.Body!.Value).NotNull().WithError(TargetErrors.InvalidInput, ValueAccepts);
        }
    }

    private static async Task<Results<PostedAnswer<NameValidityResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, Caller caller)
    {
        var (kind, name) = (request.Kind.Value!.Value, request.Body!.Value!);
        var isUsed = await caller.State.ReadAsync(world => world.Catalog(caller.Org.Id).Targets.Names.IsUsed(kind, name));
        return new PostedAnswer<NameValidityResponse>(new NameValidityResponse(!isUsed, null, null), TargetJsonContext.Answers.NameValidityResponse);
    }
}
