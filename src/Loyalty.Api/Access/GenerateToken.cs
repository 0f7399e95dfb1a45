using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Loyalty.Api.Access;

/// <summary>POST /v3/oauth/token/generate: an access token for a client key and secret (docs/contract/access.md 2.1).</summary>
public static class GenerateToken
{
    private static readonly Operation Operation = new("generateToken", ApiFamily.Token, Operation.NoResource, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost(ApiFamilies.TokenEndpoint, Handle)
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
        Body body, ClientCredentials clients, WorldRegistry worlds, AccessTokens tokens, ILogger<Caller> logger)
    {
        var (credential, refusal) = clients.Check(body);
        if (credential is null || worlds.Find(credential.WorldName)?.View is not { } world)
        {
            AuthenticationFailure.Log(logger, refusal ?? AuthenticationFailure.WorldGone);
            return new ErrorResult<Errors>(TokenErrors.InvalidClient);
        }

        var token = tokens.Issue(world, credential);
        return new Answer<TokenAnswer<AccessTokenJson>>(
            new(new AccessTokenJson(token.Text, token.Seconds), null), AccessJsonContext.Answers.TokenAnswerAccessTokenJson, holdsUntil: Instants.Earliest);
    }

    private const string KeyAccepts = "key accepts the client key.";

    private const string SecretAccepts = "secret accepts the client secret.";

    private static OperationDoc Documentation => new(
        "Access",
        "Generate an access token",
        "A token for the header X-CAP-API-OAUTH-TOKEN. It lives as long as the client's tokens do, by the world's clock. Sample world: docs-key, docs-secret.",
        [],
        [
            Example.RefusedBody(TokenErrors.InvalidClient, null, """{"key":"docs-key","secret":"wrong"}"""),
            Example.RefusedBody(TokenErrors.InvalidInput, SecretAccepts, """{"key":"docs-key"}"""),
        ])
    {
        BodyFields = ["key", "secret"],
    };
}

/// <summary>The token and its life in seconds.</summary>
public sealed record AccessTokenJson(string AccessToken, int TtlSeconds);
