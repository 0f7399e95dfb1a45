using System.Text.Json;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>The response to a hostile request.</summary>
internal sealed record HostileReply(int Status, string? ContentType, string? RequestId, string? ETag, string Body);

/// <summary>Asserts that a response has no 5xx status except 501, that it has the envelope of its family, and that an error has a code and a message (docs/architecture.md 1).</summary>
internal static class EnvelopeRules
{
    /// <summary>Returns the code of an error, or the status if the response has no code. A busy emulator may also answer 503 and 507.</summary>
    public static int Inspect(HostileRequest request, HostileReply reply, bool isBusy = false)
    {
        Assert.True(reply.Status is 200 or 304 or (>= 400 and < 500) or 501 || (isBusy && reply.Status is (503 or 507)), $"status {reply.Status}");
        if (request.Family is not (null or EnvelopeFamily.Problem))
        {
            Assert.False(string.IsNullOrEmpty(reply.RequestId), "the response has no X-Cap-Requestid");
        }

        if (reply.Status == 304)
        {
            Assert.Equal("", reply.Body);
            Assert.NotNull(reply.ETag);
            return 304;
        }

        // A response to HEAD has no body.
        if (request.Method.Equals("HEAD", StringComparison.Ordinal) && reply.Body.Length == 0)
        {
            return reply.Status;
        }

        using var json = JsonDocument.Parse(reply.Body);
        var family = FamilyOf(json.RootElement, reply.Status);
        Assert.Equal(request.Family ?? family, family);
        Assert.Equal(family == EnvelopeFamily.Problem ? "application/problem+json" : "application/json", reply.ContentType);
        return reply.Status == 200 ? Success(json.RootElement, family) : Error(json.RootElement, family, reply.Status);
    }

    private static EnvelopeFamily FamilyOf(JsonElement body, int status) => string.Join(' ', body.EnumerateObject().Select(property => property.Name)) switch
    {
        "data errors warnings" => EnvelopeFamily.V3,
        "data errors" => EnvelopeFamily.Token,
        "warnings errors" => EnvelopeFamily.V2,
        "errors" => EnvelopeFamily.Lookup,
        "type title status detail" => EnvelopeFamily.Problem,
        "status validationErrors data" when status != 200 => EnvelopeFamily.Gateway,
        "status validationErrors data pageDetails" or "pageDetails customerId promotions warnings" or "status validationErrors data pageDetails customerId promotions warnings" when status == 200 => EnvelopeFamily.Gateway,
        var names => throw new InvalidOperationException($"No envelope has the fields {names}."),
    };

    private static int Success(JsonElement body, EnvelopeFamily family)
    {
        Assert.True(family is EnvelopeFamily.V3 or EnvelopeFamily.Token or EnvelopeFamily.Gateway, $"the {family} family has no successful responses");
        if (family is not EnvelopeFamily.Gateway)
        {
            Assert.Equal(JsonValueKind.Null, body.GetProperty("errors").ValueKind);
            Assert.Equal(family == EnvelopeFamily.V3 ? JsonValueKind.Array : JsonValueKind.Object, body.GetProperty("data").ValueKind);
        }

        return 200;
    }

    private static int Error(JsonElement body, EnvelopeFamily family, int status)
    {
        var (code, message) = family switch
        {
            EnvelopeFamily.Gateway => Single(body.GetProperty("validationErrors").GetProperty("otherErrors").GetProperty("data"), "responseCode", "responseMessage"),
            EnvelopeFamily.Problem => (body.GetProperty("status").GetInt32(), body.GetProperty("detail").GetString()!),
            _ => Single(body.GetProperty("errors"), "code", "message"),
        };
        if (family == EnvelopeFamily.Gateway)
        {
            Assert.Equal(status, body.GetProperty("status").GetProperty("code").GetInt32());
            Assert.Equal(JsonValueKind.Null, body.GetProperty("data").ValueKind);
        }

        Assert.True(code > 0, $"the code is {code}");
        Assert.Contains(message, character => char.IsLetter(character));
        Assert.DoesNotContain("Exception", message, StringComparison.Ordinal);
        Assert.DoesNotContain(" at Loyalty.", message, StringComparison.Ordinal);
        return code;
    }

    private static (int Code, string Message) Single(JsonElement errors, string codeName, string messageName)
    {
        var error = Assert.Single(errors.EnumerateArray());
        return (error.GetProperty(codeName).GetInt32(), error.GetProperty(messageName).GetString()!);
    }
}
