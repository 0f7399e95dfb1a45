using Loyalty.Store;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Api.Access;

/// <summary>The request's context, made when it is first needed and open to the caller's world and org only.</summary>
public sealed class OrgData(IDbContextFactory<LoyaltyContext> contexts) : IAsyncDisposable
{
    private LoyaltyContext? _db;

    public LoyaltyContext Open(Caller caller)
    {
        if (_db is null)
        {
            _db = contexts.CreateDbContext();
            _db.Enter(caller.World.WorldId, caller.Org.Id);
        }

        return _db;
    }

    public ValueTask DisposeAsync() => _db?.DisposeAsync() ?? ValueTask.CompletedTask;
}
