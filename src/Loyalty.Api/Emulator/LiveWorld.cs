using Loyalty.Domain.Emulator;

namespace Loyalty.Api.Emulator;

/// <summary>A world while the process runs: the view that requests read, and what need not survive a restart.</summary>
public sealed class LiveWorld(string name, JournalBudget budget)
{
    private volatile WorldView? _view;
    private volatile FaultPlan _faults = FaultPlan.None;
    private long _lastUsed;

    public string Name => name;

    /// <summary>Set before the world can be found.</summary>
    public WorldView View => _view!;

    public FaultPlan Faults => _faults;

    public Journal Journal { get; } = new(budget);

    /// <summary>The machine's time of the last request or control that named the world.</summary>
    public long LastUsed => Interlocked.Read(ref _lastUsed);

    public void Touch(long machineNow) => Interlocked.Exchange(ref _lastUsed, machineNow);

    /// <summary>A changed plan counts from the start, an unchanged one goes on counting.</summary>
    public void Show(WorldView view)
    {
        if (!ReferenceEquals(view.Faults, _view?.Faults))
        {
            _faults = view.Faults.Count == 0 ? FaultPlan.None : new FaultPlan(view.Faults, view.RandomSeed);
        }

        _view = view;
    }
}

/// <summary>A world's fault rules with how many requests have fitted each.</summary>
public sealed class FaultPlan(IReadOnlyList<FaultRule> rules, long seed)
{
    public static readonly FaultPlan None = new([], 0);

    private readonly long[] _occurrences = new long[rules.Count];

    public bool IsEmpty => rules.Count == 0;

    /// <summary>The first rule that fits and fires (a code that the operation does not document fits nothing), with its draw of the delay; every rule before it counts the request too.</summary>
    public (FaultEffect Effect, int Delay)? Choose(EmulatedOperation operation, HttpRequest request, long worldNow)
    {
        for (var index = 0; index < rules.Count; index++)
        {
            var rule = rules[index];
            if (!rule.Match.Fits(operation.Id, request.Method, request.Path.Value ?? "", Query) || (rule.Effect.Code is { } code && !operation.Offers(code)))
            {
                continue;
            }

            var occurrence = Interlocked.Increment(ref _occurrences[index]);
            if (rule.Times?.Fires(occurrence, worldNow, seed) is not false)
            {
                return (rule.Effect, rule.Effect.Delay?.Draw(rule.Times?.Seed ?? seed, occurrence) ?? 0);
            }
        }

        return null;

        string? Query(string name) => request.Query.TryGetValue(name, out var value) ? value.ToString() : null;
    }
}
