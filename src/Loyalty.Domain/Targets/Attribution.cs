namespace Loyalty.Domain.Targets;

/// <summary>When and by whom something was created and last updated.</summary>
public sealed record Attribution(long CreatedOn, long LastUpdatedOn, UserRef CreatedBy, UserRef LastUpdatedBy)
{
    /// <summary>The last update is also shown as the creation, as in every documented body (docs/contract/targets.md 3, row 52). Instants are kept in whole seconds.</summary>
    public static Attribution Of(long now, UserRef user)
    {
        var second = now - (now % 1000);
        return new(second, second, user, user);
    }

    /// <summary>After an update. Who created it stays.</summary>
    public Attribution Updated(long now, UserRef user) => Of(now, user) with { CreatedBy = CreatedBy };

    /// <summary>With the exact instant of the change that is answered now; unchanged for null.</summary>
    public Attribution At(long? now) => now is { } instant ? this with { CreatedOn = instant, LastUpdatedOn = instant } : this;
}

/// <summary>A back-office user as recorded in one attribution. The same id can have another name or description elsewhere.</summary>
public sealed record UserRef(
    long Id, string? Code = null, string? Description = null, string? Name = null, string? Type = null);
