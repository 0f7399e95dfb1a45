namespace Loyalty.Laws.Tests.Model;

/// <summary>A call of enroll or unEnroll. <paramref name="Body"/> is null if the body is well formed and names one customer.</summary>
internal sealed record EnrolmentCall(
    string GroupId, string TargetId, string CustomerId, string? PeriodName, decimal? InitialBalance, bool? ResetStreak, string? Scope, string? ScopeOrgs, bool IsConnected, bool IsDryRun, string? Body = null)
{
    public override string ToString() => FormattableString.Invariant(
        $"{GroupId}/{TargetId} of {CustomerId} from {PeriodName}, balance {InitialBalance}, reset {ResetStreak}, scope {Scope} {ScopeOrgs}{(IsDryRun ? ", dry-run" : "")}{(Body is null ? "" : $", body {Body}")}");
}

/// <summary>What the contract says about enroll and unEnroll (docs/contract/targets.md 1.8, 2.18, 2.19, 2.20), a sentence at a time.</summary>
internal static class NaiveEnrolments
{
    public static readonly Expected InvalidInput = new(400, """{"data":null,"errors":[{"code":300004,"message":"Invalid input.""", IsStart: true);

    public static Expected Enrol(NaiveWorld world, long callerOrg, EnrolmentCall call)
    {
        if (Find(world, callerOrg, call, out var org, out var group, out var target, out var customer) is { } refusal)
        {
            return refusal;
        }

        // A named period; or the current and else the next; a streak takes all cycles, after an earlier enrolment those that it does not cover.
        var own = org!.Enrolments.Where(row => row.CustomerId == customer && row.TargetId == target).ToList();
        var running = group!.Periods.Where(period => period.Active).OrderBy(period => period.First).ThenBy(period => period.Id).ToList();
        var current = CurrentOrNext(world, group);
        var first = call.PeriodName is { } name ? running.FirstOrDefault(period => period.Name.Equals(name, StringComparison.Ordinal))
            : current is null ? null
            : group.IsStreak ? running.Find(period => !own.Exists(row => PeriodsOf(group, row).Contains(period))) ?? running[0]
            : current;
        if (first is null)
        {
            return Error(310019, "Target period not found");
        }

        if (own.Exists(row => PeriodsOf(group, row).Contains(first)))
        {
            return Error(310119, "User already enrolled for the target");
        }

        if (!call.IsDryRun)
        {
            // Enrol in a cycle means that cycle and every later one, so what began later is part of it.
            var added = new NaiveEnrolment(world.TakeEnrolmentId(), customer, target, first.Id, null, "IMPORT", world.Now);
            var kept = org.Enrolments.Where(row => !(own.Contains(row) && PeriodOf(group, row.First).First > first.First));
            world.Write(org.Id, kept.Append(added), Progress(world, org, group, target, customer, first, call));
        }

        return Success(customer);
    }

    public static Expected Unenrol(NaiveWorld world, long callerOrg, EnrolmentCall call)
    {
        if (Find(world, callerOrg, call, out var org, out var group, out var target, out var customer) is { } refusal)
        {
            return refusal;
        }

        if (CurrentOrNext(world, group!) is not { } current)
        {
            return Error(310019, "Target period not found");
        }

        var ended = org!.Enrolments
            .Where(row => row.CustomerId == customer && row.TargetId == target && (row.Last is null || PeriodOf(group!, row.Last.Value).First >= current.First))
            .ToList();
        if (ended.Count == 0)
        {
            return world.State.NotEnrolledIsTable
                ? Error(310119, "User already enrolled for the target")
                : Error(310126, "User is not enrolled to this target", status: 500);
        }

        if (!call.IsDryRun)
        {
            // The current and later cycles go; earlier ones are untouched.
            var before = group!.Periods.Where(period => period.First < current.First).OrderBy(period => period.First).ThenBy(period => period.Id).LastOrDefault();
            var left = ended.Where(row => PeriodOf(group, row.First).First < current.First).Select(row => row with { Last = before!.Id });
            world.Write(org.Id, org.Enrolments.Except(ended).Concat(left), org.Progress);
        }

        return Success(customer);
    }

    /// <summary>The periods of the group that an enrolment covers.</summary>
    public static IEnumerable<NaivePeriod> PeriodsOf(NaiveGroup group, NaiveEnrolment enrolment) => group.Periods.Where(period =>
        period.First >= PeriodOf(group, enrolment.First).First && (enrolment.Last is null || period.First <= PeriodOf(group, enrolment.Last.Value).First));

    private static IEnumerable<NaiveProgress> Progress(NaiveWorld world, NaiveOrg org, NaiveGroup group, long target, long customer, NaivePeriod first, EnrolmentCall call)
    {
        bool IsOwn(NaiveProgress row) => row.CustomerId == customer && row.TargetId == target;
        if (group.IsStreak)
        {
            return call.ResetStreak is true ? org.Progress.Select(row => IsOwn(row) ? row with { Achieved = 0 } : row) : org.Progress;
        }

        if (call.InitialBalance is not { } initial)
        {
            return org.Progress;
        }

        return org.Progress.Any(row => IsOwn(row) && row.PeriodId == first.Id)
            ? org.Progress.Select(row => IsOwn(row) && row.PeriodId == first.Id ? row with { Achieved = initial } : row)
            : org.Progress.Append(new NaiveProgress(world.TakeProgressId(), customer, target, first.Id, initial));
    }

    private static Expected? Find(NaiveWorld world, long callerOrg, EnrolmentCall call, out NaiveOrg? org, out NaiveGroup? group, out long target, out long customer)
    {
        (org, group, target, customer) = (null, null, 0, 0);
        if (call.Body is not null || call.InitialBalance < 0)
        {
            return InvalidInput;
        }

        if (!IsId(call.GroupId, out var groupId))
        {
            return UnknownGroup;
        }

        if (!IsId(call.TargetId, out target))
        {
            return UnknownTarget;
        }

        if (!IsId(call.CustomerId, out customer))
        {
            return UnknownCustomer;
        }

        if (OrgOf(world, callerOrg, call, groupId, out org) is { } refusal)
        {
            return refusal;
        }

        var targetId = target;
        group = org!.Groups.FirstOrDefault(candidate => candidate.Id == groupId && candidate.Active);
        return group is null ? UnknownGroup
            : !group.Targets.Any(candidate => candidate.Id == targetId && candidate.Active) ? UnknownTarget
            : !org.Customers.Contains(customer) ? UnknownCustomer
            : null;
    }

    /// <summary>Headers for connected organisations count in v3.1 only.</summary>
    private static Expected? OrgOf(NaiveWorld world, long callerOrg, EnrolmentCall call, long groupId, out NaiveOrg? org)
    {
        org = world.Org(callerOrg);
        if (!call.IsConnected || call.Scope is null or "SELF")
        {
            return null;
        }

        if (call.Scope is "ALL")
        {
            return Error(310141, "Datascope 'ALL' is not supported for this 'API'");
        }

        var named = (call.ScopeOrgs ?? "").Split(',').Select(id => world.State.Orgs.FirstOrDefault(child => child.ParentId == callerOrg && $"{child.Id}".Equals(id, StringComparison.Ordinal))).ToList();
        if (call.Scope is not "OTHER" || named.Count > 2 || named.Contains(null))
        {
            return Error(310144, "Connected Orgs not set properly in Headers.");
        }

        org = named.Find(child => child!.Groups.Any(group => group.Id == groupId)) ?? named[0];
        return null;
    }

    private static NaivePeriod? CurrentOrNext(NaiveWorld world, NaiveGroup group)
    {
        var running = group.Periods.Where(period => period.Active).OrderBy(period => period.First).ThenBy(period => period.Id).ToList();
        return running.Find(period => period.First <= world.Day && world.Day <= period.Last) ?? running.Find(period => period.First > world.Day);
    }

    private static NaivePeriod PeriodOf(NaiveGroup group, long id) => group.Periods.Single(period => period.Id == id);

    private static bool IsId(string text, out long id) => long.TryParse(text, System.Globalization.NumberStyles.None, null, out id) && id > 0;

    private static Expected UnknownGroup => Error(310017, "Target group not found or deactivated");

    private static Expected UnknownTarget => Error(310018, "Target rule not found");

    private static Expected UnknownCustomer => Error(310011, "Invalid userId");

    private static Expected Success(long customer) => new(200, $$"""{"data":{{customer}},"errors":null,"warnings":null}""");

    public static Expected Error(int code, string message, int status = 400) =>
        new(status, $$"""{"data":null,"errors":[{"code":{{code}},"message":"{{message}}"}],"warnings":null}""");
}
