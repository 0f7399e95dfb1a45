namespace Loyalty.Domain;

/// <summary>A row that belongs to one org; the store shows it to that org's callers only.</summary>
public interface IOrgOwned
{
    long OrgId { get; }
}
