using System.Collections.Concurrent;
using Loyalty.Domain;

namespace Loyalty.Api.Operations;

/// <summary>An answer's bytes with what else the client is told, and the instant up to which they hold.</summary>
public sealed record KeptAnswer(byte[] Body, string ETag, IReadOnlyList<KeyValuePair<string, string>> Headers, long HoldsUntil)
{
    /// <summary>The instant at which it was made: a machine's clock that is set back makes it an answer of the future.</summary>
    public long HoldsFrom { get; init; } = Instants.Earliest;

    /// <summary>A guess at what an entry costs besides its body.</summary>
    public long Weight => Body.Length + 500;
}

/// <summary>
/// Rendered answers by world, revision and request (docs/architecture.md 3). A write raises the revision, so what it changed is never found again;
/// what time changes ends at its instant. Two generations bound the memory: when the young one is full it becomes the old one and the
/// old one is forgotten.
/// </summary>
public sealed class KeptAnswers(KeptAnswersOptions options)
{
    private readonly Lock _turning = new();
    private ConcurrentDictionary<Key, KeptAnswer> _young = new();
    private ConcurrentDictionary<Key, KeptAnswer> _old = new();
    private long _weight;

    /// <summary>Path and query stand as sent: two spellings of one request are two entries and both are right.</summary>
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

        lock (_turning)
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

/// <summary>How much memory kept answers may take; nothing switches them off.</summary>
public sealed record KeptAnswersOptions(long Bytes)
{
    public const long DefaultBytes = 64L * 1024 * 1024;
}
