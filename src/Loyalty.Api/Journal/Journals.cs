using System.Runtime.CompilerServices;
using Loyalty.Api.Worlds;

namespace Loyalty.Api.Journal;

/// <summary>The journal of every running world, and the journal of unassigned requests, whose credentials name no world.</summary>
public sealed class Journals
{
    private readonly JournalMemory _memory;
    private readonly ConditionalWeakTable<RunningWorld, RequestJournal> _worlds = [];

    public Journals(JournalMemory memory, WorldRegistry worlds)
    {
        _memory = memory;
        Unassigned = new RequestJournal(memory);
        worlds.Removed += world => Of(world).Close();
    }

    public RequestJournal Unassigned { get; }

    public RequestJournal Of(RunningWorld? world) => world is null ? Unassigned : _worlds.GetValue(world, _ => new RequestJournal(_memory));
}
