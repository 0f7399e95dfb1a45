using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;

namespace Loyalty.Store.WorldDocuments;

/// <summary>
/// The JSON schema of world documents, for editors. It refuses what the reader refuses, as far as a schema can, and null for an
/// optional property too: editors would propose it.
/// </summary>
internal static class WorldDocumentSchema
{
    private const string DialectUri = "https://json-schema.org/draft/2020-12/schema";

    private const string InstantDescription = "ISO 8601 with an offset, or a negative duration relative to the world's time at loading.";

    private const string InstantPattern = $@"^(-{SchemaNotes.DurationPattern}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\\.[0-9]{{1,7}})?)?(Z|[+-][0-9]{{2}}:[0-9]{{2}}))$";

    public static JsonObject Create(JsonTypeInfo<WorldDocument> type)
    {
        var notes = new SchemaNotes();
        DescribeWorld(notes);
        AccessDocumentSchema.Describe(notes);
        CustomerDocumentSchema.Describe(notes);
        TargetDocumentSchema.Describe(notes);
        PromotionDocumentSchema.Describe(notes);
        var schema = type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => node is JsonObject described ? Describe(described, context.TypeInfo, notes) : node,
        }).AsObject();
        schema.Insert(0, "$schema", DialectUri);
        schema.Insert(1, "$id", $"urn:loyalty-emulator:world-document:{WorldDocument.CurrentSchemaVersion}");
        return schema;
    }

    private static JsonObject Describe(JsonObject schema, JsonTypeInfo type, SchemaNotes notes)
    {
        RemoveNull(schema);
        if (schema["properties"] is JsonObject properties)
        {
            foreach (var property in type.Properties)
            {
                if (SchemaOfValue(property.PropertyType) is { } value)
                {
                    KeepDefault(value, properties[property.Name]!);
                    properties[property.Name] = value;
                }

                var described = properties[property.Name]!.AsObject();
                RemoveNull(described);
                Merge(described, notes.OfProperty(type.Type, property.Name));
                if (IsInstant(property.PropertyType) && described["description"] is { } text)
                {
                    described["description"] = $"{text} {InstantDescription}";
                }
            }

            Merge(schema, notes.OfObject(type.Type));
        }

        if (type is { Kind: JsonTypeInfoKind.Dictionary, ElementType: { } element } && SchemaOfValue(element) is { } values)
        {
            schema["additionalProperties"] = values;
        }

        return schema;
    }

    private static void KeepDefault(JsonObject schema, JsonNode exported)
    {
        if (exported is JsonObject original && original["default"] is { } value)
        {
            schema["default"] = value.DeepClone();
        }
    }

    private static bool IsInstant(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(DocumentInstant);

    private static void RemoveNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types && types.FirstOrDefault(type => (string)type! is not "null") is { } only && types.Count == 2)
        {
            schema["type"] = only.DeepClone();
        }

        if (schema.TryGetPropertyValue("default", out var value) && value is null)
        {
            schema.Remove("default");
        }
    }

    /// <summary>Puts titles and descriptions first, where readers of the schema look for them.</summary>
    private static void Merge(JsonObject schema, JsonObject? notes)
    {
        foreach (var (position, (name, value)) in (notes ?? []).Index())
        {
            schema.Remove(name);
            if (name is "title" or "description")
            {
                schema.Insert(position, name, value?.DeepClone());
            }
            else
            {
                schema[name] = value?.DeepClone();
            }
        }
    }

    /// <summary>The schema of a value that the exporter cannot describe, or describes without its range. Null for any other type.</summary>
    private static JsonObject? SchemaOfValue(Type nullableType)
    {
        var type = Nullable.GetUnderlyingType(nullableType) ?? nullableType;
        if (type.IsEnum)
        {
            var names = (IReadOnlyList<string>)typeof(WireName<>).MakeGenericType(type).GetProperty(nameof(WireName<ClockMode>.All))!.GetValue(null)!;
            return new JsonObject { ["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) };
        }

        return type switch
        {
            _ when type == typeof(DocumentInstant) => JsonNode.Parse($$"""
                {"type": "string", "pattern": "{{InstantPattern}}", "examples": ["2031-01-01T00:00:00Z", "2031-01-01T00:00:00+05:30", "-PT2H", "-P30D"]}
                """)!.AsObject(),
            _ when type == typeof(PropertyValue) => new JsonObject { ["type"] = new JsonArray("string", "integer"), ["minimum"] = long.MinValue, ["maximum"] = long.MaxValue },
            _ when type == typeof(int) => new JsonObject { ["type"] = "integer", ["minimum"] = int.MinValue, ["maximum"] = int.MaxValue },
            _ when type == typeof(long) => new JsonObject { ["type"] = "integer", ["minimum"] = long.MinValue, ["maximum"] = long.MaxValue },
            _ => null,
        };
    }

    private static void DescribeWorld(SchemaNotes notes)
    {
        notes.Object<WorldDocument>("World document", """{"description": "A whole world of the loyalty emulator: seed, export, snapshot and test fixture."}""")
            .Property("schemaVersion", "The version of this format.", $$"""{"const": {{WorldDocument.CurrentSchemaVersion}}}""")
            .Property("name", "The world's name. In a seed not . or ..", $$"""{"minLength": 1, "maxLength": {{WorldDocumentCheck.LongestName}}}""")
            .Property("timeZone", "The server's zone: an IANA name.", """{"pattern": "^[A-Z][A-Za-z0-9+_-]*(/[A-Z][A-Za-z0-9+_-]*)*$", "examples": ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York"]}""")
            .Property("orgs", "One org, or one parent org without parentId and its child orgs.", """{"contains": {"not": {"required": ["parentId"]}}, "minContains": 1, "maxContains": 1}""")
            .Property("clock", "The world's time when the document is loaded. Default: the machine's clock.")
            .Property("settings", "How this world interprets the documentation. Default: the configuration of the emulator.")
            .Property("$schema", "Where editors find this schema, for example ./world-document.schema.json. The emulator ignores it.");
        notes.Object<ClockDocument>("Clock", """
            {"allOf": [
                {"if": {"properties": {"mode": {"const": "FROZEN"}}}, "then": {"required": ["at"]}, "else": {"not": {"required": ["at"]}}},
                {"if": {"properties": {"mode": {"const": "SHIFTED"}}}, "then": {"required": ["by"]}, "else": {"not": {"required": ["by"]}}}]}
            """)
            .Property("mode", "FOLLOWING the machine's clock, FROZEN at an instant, or SHIFTED by a duration.")
            .Property("at", "The instant of a FROZEN clock.")
            .Property("by", "The duration of a SHIFTED clock; negative to go back.", $$"""{"pattern": "^-?{{SchemaNotes.DurationPattern}}$", "examples": ["P1D", "-PT2H"]}""");
        notes.Object<WorldSettings>("Settings")
            .Property("promotionsRepresentation", "The default representation of promotionsV2.")
            .Property("advancedPromotions", "Whether the org has promotion types.")
            .Property("targetsTrackingDate", "How trackingDate of enrolledTargets is read.")
            .Property("isoAttribution", "Whether answers contain createdOnISO and lastUpdatedOnISO.")
            .Property("deprecationHeaders", "Whether answers contain Deprecation and Link.")
            .Property("strictRequests", "Whether unknown query parameters, and parameters and paths in another spelling, are refused.")
            .Property("notEnrolled", "The answer of unEnroll to a customer who is not enrolled: OPEN_API for 310126 with status 500, TABLE for 310119 with status 400.")
            .Property("leaderboards", "Whether the orgs have leaderboards: without them, a target group with a leaderboard is refused with 310133.")
            .Property("newerPromotionKeys", "Whether promotionRestrictions of the gateway has the three keys that only newer pages show.")
            .Property("optInDuration", "Whether promotions of v3 can have an opt-in window.")
            .Property("unifiedTargets", "How many targets a unified group has at most.", """{"minimum": 2, "maximum": 1000}""")
            .Property("createdForPost", "Whether every POST of the target family that succeeds answers 201 instead of 200.")
            .Property("refuseKnownCustomers", "Whether the registration of a customer who is known from the same source and account is refused with 8006.")
            .Property("lookupNotFoundIsOk", "Whether a lookup that finds no customer answers 8015 with status 200.");
        notes.Object<OrgDocument>("Org")
            .Property("id", "Unique among the orgs of the document.", SchemaNotes.Id)
            .Property("name", "Returned as orgName of rulesets.")
            .Property("parentId", "The id of the parent org.", SchemaNotes.Id)
            .Property("accessGroups", "Who may do what. If there are any, exactly one is the default. Default: everything is allowed.", """
                {"if": {"minItems": 1}, "then": {"contains": {"properties": {"default": {"const": true}}}, "minContains": 1, "maxContains": 1}}
                """)
            .Property("tills", "Callers that authenticate with Basic.")
            .Property("oauthClients", "Callers that authenticate with a token.")
            .Property("programs", "The loyalty programs of the org.")
            .Property("customers", "The customers of the org.")
            .Property("targetGroups", "The target groups of the org, with their periods and targets.")
            .Property("enrolments", "Which customers are enrolled in which targets.")
            .Property("userTargets", "The progress of customers. Stored for operations that are not emulated yet.")
            .Property("promotions", "The promotions of the org.")
            .Property("usage", "What customers did with promotions.")
            .Property("unifiedPromotions", "Promotions as v3 configures them.")
            .Property("requestKeys", "Requests that were carried out, by the ids that clients gave them.");
    }
}
