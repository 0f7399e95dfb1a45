using Loyalty.Domain.Worlds;

namespace Loyalty.Api.Worlds;

/// <summary>A world's time. Everything the API says or decides by time asks it; logs and latencies never do.</summary>
public sealed class WorldClock(TimeProvider machine, ClockSetting setting)
{
    public ClockSetting Setting => setting;

    public long Now => setting.Now(MachineNow(machine));

    public static long MachineNow(TimeProvider machine) => machine.GetUtcNow().ToUnixTimeMilliseconds();
}
