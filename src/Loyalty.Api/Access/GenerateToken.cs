using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Loyalty.Api.Access;

/// <summary>POST /v3/oauth/token/generate: an access token for a client key and secret (docs/contract/access.md 2.1).</summary>
public static class GenerateToken
{
    private static readonly Operation Operation = new("generateToken", ApiFamily.Token, Operation.NoResource, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapLazy(HttpMethods.Post, ApiFamilies.TokenEndpoint, Handle)
        .WithOperation(Operation)
        .WithMetadata(Documentation);

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [TokenErrors.InvalidClient, TokenErrors.InvalidInput];
    }

    internal sealed class Validator : AbstractValidator<AccessTokenRequest>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(body => body.Key).NotEmpty().WithError(TokenErrors.InvalidInput, KeyAccepts);
            RuleFor(body => body.Secret).NotEmpty().WithError(TokenErrors.InvalidInput, SecretAccepts);
        }
    }

    private static Results<Answer<AccessTokenResponse>, ErrorResult<Errors>> Handle(
        AccessTokenRequest body, ClientCredentials clients, WorldRegistry worlds, AccessTokens tokens, ILogger<Caller> logger)
    {
        var (credential, refusal) = clients.Check(body);
        if (credential is null || worlds.Find(credential.WorldName)?.View is not { } world)
        {
            AuthenticationFailure.Log(logger, refusal ?? AuthenticationFailure.WorldDeleted);
            return new ErrorResult<Errors>(TokenErrors.InvalidClient);
        }

        var token = tokens.Issue(world, credential);
        return new Answer<AccessTokenResponse>(
            new(new IssuedTokenJson(token.Text, token.Seconds), null), AccessJsonContext.Answers.AccessTokenResponse);
    }

    private const string KeyAccepts = "key accepts the client key.";

    private const string SecretAccepts = "secret accepts the client secret.";

    private static OperationDoc Documentation => new(
        "Access",
        "Generate an access token",
        "Issues a token for the header X-CAP-API-OAUTH-TOKEN. The client defines the token's lifetime; the world's clock measures it. Sample world: key docs-key, secret docs-secret.",
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
        HasTextFields = true,
    };
}

/// <summary>A client's key and secret.</summary>
public sealed record AccessTokenRequest(string? Key, string? Secret);

/// <summary>The answer to a token request. <paramref name="Errors"/> is always null.</summary>
public sealed record AccessTokenResponse(IssuedTokenJson Data, IReadOnlyList<V3Error>? Errors);

/// <summary>The token and its lifetime in seconds.</summary>
public sealed record IssuedTokenJson(string AccessToken, int TtlSeconds);
