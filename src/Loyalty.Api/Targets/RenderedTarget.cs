using System.Text.Json;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <summary>The JSON of a target, rendered once for the zone and the settings of its world.</summary>
internal sealed record RenderedTarget(TimeZoneInfo Zone, bool IncludesIso, byte[] Json)
{
    public static byte[] Of(TargetEntry entry, WorldView world)
    {
        var includeIso = world.Settings.IsoAttribution is true;
        if (entry.Rendered is RenderedTarget rendered && rendered.IncludesIso == includeIso && ReferenceEquals(rendered.Zone, world.Zone))
        {
            return rendered.Json;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(TargetJson.From(entry.Target, world.Zone, includeIso), TargetJsonContext.Answers.TargetJson);
        entry.Rendered = new RenderedTarget(world.Zone, includeIso, json);
        return json;
    }
}
