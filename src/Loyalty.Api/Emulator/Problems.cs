using System.Text.Json;
using Loyalty.Api.Wire;
using Microsoft.AspNetCore.WebUtilities;

namespace Loyalty.Api.Emulator;

/// <summary>Refusals of the controls: RFC 9457.</summary>
public static class Problems
{
    public static IResult Of(int status, string detail) => new ProblemResult(status, detail);

    public static Task WriteAsync(HttpContext context, int status, string detail)
    {
        var problem = new Problem("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail);
        return JsonBody.WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(problem, WireJson.Relaxed.Problem), Problem.MediaType);
    }

    private sealed class ProblemResult(int status, string detail) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, status, detail);
    }
}

/// <summary>A control request that cannot be carried out as it is.</summary>
public sealed class ControlException(int status, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public static ControlException BadRequest(string detail) => new(StatusCodes.Status400BadRequest, detail);

    public static ControlException NoWorld(string name) => new(StatusCodes.Status404NotFound, $"There is no world '{name}'.");
}
