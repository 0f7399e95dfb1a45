using System.Collections.Concurrent;
using Loyalty.Domain;

namespace Loyalty.Api.Operations;

/// <summary>An entry of the response cache: body, headers, and the instant at which it expires.</summary>
public sealed record KeptAnswer(byte[] Body, string ETag, IReadOnlyList<KeyValuePair<string, string>> Headers, long HoldsUntil)
{
    /// <summary>When the answer was created. If the machine's clock is set back, the entry is not valid before this instant.</summary>
    public long HoldsFrom { get; init; } = Instants.Earliest;

    /// <summary>Approximate size in bytes: the body and an estimate of the rest.</summary>
    public long Weight => Body.Length + 500;
}

/// <summary>
/// The response cache: answers by world, organisation, revision and request (docs/architecture.md 3). A write raises the revision, so entries of
/// earlier revisions are never found again. Entries expire when time alone could change the answer. Two generations limit the memory: a full
/// young generation replaces the old one, whose entries are dropped.
/// </summary>
public sealed class KeptAnswers(KeptAnswersOptions options)
{
    private readonly Lock _rotationLock = new();
    private ConcurrentDictionary<Key, KeptAnswer> _young = new();
    private ConcurrentDictionary<Key, KeptAnswer> _old = new();
    private long _weight;

    /// <summary>Path and query are stored as sent. Two spellings of the same request are two entries; both are correct.</summary>
    internal readonly record struct Key(long WorldId, long OrgId, long Revision, string Path, string Query, string Prefer)
    {
        public static Key Of(HttpContext context, Caller caller) => new(
            caller.World.WorldId,
            caller.Org.Id,
            caller.World.Revision,
            context.Request.Path.Value ?? "",
            context.Request.QueryString.Value ?? "",
            context.Request.Headers[PreferHeader.Name].ToString());
    }

    internal KeptAnswer? Find(Key key, long now)
    {
        if (!_young.TryGetValue(key, out var answer))
        {
            if (!_old.TryGetValue(key, out answer))
            {
                return null;
            }

            Keep(key, answer);
        }

        return answer.HoldsFrom <= now && answer.HoldsUntil > now ? answer : null;
    }

    internal void Keep(Key key, KeptAnswer answer)
    {
        if (answer.HoldsUntil == Instants.Earliest || answer.Weight > options.Bytes / 4)
        {
            return;
        }

        _young[key] = answer;
        if (Interlocked.Add(ref _weight, answer.Weight) <= options.Bytes / 2)
        {
            return;
        }

        lock (_rotationLock)
        {
            if (_weight > options.Bytes / 2)
            {
                _old = _young;
                _young = new();
                _weight = 0;
            }
        }
    }
}

/// <summary>Size limit of the response cache; 0 disables it.</summary>
public sealed record KeptAnswersOptions(long Bytes)
{
    public const long DefaultBytes = 64L * 1024 * 1024;
}
