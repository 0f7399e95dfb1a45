namespace Loyalty.Domain.Access;

/// <summary>A till or client of a world, with its organisation and the access group that decides what it may do.</summary>
public sealed record Principal(CredentialKind Kind, string Name, Org Org, AccessGroup Group);
