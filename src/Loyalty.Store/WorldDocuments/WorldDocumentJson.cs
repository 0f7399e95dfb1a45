using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Store.Customers;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;

namespace Loyalty.Store.WorldDocuments;

/// <summary>Reads and writes world documents.</summary>
public static class WorldDocumentJson
{
    private static readonly WorldDocumentContext Context = new(new JsonSerializerOptions(WorldDocumentContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private static readonly ILookup<long, Rule> NoRules = Array.Empty<Rule>().ToLookup(rule => rule.RulesetId);

    /// <summary>Reads and checks a document. The exception has all findings.</summary>
    public static WorldDocument Read(ReadOnlySpan<byte> json) => Read(json, Context.WorldDocument, WorldDocumentCheck.Run, Inspect);

    /// <summary>Reads a patch and checks it as far as that is possible without the world. The exception has all findings.</summary>
    public static WorldPatch ReadPatch(ReadOnlySpan<byte> json)
    {
        static void Check(WorldPatch patch, DocumentCheck check) => WorldDocumentCheck.RequireVersion(patch.SchemaVersion ?? WorldDocument.CurrentSchemaVersion, check);

        return Read(json, Context.WorldPatch, Check, text => WorldDocumentInspection.Run(text, Context.WorldPatch, Check));
    }

    private static T Read<T>(
        ReadOnlySpan<byte> json, JsonTypeInfo<T> type, Action<T, DocumentCheck> check, Func<ReadOnlySpan<byte>, IReadOnlyList<DocumentFinding>> inspect)
    {
        var text = WithoutByteOrderMark(json);
        try
        {
            if (JsonSerializer.Deserialize(text, type) is { } document)
            {
                var findings = new DocumentFindings();
                check(document, new DocumentCheck(findings));
                if (findings.All.Count == 0)
                {
                    return document;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or TooManyFindingsException)
        {
            // The inspection below finds this error and all others.
        }

        throw new WorldDocumentException(inspect(text));
    }

    /// <summary>All errors and warnings of a document, in the order of the lines.</summary>
    public static IReadOnlyList<DocumentFinding> Inspect(ReadOnlySpan<byte> json) => WorldDocumentInspection.Run(WithoutByteOrderMark(json), Context.WorldDocument);

    /// <summary>Indented, without unset properties, with a line feed at the end.</summary>
    public static byte[] Write(WorldDocument document)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(document, Context.WorldDocument);
        return [.. json, (byte)'\n'];
    }

    /// <summary>A row as its world document shows it, with the name of its kind and its id. The JSON is written when it is asked for.</summary>
    public static (string Entity, long Id, Func<JsonObject> Json) Describe(object row) => row switch
    {
        Customer customer => ("customer", customer.Id, () => ObjectOf(CustomerDocument.From(customer, []), Context.CustomerDocument)),
        CustomerIdentifier identifier => ("identifier", identifier.CustomerId, () => ObjectOf(IdentifierDocument.From(identifier), Context.IdentifierDocument)),
        Enrolment enrolment => ("enrolment", enrolment.Id, () => ObjectOf(EnrolmentDocument.From(enrolment), Context.EnrolmentDocument)),
        UserTarget progress => ("userTarget", progress.Id, () => ObjectOf(UserTargetDocument.From(progress), Context.UserTargetDocument)),
        UsageEntry entry => ("usage", entry.Id, () => ObjectOf(UsageDocument.From(entry), Context.UsageDocument)),
        TargetGroup group => ("targetGroup", group.Id, () => ObjectOf(TargetGroupDocument.From(group, [], []), Context.TargetGroupDocument)),
        Period period => ("period", period.Id, () => ObjectOf(PeriodDocument.From(period), Context.PeriodDocument)),
        Target target => ("target", target.Id, () => ObjectOf(TargetDocument.From(target), Context.TargetDocument)),
        Promotion promotion => ("promotion", promotion.Id, () => ObjectOf(PromotionDocument.From(promotion, [], NoRules), Context.PromotionDocument)),
        Ruleset ruleset => ("ruleset", ruleset.Id, () => ObjectOf(RulesetDocument.From(ruleset, []), Context.RulesetDocument)),
        Rule rule => ("rule", rule.Id, () => ObjectOf(RuleDocument.From(rule), Context.RuleDocument)),

        // A request has no number, so its id is that of its org.
        RequestKey key => ("requestKey", key.OrgId, () => ObjectOf(RequestKeyDocument.From(key), Context.RequestKeyDocument)),
        UnifiedPromotion version => ("unifiedPromotion", version.Id, () => ObjectOf(UnifiedPromotionDocument.From(version), Context.UnifiedPromotionDocument)),
        _ => throw new ArgumentException($"A document shows no single {row.GetType().Name}.", nameof(row)),
    };

    /// <summary>The JSON schema of world documents, for editors.</summary>
    public static JsonNode Schema() => WorldDocumentSchema.Create(Context.WorldDocument);

    private static JsonObject ObjectOf<T>(T document, JsonTypeInfo<T> type) => (JsonObject)JsonSerializer.SerializeToNode(document, type)!;

    /// <summary>Some editors write a byte order mark, which is not part of the JSON.</summary>
    public static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> json) => json.StartsWith("\uFEFF"u8) ? json[3..] : json;
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(WireNameConverter), typeof(PropertyValueConverter)],
    WriteIndented = true,
    NewLine = "\n",
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorldDocument))]
[JsonSerializable(typeof(WorldPatch))]
internal sealed partial class WorldDocumentContext : JsonSerializerContext;
