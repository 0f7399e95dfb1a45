using System.Globalization;

namespace Loyalty.Laws.Tests.Model;

/// <summary>A fault rule in the plain words of the model: what happens to the first requests for an operation.</summary>
internal sealed record NaiveFault(string Operation, string Effect, int First);

/// <summary>A world that keeps everything in plain lists and looks for everything by going through them.</summary>
internal sealed class NaiveWorld(NaiveDocument origin, DateTimeOffset machine)
{
    private readonly NaiveDocument _origin = origin;
    private readonly Dictionary<string, NaiveDocument> _snapshots = [];
    private IReadOnlyList<NaiveFault> _faults = [];
    private List<int> _matches = [];
    private long _nextEnrolment = NextAbove(origin.Orgs.SelectMany(org => org.Enrolments).Select(row => row.Id));
    private long _nextProgress = NextAbove(origin.Orgs.SelectMany(org => org.Progress).Select(row => row.Id));

    public NaiveDocument State { get; private set; } = origin;

    /// <summary>The machine's time.</summary>
    public DateTimeOffset Machine { get; set; } = machine;

    public DateTimeOffset Now => State.Clock.Now(Machine);

    public DateOnly Day => DayOf(Now);

    public long TakeEnrolmentId() => _nextEnrolment++;

    public long TakeProgressId() => _nextProgress++;

    public NaiveOrg Org(long id) => State.Orgs.Single(org => org.Id == id);

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(State.Offset).DateTime);

    public void SetClock(NaiveClock clock) => State = State with { Clock = clock };

    public void Advance(TimeSpan by) => SetClock(State.Clock.At is { } at ? new(at + by, default) : new(null, State.Clock.By + by));

    /// <summary>Replaces the data, the settings and the clock. New ids start above those of the document.</summary>
    public void Replace(NaiveDocument document)
    {
        State = document;
        _nextEnrolment = NextAbove(document.Orgs.SelectMany(org => org.Enrolments).Select(row => row.Id));
        _nextProgress = NextAbove(document.Orgs.SelectMany(org => org.Progress).Select(row => row.Id));
    }

    public void Reset()
    {
        Replace(_origin);
        SetFaults([]);
    }

    public void Snapshot(string name) => _snapshots[name] = State;

    public bool Restore(string name)
    {
        if (!_snapshots.TryGetValue(name, out var snapshot))
        {
            return false;
        }

        Replace(snapshot);
        return true;
    }

    public NaiveWorld Fork() => new(State, Machine);

    public void SetFaults(IReadOnlyList<NaiveFault> faults)
    {
        _faults = faults;
        ForgetMatches();
    }

    /// <summary>A process counts matches from its start.</summary>
    public void ForgetMatches() => _matches = [.. _faults.Select(_ => 0)];

    /// <summary>The effect of the first rule that fires on a request; null if none does.</summary>
    public string? FaultOn(string operation)
    {
        for (var index = 0; index < _faults.Count; index++)
        {
            if (_faults[index].Operation.Equals(operation, StringComparison.Ordinal) && ++_matches[index] <= _faults[index].First)
            {
                return _faults[index].Effect;
            }
        }

        return null;
    }

    public void Write(long orgId, IEnumerable<NaiveEnrolment> enrolments, IEnumerable<NaiveProgress> progress) => State = State with
    {
        Orgs = [.. State.Orgs.Select(org => org.Id == orgId ? org with { Enrolments = [.. enrolments.OrderBy(row => row.Id)], Progress = [.. progress.OrderBy(row => row.Id)] } : org)],
    };

    /// <summary>The enrolments and the progress, one a line.</summary>
    public IEnumerable<string> Rows()
    {
        foreach (var org in State.Orgs)
        {
            foreach (var row in org.Enrolments)
            {
                yield return EnrolmentLine(org.Id, row.Id, row.CustomerId, row.TargetId, row.First, row.Last, row.Method, row.At.ToUnixTimeMilliseconds());
            }

            foreach (var row in org.Progress)
            {
                yield return ProgressLine(org.Id, row.Id, row.CustomerId, row.TargetId, row.PeriodId, row.Achieved);
            }
        }
    }

    public static string EnrolmentLine(long org, long id, long customer, long target, long first, long? last, string method, long at) =>
        string.Create(CultureInfo.InvariantCulture, $"org {org}: enrolment {id} of customer {customer} in target {target}, periods {first} to {last}, {method} at {at}");

    public static string ProgressLine(long org, long id, long customer, long target, long period, decimal achieved) =>
        string.Create(CultureInfo.InvariantCulture, $"org {org}: progress {id} of customer {customer} in target {target}, period {period}: {achieved:0.######}");

    private static long NextAbove(IEnumerable<long> ids) => ids.Append(0).Max() + 1;
}
