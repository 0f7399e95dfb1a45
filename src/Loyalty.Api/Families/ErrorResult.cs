using System.Reflection;
using System.Text.Json;
using Loyalty.Api.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Loyalty.Api.Families;

/// <summary>A refusal in the envelope of its family.</summary>
public static class ErrorBody
{
    public static Type TypeOf(ApiFamily family) => family switch
    {
        ApiFamily.Gateway => typeof(GatewayRefusal),
        ApiFamily.V2 => typeof(V2Refusal),
        ApiFamily.Token => typeof(TokenAnswer<object>),
        _ => typeof(V3Answer<object>),
    };

    public static byte[] Render(ApiFamily family, int status, int code, string message) => family switch
    {
        ApiFamily.Gateway => JsonSerializer.SerializeToUtf8Bytes(
            new GatewayRefusal(
                new GatewayStatus(status, GenericErrors.PhraseOf(status)),
                new GatewayValidationErrors(new GatewayOtherErrors([new GatewayError(false, code, message, false)])),
                null),
            FamilyJsonContext.Answers.GatewayRefusal),
        ApiFamily.V2 => JsonSerializer.SerializeToUtf8Bytes(
            new V2Refusal([], [new V2Error(false, code, message)]), FamilyJsonContext.Answers.V2Refusal),
        ApiFamily.Token => JsonSerializer.SerializeToUtf8Bytes(
            new TokenAnswer<object>(null, [new V3Error(code, message)]), FamilyJsonContext.Answers.TokenAnswerObject),
        _ => JsonSerializer.SerializeToUtf8Bytes(
            new V3Answer<object>(null, [new V3Error(code, message)], null), FamilyJsonContext.Answers.V3AnswerObject),
    };

    public static Task WriteAsync(HttpContext context, ApiError error, string? message = null)
    {
        context.Features.Set(error);
        return JsonBody.WriteAsync(context, error.Status, Render(error.Family, error.Status, error.Code, message ?? error.Message));
    }
}

/// <summary>A refusal that an operation answers itself; the type names the codes that are possible.</summary>
public sealed class ErrorResult<TErrors>(ApiError error, string? message = null) : IResult, IEndpointMetadataProvider
    where TErrors : IErrorList
{
    public ApiError Error => error;

    public Task ExecuteAsync(HttpContext httpContext) => ErrorBody.WriteAsync(httpContext, error, message);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(new OperationErrors(TErrors.All));

    public static implicit operator ErrorResult<TErrors>(ApiError error) => new(error);
}
