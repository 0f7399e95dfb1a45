namespace Loyalty.Domain.Worlds;

public enum ClockMode
{
    /// <summary>The machine's time.</summary>
    Following,

    /// <summary>One instant that stands still.</summary>
    Frozen,

    /// <summary>The machine's time plus a constant.</summary>
    Shifted,
}

/// <summary>A world's clock: <paramref name="Value"/> is the instant of a frozen clock, the shift of a shifted one, in milliseconds.</summary>
public readonly record struct ClockSetting(ClockMode Mode, long Value)
{
    public static readonly ClockSetting Following = new(ClockMode.Following, 0);

    public long Now(long machineNow) => Mode switch
    {
        ClockMode.Frozen => Value,
        ClockMode.Shifted => Math.Clamp(machineNow + Value, Instants.Earliest, Instants.Latest),
        _ => machineNow,
    };

    /// <summary>A following clock becomes a shifted one; null where the result would leave the printable years.</summary>
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
