using System.Diagnostics.Metrics;

namespace Loyalty.Store.Database;

/// <summary>Counts the SQL statements sent to the database, in the counter <c>loyalty.store.statements</c>.</summary>
public static class StatementMeter
{
    public const string MeterName = "Loyalty.Store";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Statements = Meter.CreateCounter<long>("loyalty.store.statements", "{statement}");

    public static void Count() => Statements.Add(1);
}
