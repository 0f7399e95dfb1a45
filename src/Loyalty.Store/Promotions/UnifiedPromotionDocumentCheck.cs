using System.Text.Json;
using Loyalty.Domain.Promotions;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Promotions;

/// <summary>Checks the promotions of v3.</summary>
internal static class UnifiedPromotionDocumentCheck
{
    private const string Kind = "unified promotion";

    /// <summary>Runs after the promotions were added, because published versions refer to them.</summary>
    public static void Run(DocumentCheck check, IReadOnlyList<UnifiedPromotionDocument>? versions, string path)
    {
        var published = new Dictionary<long, string>();
        var drafts = new Dictionary<string, string>(StringComparer.Ordinal);
        check.Each(versions, path + ".unifiedPromotions", (version, versionPath) =>
        {
            check.Require(UnifiedId.TryParse(version.Id, out var _), versionPath + ".id", "a unified id must be 6a or 6b and 22 lower-case hex digits, not all zero");
            check.AddUnique(Kind, version.Id, versionPath + ".id");
        });
        check.Each(versions, path + ".unifiedPromotions", (version, versionPath) =>
        {
            check.RequireReference(Kind, version.ParentId, versionPath + ".parentId");
            check.RequireReference("promotion", version.PromotionId, versionPath + ".promotionId");
            check.RequireReference("program", version.ProgramId, versionPath + ".programId");
            check.RequireNoNulls(version.Metadata, versionPath + ".metadata");
            check.Require(IsDefinition(version.Definition), versionPath + ".definition", "definition must be the JSON text of an object with an array activities");
            if (version is { PromotionId: { } promotionId, ParentId: null } && !published.TryAdd(promotionId, versionPath))
            {
                check.Fail(versionPath + ".promotionId", $"promotion {promotionId} already has a version at {published[promotionId]}");
            }

            if (version is { ParentId: { } parentId, Status: not UnifiedStatus.Snapshot } && !drafts.TryAdd(parentId, versionPath))
            {
                check.Fail(versionPath + ".parentId", $"'{parentId}' already has a draft at {drafts[parentId]}");
            }
        });
    }

    private static bool IsDefinition(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("activities", out var activities) && activities.ValueKind == JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
