using System.Data;
using System.Data.Common;
using System.Text.Json;
using Loyalty.Domain;
using Loyalty.Domain.Targets;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Targets;

/// <summary>The prepared statement of <see cref="EnrolledTargets"/>, with its own connection.</summary>
internal sealed class EnrolledTargetsStatement : IDisposable
{
    private readonly LoyaltyContext _db;
    private readonly DbCommand _command;
    private ColumnOrdinals? _ordinals;

    public EnrolledTargetsStatement(LoyaltyContext db)
    {
        _db = db;
        _command = Query(db, 0, default, 0).CreateDbCommand();
    }

    public IReadOnlyList<EnrolledTarget> Run(long worldId, long orgId, long customerId, EnrolledTargetsFilter filter)
    {
        SetParameter("ef_filter__WorldId", worldId);
        SetParameter("ef_filter__OrgId", orgId);
        SetParameter("customerId", customerId);
        SetParameter("day", filter.Day);
        SetParameter("minUserCreated", filter.OnlyUserCreated ? 1 : 0);
        if (_command.Connection!.State != ConnectionState.Open)
        {
            _db.Database.OpenConnection();
        }

        StatementMeter.Count();
        using var reader = _command.ExecuteReader();
        var ordinals = _ordinals ??= new ColumnOrdinals(reader);
        var targets = new List<EnrolledTarget>();
        while (reader.Read())
        {
            var id = reader.GetInt64(ordinals.Id);
            if ((targets.Count > 0 && targets[^1].Id == id) || filter.TargetIds?.Contains(id) is false)
            {
                continue;
            }

            var target = ordinals.Read(reader, id);
            if ((filter.Method is null || filter.Method == target.EnrolmentMethod)
                && (filter.CreatedOn is not { } created || created.Day.Covers(target.CreatedOn, created.Zone)))
            {
                targets.Add(target);
            }
        }

        return targets;
    }

    public void Dispose()
    {
        _command.Dispose();
        _db.Dispose();
    }

    private static IQueryable<Target> Query(
        LoyaltyContext db, long customerId, DateOnly day, int minUserCreated) =>
        from enrolment in db.Enrolments
        where enrolment.CustomerId == customerId
        join target in db.Targets on enrolment.TargetId equals target.Id
        join targetGroup in db.TargetGroups on target.TargetGroupId equals targetGroup.Id
        join first in db.Periods on enrolment.FirstPeriodId equals first.Id
        where target.Active
            && targetGroup.Active
            && (targetGroup.UserCreated ? 1 : 0) >= minUserCreated
            && db.Periods.Any(period =>
                period.TargetGroupId == targetGroup.Id
                && period.Active
                && period.StartDate <= day
                && period.EndDate >= day
                && period.StartDate >= first.StartDate
                && (enrolment.LastPeriodId == null
                    || period.StartDate <= db.Periods.First(last => last.Id == enrolment.LastPeriodId).StartDate))
        orderby target.Id
        select target;

    private void SetParameter(string parameter, object value) => _command.Parameters["@" + parameter].Value = value;

    /// <summary>The ordinal of each column, looked up once.</summary>
    private sealed class ColumnOrdinals(DbDataReader reader)
    {
        private readonly int _groupId = reader.GetOrdinal(nameof(Target.TargetGroupId));
        private readonly int _name = reader.GetOrdinal(nameof(Target.Name));
        private readonly int _description = reader.GetOrdinal(nameof(Target.Description));
        private readonly int _emfRuleSetId = reader.GetOrdinal(nameof(Target.EmfRuleSetId));
        private readonly int _emfUnrolledRulesetId = reader.GetOrdinal(nameof(Target.EmfUnrolledRulesetId));
        private readonly int _targetType = reader.GetOrdinal(nameof(Target.TargetType));
        private readonly int _targetEntity = reader.GetOrdinal(nameof(Target.TargetEntity));
        private readonly int _expression = reader.GetOrdinal(nameof(Target.Expression));
        private readonly int _expressionJson = reader.GetOrdinal(nameof(Target.ExpressionJson));
        private readonly int _filters = reader.GetOrdinal(nameof(Target.Filters));
        private readonly int _method = reader.GetOrdinal(nameof(Target.EnrolmentMethod));
        private readonly int _createdOn = reader.GetOrdinal(nameof(Target.CreatedOn));
        private readonly int _lastUpdatedOn = reader.GetOrdinal(nameof(Target.LastUpdatedOn));
        private readonly int _createdBy = reader.GetOrdinal(nameof(Target.CreatedBy));
        private readonly int _lastUpdatedBy = reader.GetOrdinal(nameof(Target.LastUpdatedBy));

        public int Id { get; } = reader.GetOrdinal(nameof(Target.Id));

        public EnrolledTarget Read(DbDataReader row, long id) => new(
            id,
            row.GetInt64(_groupId),
            row.GetString(_name),
            row.IsDBNull(_description) ? null : row.GetString(_description),
            row.IsDBNull(_emfRuleSetId) ? null : row.GetInt64(_emfRuleSetId),
            row.IsDBNull(_emfUnrolledRulesetId) ? null : row.GetInt64(_emfUnrolledRulesetId),
            WireName<TargetType>.Parse(row.GetString(_targetType)),
            WireName<TargetEntity>.Parse(row.GetString(_targetEntity)),
            row.GetString(_expression),
            row.GetString(_expressionJson),
            JsonSerializer.Deserialize(row.GetString(_filters), ColumnJson.Default.IReadOnlyListTargetFilter)!,
            WireName<EnrolmentMethod>.Parse(row.GetString(_method)),
            row.GetInt64(_createdOn),
            row.GetInt64(_lastUpdatedOn),
            JsonSerializer.Deserialize(row.GetString(_createdBy), ColumnJson.Default.UserRef)!,
            JsonSerializer.Deserialize(row.GetString(_lastUpdatedBy), ColumnJson.Default.UserRef)!);
    }
}
