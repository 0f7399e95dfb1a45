using Loyalty.Domain.Worlds;

namespace Loyalty.Api.Worlds;

/// <summary>A world's clock. All times in answers and all decisions by time use it. Logs and latencies use the machine's clock.</summary>
public sealed class WorldClock(TimeProvider machine, ClockSetting setting)
{
    public ClockSetting Setting => setting;

    public long Now => setting.Now(MachineNow(machine));

    public static long MachineNow(TimeProvider machine) => machine.GetUtcNow().ToUnixTimeMilliseconds();
}
