using System.Reflection;
using System.Text.Json;
using Loyalty.Api.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Loyalty.Api.Families;

/// <summary>Writes an error in the envelope of its family.</summary>
public static class ErrorBody
{
    public static Type TypeOf(ApiFamily family) => family switch
    {
        ApiFamily.Gateway => typeof(GatewayErrorResponse),
        ApiFamily.V2 => typeof(V2ErrorResponse),
        ApiFamily.Token => typeof(TokenErrorResponse),
        ApiFamily.Lookup => typeof(LookupErrorResponse),
        ApiFamily.Rewards => typeof(RewardsErrorResponse),
        _ => typeof(V3ErrorResponse),
    };

    private static byte[] RenderEnvelope(ApiFamily family, int status, int code, string message) => family switch
    {
        ApiFamily.Gateway => JsonSerializer.SerializeToUtf8Bytes(
            new GatewayErrorResponse(
                new GatewayStatus(status, GenericErrors.PhraseOf(status)),
                new GatewayValidationErrors(new GatewayOtherErrors([new GatewayError(false, code, message, false)])),
                null),
            FamilyJsonContext.Answers.GatewayErrorResponse),
        ApiFamily.V2 => JsonSerializer.SerializeToUtf8Bytes(
            new V2ErrorResponse([], [new V2Error(false, code, message)]), FamilyJsonContext.Answers.V2ErrorResponse),
        ApiFamily.Lookup => JsonSerializer.SerializeToUtf8Bytes(new LookupErrorResponse([new V2Error(false, code, message)]), FamilyJsonContext.Answers.LookupErrorResponse),
        ApiFamily.Rewards => JsonSerializer.SerializeToUtf8Bytes(
            new RewardsErrorResponse(new RewardsStatus(false, code, message)), FamilyJsonContext.Answers.RewardsErrorResponse),
        ApiFamily.Token => JsonSerializer.SerializeToUtf8Bytes(
            new TokenErrorResponse(null, [new V3Error(code, message)]), FamilyJsonContext.Answers.TokenErrorResponse),
        _ => JsonSerializer.SerializeToUtf8Bytes(
            new V3ErrorResponse(null, [new V3Error(code, message)], null), FamilyJsonContext.Answers.V3ErrorResponse),
    };

    /// <summary>The body of an error with this message.</summary>
    public static byte[] Render(ApiError error, string message) => error.Form switch
    {
        ErrorForm.BulkItem => JsonSerializer.SerializeToUtf8Bytes(
            new V2BulkErrorResponse([new V2BulkErrorItem([new V2Error(false, error.Code, message)], [])], 1, 1), FamilyJsonContext.Answers.V2BulkErrorResponse),
        _ => RenderEnvelope(error.Family, error.Status, error.Code, message),
    };

    /// <param name="context">The request.</param>
    /// <param name="error">What is answered.</param>
    /// <param name="reason">Which parameter was refused and what it accepts; null if the code says it all, or if the client is not to know.</param>
    public static Task WriteAsync(HttpContext context, ApiError error, string? reason = null)
    {
        context.Features.Set(error);
        if (reason is not null)
        {
            RefusalReason.Set(context, reason);
        }

        return JsonBody.WriteAsync(context, error.Status, Render(error, error.MessageFor(reason)));
    }
}

/// <summary>An error that a handler answers. <typeparamref name="TErrors"/> lists the possible codes.</summary>
public sealed class ErrorResult<TErrors>(ApiError error, string? reason = null) : IResult, IEndpointMetadataProvider
    where TErrors : IErrorList
{
    public ApiError Error => error;

    public Task ExecuteAsync(HttpContext httpContext) => ErrorBody.WriteAsync(httpContext, error, reason);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(new OperationErrors(TErrors.All));
}
