namespace Loyalty.Domain.Access;

/// <summary>A till or OAuth client with its org and its access group.</summary>
public sealed record Principal(CredentialKind Kind, string Name, Org Org, AccessGroup Group);
