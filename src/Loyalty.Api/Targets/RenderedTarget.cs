using System.Text.Json;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <summary>The JSON of a target, rendered once for the zone and the settings of its world.</summary>
internal sealed record RenderedTarget(TimeZoneInfo Zone, bool IncludesIso, byte[] Json)
{
    public static byte[] Of(TargetEntry entry, TimeZoneInfo zone, bool includeIso)
    {
        if (entry.Rendered is RenderedTarget rendered && rendered.IncludesIso == includeIso && ReferenceEquals(rendered.Zone, zone))
        {
            return rendered.Json;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(TargetJson.From(entry.Target, zone, includeIso), TargetJsonContext.Answers.TargetJson);
        entry.Rendered = new RenderedTarget(zone, includeIso, json);
        return json;
    }
}
