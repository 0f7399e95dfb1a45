using Loyalty.Store.Database;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;

namespace Loyalty.Api.Worlds;

/// <content>Creates and copies worlds.</content>
public sealed partial class WorldRegistry
{
    /// <summary>Returns null if the name of the world or of one of its credentials is taken.</summary>
    public async Task<RunningWorld?> CreateAsync(NewWorld newWorld, WorldDocument document) => (await CreateAllAsync([(newWorld, document)]))?[0];

    /// <summary>Creates worlds in one commit: all of them, or none if a name of one of them is taken. Then returns null.</summary>
    public async Task<IReadOnlyList<RunningWorld>?> CreateAllAsync(IReadOnlyList<(NewWorld NewWorld, WorldDocument Document)> worlds)
    {
        bounds.RequireWorld(Count + worlds.Count - 1);
        var machineNow = MachineNow;
        var prepared = new List<PreparedWorld>();
        try
        {
            foreach (var (newWorld, document) in worlds)
            {
                if (IsTaken(newWorld))
                {
                    return null;
                }

                var rows = copies.Begin();
                prepared.Add(new(newWorld, document, rows));
                await copies.LoadAsync(document, rows, machineNow);
            }

            return await CreateAsync(prepared, machineNow, mayBeRelative: true);
        }
        finally
        {
            prepared.ForEach(world => world.Rows.Dispose());
        }
    }

    /// <summary>Copies a world. The copy is the origin of the new world. Returns null if the name of the world or of one of its credentials is taken.</summary>
    public async Task<RunningWorld?> ForkAsync(NewWorld newWorld, RunningWorld source)
    {
        if (IsTaken(newWorld))
        {
            return null;
        }

        bounds.RequireWorld(Count);
        using var rows = copies.Begin();
        await InTurnAsync(source, async () =>
        {
            await copies.CopyAsync(source.View.State, rows);
            return source;
        });
        using var place = await wholeWorlds.EnterAsync(rows.WorldId);
        return (await CreateAsync([new(newWorld, stored.Read(rows.WorldId), rows)], MachineNow, mayBeRelative: false))?[0];
    }

    private bool IsTaken(NewWorld newWorld) =>
        _running.ContainsKey(newWorld.Name) || newWorld.Credentials.Any(credential => directory.Find(credential.Kind, credential.Name) is not null);

    private async Task<IReadOnlyList<RunningWorld>?> CreateAsync(IReadOnlyList<PreparedWorld> prepared, long machineNow, bool mayBeRelative)
    {
        var principals = prepared.Select(world => WorldPrincipals.Of(world.Document)).ToList();
        while (true)
        {
            var origins = new List<NewStoredDocument>();
            try
            {
                foreach (var world in prepared)
                {
                    origins.Add(await stored.PrepareAsync(world.Document.WithoutSecrets(), world.Rows, mayBeRelative));
                }

                var (isOriginGone, created) = await WriteAsync(commands => Create(commands, prepared, principals, origins, machineNow));
                if (!isOriginGone)
                {
                    return created;
                }
            }
            finally
            {
                origins.ForEach(origin => origin.Dispose());
            }
        }
    }

    private (bool IsOriginGone, IReadOnlyList<RunningWorld>? Created) Create(
        RowCommands commands, IReadOnlyList<PreparedWorld> prepared, IReadOnlyList<WorldPrincipals> principals, IReadOnlyList<NewStoredDocument> origins, long machineNow)
    {
        if (prepared.Any(world => IsTaken(world.NewWorld)))
        {
            return (false, null);
        }

        bounds.RequireWorld(Count + prepared.Count - 1);
        bounds.RequireBytes(principals.Sum(known => WorldBounds.EmptyWorld + known.Weight));
        if (WorldStore.Create(commands, [.. prepared.Zip(origins, (world, origin) => (world.NewWorld, world.Rows, origin))], machineNow) is not { } rows)
        {
            return (true, null);
        }

        return (false, [.. prepared.Zip(rows, principals).Select(created =>
        {
            var (world, row, known) = created;
            directory.AddWorld(world.NewWorld.Name, world.NewWorld.Credentials);
            return Show(row, world.Document.ToState(world.Document.ClockAt(machineNow)), known);
        })]);
    }

    /// <summary>A world whose rows are loaded, and that is not created yet.</summary>
    private sealed record PreparedWorld(NewWorld NewWorld, WorldDocument Document, NewRows Rows);
}
