namespace Loyalty.Domain.Worlds;

public enum ClockMode
{
    /// <summary>The machine's time.</summary>
    Following,

    /// <summary>A fixed instant.</summary>
    Frozen,

    /// <summary>The machine's time plus a constant offset.</summary>
    Shifted,
}

/// <summary>A world's clock. <paramref name="Value"/> is the instant of a frozen clock or the offset of a shifted clock, in milliseconds.</summary>
public readonly record struct ClockSetting(ClockMode Mode, long Value)
{
    public static readonly ClockSetting Following = new(ClockMode.Following, 0);

    public long Now(long machineNow) => Mode switch
    {
        ClockMode.Frozen => Value,
        ClockMode.Shifted => Math.Clamp(machineNow + Value, Instants.Earliest, Instants.Latest),
        _ => machineNow,
    };

    /// <summary>Moves the clock; a following clock becomes a shifted clock. Null if the result is outside the years 1 to 9999.</summary>
    public ClockSetting? Advance(long by, long machineNow)
    {
        var now = Now(machineNow);
        if (by < Instants.Earliest - now || by > Instants.Latest - now)
        {
            return null;
        }

        return Mode == ClockMode.Frozen ? this with { Value = Value + by } : new ClockSetting(ClockMode.Shifted, now + by - machineNow);
    }
}
