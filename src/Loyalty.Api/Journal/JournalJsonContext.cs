using System.Text.Json.Serialization;
using Loyalty.Api.Controls;

namespace Loyalty.Api.Journal;

/// <summary>Serialization of the journal controls.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(RequestListJson))]
[JsonSerializable(typeof(RequestCountJson))]
[JsonSerializable(typeof(VerifyBody))]
[JsonSerializable(typeof(VerifiedJson))]
[JsonSerializable(typeof(VerifyProblem))]
internal sealed partial class JournalJsonContext : JsonSerializerContext
{
    public static readonly JournalJsonContext Controls = new(ControlJsonOptions.Create());
}
