using System.Text.Json;
using Loyalty.Laws.Tests.Hosting;
using Loyalty.Laws.Tests.Model;

namespace Loyalty.Laws.Tests.Steps;

/// <summary>A control of the world or of its fork.</summary>
internal abstract record Control(int World) : Step
{
    public sealed override async Task PlayAsync(Session session)
    {
        if (session.Worlds[World] is { } world)
        {
            world.Model.Machine = session.App.Clock.Now;
            await PlayAsync(session, world);
        }
    }

    protected abstract Task PlayAsync(Session session, Played world);
}

internal sealed record Reset(int World) : Control(World)
{
    protected override async Task PlayAsync(Session session, Played world)
    {
        await session.ControlAsync(world, HttpMethod.Post, "/reset");
        world.Model.Reset();
    }
}

internal sealed record Snapshot(int World, string Name) : Control(World)
{
    protected override async Task PlayAsync(Session session, Played world)
    {
        await session.ControlAsync(world, HttpMethod.Put, $"/snapshots/{Name}");
        world.Model.Snapshot(Name);
    }
}

/// <summary>Restores a snapshot; without one, 404 and nothing else.</summary>
internal sealed record Restore(int World, string Name) : Control(World)
{
    protected override async Task PlayAsync(Session session, Played world)
    {
        var reply = await session.App.SendAsync(HttpMethod.Post, $"/_emulator/worlds/{world.Name}/snapshots/{Name}/restore", null);
        Assert.Equal(world.Model.Restore(Name) ? 204 : 404, reply.Status);
    }
}

internal sealed record Replace(int World, int Document) : Control(World)
{
    protected override async Task PlayAsync(Session session, Played world)
    {
        var document = Documents.Of(Document);
        await session.ControlAsync(world, HttpMethod.Put, "/document", document.ToJson(world.Name, withPasswords: false));
        world.Model.Replace(document);
    }
}

/// <summary>Copies the world to the other place, where it replaces an earlier one.</summary>
internal sealed record Fork : Step
{
    public override async Task PlayAsync(Session session)
    {
        if (session.Worlds[1] is { } earlier)
        {
            await session.ControlAsync(earlier, HttpMethod.Delete, "");
        }

        var (world, name) = (session.Worlds[0]!, session.NextName());
        await session.ControlAsync(world, HttpMethod.Post, "/fork", $$"""{"name":"{{name}}","till":{"username":"{{name}}","password":"{{Till.Password}}"} }""");
        session.Worlds[1] = new Played(name, world.Model.Fork(), name, null);
    }
}

/// <summary>Sets a clock to hours before or after the noon at which all machines start: <c>frozen</c>, <c>shifted</c> or <c>following</c>.</summary>
internal sealed record SetClock(int World, string Mode, int Hours) : Control(World)
{
    protected override async Task PlayAsync(Session session, Played world)
    {
        var (at, by) = (Emulator.Noon.AddHours(Hours), TimeSpan.FromHours(Hours));
        await session.ControlAsync(world, HttpMethod.Put, "/clock", Mode switch
        {
            "frozen" => $$"""{"mode":"frozen","at":"{{NaiveDocument.Instant(at)}}"}""",
            "shifted" => $$"""{"mode":"shifted","by":"{{(Hours < 0 ? "-" : "")}}PT{{Math.Abs(Hours)}}H"}""",
            _ => """{"mode":"following"}""",
        });
        world.Model.SetClock(Mode switch { "frozen" => new(at, default), "shifted" => new(null, by), _ => default });
    }
}

/// <summary>Advances the clock, or sets it back.</summary>
internal sealed record Advance(int World, int Milliseconds) : Control(World)
{
    protected override async Task PlayAsync(Session session, Played world)
    {
        var by = TimeSpan.FromMilliseconds(Milliseconds);
        await session.ControlAsync(world, HttpMethod.Post, "/clock/advance", FormattableString.Invariant($$"""{"by":"{{(Milliseconds < 0 ? "-" : "")}}PT{{Math.Abs((decimal)Milliseconds) / 1000}}S"}"""));
        world.Model.Advance(by);
    }
}

internal sealed record SetFaults(int World, IReadOnlyList<NaiveFault> Rules) : Control(World)
{
    protected override async Task PlayAsync(Session session, Played world)
    {
        var rules = Rules.Select(rule =>
        {
            var effect = rule.Effect is "503" ? "\"status\":503" : $"\"connection\":\"{rule.Effect}\"";
            return $$"""{"match":{"operation":"{{rule.Operation}}"},"effect":{ {{effect}} },"times":{"first":{{rule.First}} } }""";
        });
        await session.ControlAsync(world, HttpMethod.Put, "/faults", $$"""{"rules":[{{string.Join(',', rules)}}]}""");
        world.Model.SetFaults(Rules);
    }

    public override string ToString() => $"SetFaults {World}: {string.Join(", ", Rules)}";
}

/// <summary>Compares all enrolments and progress with the model.</summary>
internal sealed record Export(int World) : Control(World)
{
    protected override Task PlayAsync(Session session, Played world) => session.CompareRowsAsync(world);
}

/// <summary>The time of the machine passes; following and shifted clocks go with it.</summary>
internal sealed record TimePasses(int Hours) : Step
{
    public override Task PlayAsync(Session session)
    {
        session.App.Clock.Now += TimeSpan.FromHours(Hours);
        return Task.CompletedTask;
    }
}

internal sealed record Evict : Step
{
    public override Task PlayAsync(Session session)
    {
        session.App.Memory.EvictAll();
        return Task.CompletedTask;
    }
}

/// <summary>A new process over the same file.</summary>
internal sealed record Restart : Step
{
    public override Task PlayAsync(Session session)
    {
        session.App.Restart();
        foreach (var world in session.Worlds.OfType<Played>())
        {
            world.Model.ForgetMatches();
        }

        return Task.CompletedTask;
    }
}
