using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Domain.Access;
using Loyalty.Domain.Emulator;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;

namespace Loyalty.Store;

/// <summary>Enumerations in the vendor's spelling.</summary>
internal sealed class WordsConverter() : JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false);

/// <summary>The JSON of columns.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(WordsConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<TargetFilter>))]
[JsonSerializable(typeof(IReadOnlyList<DefaultValue>))]
[JsonSerializable(typeof(UserRef))]
[JsonSerializable(typeof(IReadOnlyList<PromotionMetadata>))]
[JsonSerializable(typeof(Restrictions))]
[JsonSerializable(typeof(IReadOnlyList<long>))]
[JsonSerializable(typeof(IReadOnlyList<RulesetFilter>))]
[JsonSerializable(typeof(IReadOnlyList<RuleAction>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, Permission>))]
[JsonSerializable(typeof(WorldSettings))]
[JsonSerializable(typeof(IReadOnlyList<FaultRule>))]
internal sealed partial class StoreJson : JsonSerializerContext;
