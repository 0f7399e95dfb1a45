namespace Loyalty.Api.Worlds;

/// <summary>A world in memory: its current view and when it was last used.</summary>
public sealed class RunningWorld(string name)
{
    private volatile WorldView? _view;
    private long _lastUsed;

    public string Name => name;

    /// <summary>Never null for a world in the registry: the view is set before the world is added.</summary>
    public WorldView View => _view!;

    /// <summary>The machine's time of the last request or control that named the world, in epoch milliseconds.</summary>
    public long LastUsed => Interlocked.Read(ref _lastUsed);

    public void Touch(long machineNow) => Interlocked.Exchange(ref _lastUsed, machineNow);

    public void Show(WorldView view) => _view = view;
}
