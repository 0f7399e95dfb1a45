using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Families;
using Loyalty.Api.Json;

namespace Loyalty.Api.Access;

/// <summary>Serialization of the access family.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AccessTokenResponse))]
[JsonSerializable(typeof(AccessTokenRequest))]
internal sealed partial class AccessJsonContext : JsonSerializerContext
{
    public static readonly AccessJsonContext Answers = new(WireJsonOptions.ForAnswers());

    public static readonly AccessJsonContext Requests = new(WireJsonOptions.ForRequests());
}
