using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Api.Operations;

/// <summary>The database context of one request. It is created on first use and filters by the caller's world and organisation.</summary>
public sealed class RequestDatabase(IDbContextFactory<LoyaltyContext> contexts) : IAsyncDisposable
{
    private LoyaltyContext? _db;

    public LoyaltyContext Open(Caller caller)
    {
        if (_db is null)
        {
            _db = contexts.CreateDbContext();
            _db.Enter(caller.WorldId, caller.Org.Id);
        }

        return _db;
    }

    public ValueTask DisposeAsync() => _db?.DisposeAsync() ?? ValueTask.CompletedTask;
}
