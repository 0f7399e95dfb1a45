using Loyalty.Api.Access;
using Loyalty.Api.Promotions;
using Loyalty.Api.Targets;
using Loyalty.Api.Wire;
using Loyalty.Domain.Emulator;

namespace Loyalty.Api.Docs;

/// <summary>Names of schema components: what a generated client calls its classes. They stay when code moves or is renamed.</summary>
internal static class SchemaNames
{
    private const string Json = "Json";

    private static readonly Dictionary<Type, string> Given = new()
    {
        [typeof(V3Answer<IReadOnlyList<TargetJson>>)] = "EnrolledTargetsResponse",
        [typeof(DocumentedPromotions)] = "PromotionsV2Response",
        [typeof(TokenAnswer<AccessTokenJson>)] = "AccessTokenResponse",
        [typeof(AccessTokenJson)] = "IssuedToken",
        [typeof(GenerateToken.Body)] = "AccessTokenRequest",
        [typeof(V3Answer<object>)] = "V3ErrorResponse",
        [typeof(TokenAnswer<object>)] = "AccessTokenErrorResponse",
        [typeof(GatewayRefusal)] = "GatewayErrorResponse",
        [typeof(V2Refusal)] = "V2ErrorResponse",
        [typeof(ActionJson)] = "RuleAction",
        [typeof(ClockMode)] = ValueSets.DocumentClockMode,
        [typeof(FaultDelay)] = "FaultDelayRange",
    };

    public static string Of(Type type)
    {
        if (Given.TryGetValue(type, out var name))
        {
            return name;
        }

        if (type.IsGenericType)
        {
            throw new InvalidOperationException($"{type} needs a name in {nameof(SchemaNames)}: a client would get a class of this name.");
        }

        return type.Name.EndsWith(Json, StringComparison.Ordinal) ? type.Name[..^Json.Length] : type.Name;
    }
}
