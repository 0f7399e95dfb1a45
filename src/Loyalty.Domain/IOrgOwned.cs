namespace Loyalty.Domain;

/// <summary>A row that belongs to an org. Only callers of that org can read it.</summary>
public interface IOrgOwned
{
    long OrgId { get; }
}
