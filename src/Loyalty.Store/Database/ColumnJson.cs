using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Faults;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Database;

/// <summary>The JSON format of columns that hold objects and lists.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(WireNameConverter), typeof(PropertyValueConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<CustomerProfile>))]
[JsonSerializable(typeof(LoyaltyInfo))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<TargetFilter>))]
[JsonSerializable(typeof(IReadOnlyList<DefaultValue>))]
[JsonSerializable(typeof(UserRef))]
[JsonSerializable(typeof(Attribution))]
[JsonSerializable(typeof(UnifiedThreshold))]
[JsonSerializable(typeof(IReadOnlyList<StreakLevel>))]
[JsonSerializable(typeof(IReadOnlyList<MilestoneTrigger>))]
[JsonSerializable(typeof(IReadOnlyList<AudienceFilter>))]
[JsonSerializable(typeof(ExtendedFieldInfo))]
[JsonSerializable(typeof(IReadOnlyList<PromotionMetadata>))]
[JsonSerializable(typeof(Restrictions))]
[JsonSerializable(typeof(IReadOnlyList<long>))]
[JsonSerializable(typeof(IReadOnlyList<LinkedTargets>))]
[JsonSerializable(typeof(IReadOnlyList<RulesetFilter>))]
[JsonSerializable(typeof(IReadOnlyList<RuleAction>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, Permission>))]
[JsonSerializable(typeof(WorldSettings))]
[JsonSerializable(typeof(IReadOnlyList<FaultRule>))]
internal sealed partial class ColumnJson : JsonSerializerContext;
