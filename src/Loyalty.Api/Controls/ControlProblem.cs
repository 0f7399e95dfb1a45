using System.Text.Json;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Loyalty.Api.Controls;

/// <summary>Answers the errors of the controls as RFC 9457 problems.</summary>
public static class ControlProblem
{
    public static IResult Of(int status, string detail) => new ProblemResult(status, detail);

    public static Task WriteAsync(HttpContext context, int status, string detail)
    {
        var problem = new Problem("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail);
        return JsonBody.WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(problem, FamilyJsonContext.Answers.Problem), Problem.MediaType);
    }

    private sealed class ProblemResult(int status, string detail) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, status, detail);
    }
}

/// <summary>Refuses a control request with a status and a reason.</summary>
public sealed class ControlException(int status, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public static ControlException BadRequest(string detail) => new(StatusCodes.Status400BadRequest, detail);
}
