using Loyalty.Domain.Customers;

namespace Loyalty.Store.Database;

/// <summary>The sizes of rows in memory.</summary>
public static class RowWeights
{
    /// <summary>Estimated size of a row, in bytes. The estimate is not too small. A customer has an estimate of its own, which takes its many short texts into account and needs no JSON.</summary>
    public static long Of(object row) => row is Customer customer ? customer.Weight : StoredTables.WeightOf(row);
}
