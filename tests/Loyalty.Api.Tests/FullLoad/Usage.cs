using System.Globalization;
using Loyalty.Api.Hosting;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Laws.Tests.Hosting;

namespace Loyalty.Api.Tests.FullLoad;

/// <summary>What the usage control shows, and the resident memory of the process; or the largest of many.</summary>
internal sealed class Usage
{
    private const long Megabyte = 1024 * 1024;

    private readonly Dictionary<string, (long Used, long? Bound)> _parts = new(StringComparer.Ordinal);

    public long ProcessBytes { get; private set; }

    public long DatabaseBytes => Of("database");

    public static async Task<Usage> ReadAsync(KillableEmulator emulator)
    {
        var usage = new Usage { ProcessBytes = emulator.Memory.Peak };
        var body = (await emulator.SendAsync(HttpMethod.Get, "/_emulator/usage", null)).Require(200).Body;
        foreach (var part in TestWorlds.ParseJson(body).GetProperty("parts").EnumerateArray())
        {
            usage._parts[part.GetProperty("name").GetString()!] = (part.GetProperty("used").GetInt64(), part.TryGetProperty("bound", out var bound) && bound.ValueKind == System.Text.Json.JsonValueKind.Number ? bound.GetInt64() : null);
        }

        return usage;
    }

    public long Of(string part) => _parts[part].Used;

    public void Include(Usage other)
    {
        ProcessBytes = Math.Max(ProcessBytes, other.ProcessBytes);
        foreach (var (name, part) in other._parts)
        {
            _parts[name] = (Math.Max(part.Used, _parts.GetValueOrDefault(name).Used), part.Bound);
        }
    }

    /// <summary>A part that is larger than its bound. The last bytes of a document that is refused count until it is.</summary>
    public string? OverBound() => _parts.Where(part => part.Value.Bound is { } bound && part.Value.Used > bound + Megabyte).Select(part => $"{part.Key}: {part.Value}").FirstOrDefault();

    /// <summary>What docs/limits.md says about the memory of the process.</summary>
    public long LargestProcess => Limits.Memory + (Limits.MemoryOfDocument * Of("documents"));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"process {ProcessBytes / Megabyte} MB; {string.Join(", ", _parts.Select(part => part.Value.Used > 10 * Megabyte ? $"{part.Key} {part.Value.Used / Megabyte} MB" : $"{part.Key} {part.Value.Used}"))}");
}
