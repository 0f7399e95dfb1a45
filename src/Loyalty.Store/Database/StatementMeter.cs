using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Loyalty.Store.Database;

/// <summary>Counts the SQL statements sent to the database, in the counter <c>loyalty.store.statements</c>.</summary>
public sealed class StatementMeter : DbCommandInterceptor
{
    public const string MeterName = "Loyalty.Store";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Statements = Meter.CreateCounter<long>("loyalty.store.statements", "{statement}");

    public static void Count() => Statements.Add(1);

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        Count();
        return result;
    }
}
