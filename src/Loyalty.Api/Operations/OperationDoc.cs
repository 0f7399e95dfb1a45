using System.Text;
using Loyalty.Api.Families;
using Loyalty.Api.Json;

namespace Loyalty.Api.Operations;

/// <summary>The OpenAPI documentation of an operation. It is defined next to the operation.</summary>
public sealed record OperationDoc(
    string Tag,
    string Summary,
    string Description,
    IReadOnlyList<ParameterDoc> Parameters,
    IReadOnlyList<Example> Examples,
    bool Deprecated = false)
{
    /// <summary>The fields of the body that the operation reads.</summary>
    public IReadOnlyList<string> BodyFields { get; init; } = [];

    /// <summary>True if all fields of the body are required texts.</summary>
    public bool HasTextFields { get; init; }

    /// <summary>The most items of a body that is an array.</summary>
    public int MostItems { get; init; } = 1;
}

public enum ParameterType
{
    Text,
    WholeNumber,
    Flag,
}

public sealed record ParameterDoc(
    string Name, string Description, ParameterType Type = ParameterType.Text, bool Required = false, ValueSet? Values = null);

/// <summary>Whose credentials an example request carries.</summary>
public enum ExampleCaller
{
    Sample,
    Limited,
    Nobody,
}

/// <summary>
/// An example request with its answer from the sample world. A test sends every example. Swagger UI prefills the first example of an operation.
/// </summary>
public sealed record Example(
    string Name, string Summary, int Status, byte[] Body, IReadOnlyDictionary<string, string> Request, ExampleCaller Caller = ExampleCaller.Sample)
{
    /// <summary>The JSON body of the request; null if it has none.</summary>
    public string? RequestBody { get; init; }

    /// <summary>True if the values in the answer differ with every call.</summary>
    public bool Varies { get; init; }

    /// <summary>A success whose body is an embedded file.</summary>
    public static Example Documented(string name, string summary, string file, params ReadOnlySpan<(string Name, string Value)> request) =>
        new(name, summary, StatusCodes.Status200OK, ReadBody(file), ToDictionary(request));

    /// <summary>A success whose values differ with every call.</summary>
    public static Example Illustrated(string name, string summary, string body) =>
        new(name, summary, StatusCodes.Status200OK, Encoding.UTF8.GetBytes(body), ToDictionary([])) { Varies = true };

    public static Example Refused(ApiError error, string? reason, params ReadOnlySpan<(string Name, string Value)> request)
    {
        var message = error.MessageFor(reason);
        return new($"error-{error.Code}", message, error.Status, ErrorBody.Render(error, message), ToDictionary(request));
    }

    /// <summary>A success with this body.</summary>
    public static Example Answered(string name, string summary, string body, params ReadOnlySpan<(string Name, string Value)> request) =>
        new(name, summary, StatusCodes.Status200OK, Encoding.UTF8.GetBytes(body), ToDictionary(request));

    /// <summary>A request whose body is refused.</summary>
    public static Example RefusedBody(ApiError error, string? reason, string body, params ReadOnlySpan<(string Name, string Value)> request) =>
        Refused(error, reason, request) with { RequestBody = body };

    public static Example Anonymous(ApiFamily family, params ReadOnlySpan<(string Name, string Value)> request) =>
        Refused(GenericErrors.Of(family, StatusCodes.Status401Unauthorized), null, request) with { Caller = ExampleCaller.Nobody };

    /// <summary>The sample world's limited till lacks the customer resource.</summary>
    public static Example Forbidden(ApiFamily family, params ReadOnlySpan<(string Name, string Value)> request) =>
        Refused(GenericErrors.Of(family, StatusCodes.Status403Forbidden), null, request) with { Caller = ExampleCaller.Limited };

    private static byte[] ReadBody(string file)
    {
        using var stream = typeof(Example).Assembly.GetManifestResourceStream($"Bodies/{file}")
            ?? throw new FileNotFoundException("The documented body is not embedded.", file);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Dictionary<string, string> ToDictionary(ReadOnlySpan<(string Name, string Value)> request)
    {
        var dictionary = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request)
        {
            dictionary.Add(name, value);
        }

        return dictionary;
    }
}
