using FluentValidation;
using Loyalty.Api.Docs;
using Loyalty.Api.Emulator;
using Loyalty.Api.Errors;
using Loyalty.Api.Validation;
using Loyalty.Api.Wire;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Loyalty.Api.Access;

/// <summary>POST /v3/oauth/token/generate: an access token for a client key and secret (access.md 2.1).</summary>
public static class GenerateToken
{
    private static readonly Operation Operation = new("generateToken", Family.Token, Operation.NoResource, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost(Families.TokenEndpoint, Handle)
        .WithOperation(Operation)
        .WithMetadata(Documentation);

    internal sealed record Body(string? Key, string? Secret);

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [TokenErrors.InvalidClient, TokenErrors.InvalidInput];
    }

    internal sealed class Validator : AbstractValidator<Body>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(body => body.Key).NotEmpty().WithError(TokenErrors.InvalidInput, KeyAccepts);
            RuleFor(body => body.Secret).NotEmpty().WithError(TokenErrors.InvalidInput, SecretAccepts);
        }
    }

    private static Results<Answer<TokenAnswer<AccessTokenJson>>, ErrorResult<Errors>> Handle(
        Body body, CredentialDirectory directory, Worlds worlds, Tokens tokens, ILogger<Caller> logger)
    {
        var (credential, refusal) = ClientCredentials.Check(directory, body);
        if (credential is null || worlds.Find(credential.WorldName)?.View is not { } world)
        {
            Refusals.Log(logger, refusal ?? Refusals.WorldGone);
            return new ErrorResult<Errors>(TokenErrors.InvalidClient);
        }

        var token = tokens.Issue(world, credential);
        return new Answer<TokenAnswer<AccessTokenJson>>(
            new(new AccessTokenJson(token.Text, token.Seconds), null), WireJson.Relaxed.TokenAnswerAccessTokenJson, holdsUntil: Instants.Earliest);
    }

    private const string KeyAccepts = "key accepts the client key.";

    private const string SecretAccepts = "secret accepts the client secret.";

    private static OperationDoc Documentation => new(
        "Access",
        "Generate an access token",
        "A token for the header X-CAP-API-OAUTH-TOKEN. It lives as long as the client's tokens do, by the world's clock. Sample world: docs-key, docs-secret.",
        [],
        [
            Example.Illustrated("sample-client", "A token for the sample client", """{"data":{"accessToken":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkb2NzLWtleSJ9.c2lnbmF0dXJl","ttlSeconds":3600},"errors":null}""") with
            {
                RequestBody = """{"key":"docs-key","secret":"docs-secret"}""",
            },
            Example.RefusedBody(TokenErrors.InvalidClient, null, """{"key":"docs-key","secret":"wrong"}"""),
            Example.RefusedBody(TokenErrors.InvalidInput, SecretAccepts, """{"key":"docs-key"}"""),
        ])
    {
        BodyFields = ["key", "secret"],
    };
}

/// <summary>The token and its life in seconds.</summary>
public sealed record AccessTokenJson(string AccessToken, int TtlSeconds);
