using System.Collections.Frozen;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Worlds;

/// <summary>What a brand has configured for one organisation.</summary>
public sealed record OrgCatalog(Org Org, TargetCatalog Targets, PromotionCatalog Promotions);

/// <summary>A state of a world that never changes. Every commit that changes the world raises the revision and makes a new root.</summary>
public sealed record WorldRoot(long Revision, FrozenDictionary<long, OrgCatalog> Orgs, Sequences Sequences);
