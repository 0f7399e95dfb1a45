using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Loyalty.Benchmarks;

/// <summary>The baseline of a durable write: one writer stores the rows of all requests; the requests that wait share a commit.</summary>
internal sealed class BareWriter : IDisposable
{
    private readonly Channel<(TaskCompletionSource Done, int Rows)> _queue = Channel.CreateUnbounded<(TaskCompletionSource Done, int Rows)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SqliteConnection _connection;
    private readonly Thread _thread;

    public BareWriter(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        Execute("CREATE TABLE IF NOT EXISTS Rows (WorldId INTEGER, Id INTEGER, OrgId INTEGER, CustomerId INTEGER, TargetId INTEGER, FirstPeriodId INTEGER, Method TEXT, EnrolledAt INTEGER, PRIMARY KEY (WorldId, Id))");
        Execute("CREATE INDEX IF NOT EXISTS RowsByCustomer ON Rows (WorldId, CustomerId, TargetId)");
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public Task StoreAsync(int rows)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Writer.TryWrite((done, rows));
        return done.Task;
    }

    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _thread.Join();
        _connection.Dispose();
    }

    private void Run()
    {
        using var insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO Rows VALUES (1, $id, 1, $customer, 9999, 9999, 'IMPORT', 1762856769000)";
        var id = insert.Parameters.Add("$id", SqliteType.Integer);
        var customer = insert.Parameters.Add("$customer", SqliteType.Integer);
        var batch = new List<TaskCompletionSource>();
        var next = 0L;
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            using var transaction = _connection.BeginTransaction();
            insert.Transaction = transaction;
            while (batch.Count < 256 && _queue.Reader.TryRead(out var request))
            {
                for (var row = 0; row < request.Rows; row++)
                {
                    next++;
                    (id.Value, customer.Value) = (next, (next * 7919) % 500_000);
                    insert.ExecuteNonQuery();
                }

                batch.Add(request.Done);
            }

            transaction.Commit();
            batch.ForEach(static request => request.TrySetResult());
            batch.Clear();
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // All statements are constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
