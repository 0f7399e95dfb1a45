using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Access;
using Loyalty.Api.Operations;
using Loyalty.Api.Families;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Access;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;

namespace Loyalty.Api.Controls;

/// <summary>The body of createWorld. All properties are optional.</summary>
public sealed record CreateWorldBody(
    string? Name = null,
    string? TimeZone = null,
    long? RandomSeed = null,
    JsonElement? World = null,
    TillSecretJson? Till = null,
    string? ExpiresAfter = null,
    bool? FreshCredentials = null);

public sealed record ForkBody(string? Name = null, TillSecretJson? Till = null, string? ExpiresAfter = null);

public sealed record TillSecretJson(string Username, string Password);

public sealed record ClientSecretJson(string Key, string Secret);

/// <summary>
/// A new world and its credentials. The secrets cannot be read again later. <paramref name="DocumentTills"/> and <paramref name="DocumentClients"/>
/// are those of the document, if the request asks for fresh credentials.
/// </summary>
public sealed record CreatedWorldJson(
    string Name,
    long OrgId,
    string TimeZone,
    TillSecretJson Till,
    string Authorization,
    ClientSecretJson OauthClient,
    IReadOnlyDictionary<string, string> Links,
    IReadOnlyList<DocumentTill>? DocumentTills = null,
    IReadOnlyList<DocumentClient>? DocumentClients = null);

/// <param name="CreatedAt">The time by the machine's clock, in UTC, ISO 8601.</param>
public sealed record WorldJson(
    string Name, long OrgId, string TimeZone, long Revision, ClockJson Clock, IReadOnlyList<string> Tills, string? ExpiresAfter, string CreatedAt, IReadOnlyDictionary<string, string> Links);

/// <param name="Worlds">In the order of their names.</param>
/// <param name="Unreadable">Worlds with stored data that cannot be read, absent if there are none. Their requests are answered with 503 where they need that data.</param>
public sealed record WorldListJson(
    IReadOnlyList<WorldJson> Worlds, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<UnreadableWorldJson>? Unreadable = null);

/// <param name="Name">The name of the world.</param>
/// <param name="Problem">What cannot be read, and why.</param>
/// <param name="Links">The world can be exported as far as it can be read, and deleted.</param>
public sealed record UnreadableWorldJson(string Name, string Problem, IReadOnlyDictionary<string, string> Links);

/// <summary>Controls that create, list, copy, replace and delete worlds.</summary>
public static class WorldControls
{
    private const long EmptyOrgId = 100001;
    private const string Collection = ControlAccess.Prefix + "/worlds";
    private const string Sample = "sample";
    private const string Demo = "demo";
    private const string Empty = "empty";

    /// <summary>The names of the built-in worlds.</summary>
    public static readonly IReadOnlyList<string> Templates = [Sample, Demo, Empty];

    public static void MapWorldControls(this IEndpointRouteBuilder routes)
    {
        var controls = routes.MapGroup("").WithTags(ControlGroups.Worlds);
        controls.MapLazy(HttpMethods.Post, "/worlds", CreateAsync).WithControl<CreateWorldBody>("createWorld", "Create a world from a document, \"sample\", \"demo\" or \"empty\"", $$"""{"name":"{{ControlDoc.ExampleWorld}}","world":"sample","expiresAfter":"PT1H"}""")
            .Produces<CreatedWorldJson>(StatusCodes.Status201Created).Refuses(StatusCodes.Status409Conflict);
        controls.MapLazy(HttpMethods.Get, "/worlds", List).WithControl("listWorlds", "List the worlds").Produces<WorldListJson>();
        controls.MapLazy(HttpMethods.Put, "/worlds/{world}/document", ReplaceAsync)
            .WithControl<WorldDocument>("putDocument", "Replace the world with a document", """{"schemaVersion":1,"name":"tiny","timeZone":"UTC","orgs":[{"id":1,"name":"Tiny"}]}""")
            .Produces(StatusCodes.Status204NoContent);
        controls.MapLazy(HttpMethods.Patch, "/worlds/{world}/document", PatchAsync)
            .WithControl<WorldPatch>("patchDocument", "Add, replace and remove entries of the world's document", """{"orgs":[{"id":1,"customers":[{"id":7}]}]}""")
            .Produces(StatusCodes.Status204NoContent);
        controls.MapLazy(HttpMethods.Get, "/worlds/{world}/document", ExportAsync).WithControl("getDocument", "Export the world as a document").Produces<WorldDocument>();
        controls.MapLazy(HttpMethods.Post, "/worlds/{world}/reset", ResetAsync).WithControl("resetWorld", "Reset data, settings and clock to the world's origin and remove all faults").Produces(StatusCodes.Status204NoContent);
        controls.MapLazy(HttpMethods.Post, "/worlds/{world}/fork", ForkAsync).WithControl<ForkBody>("forkWorld", "Copy the world, with new credentials", $$"""{"name":"{{ControlDoc.ExampleWorld}}-copy","expiresAfter":"PT1H"}""")
            .Produces<CreatedWorldJson>(StatusCodes.Status201Created).Refuses(StatusCodes.Status409Conflict);
    }

    /// <summary>Mapped after all other controls, because the OpenAPI document has the order of mapping: the examples delete the world last.</summary>
    public static void MapWorldCleanUp(this IEndpointRouteBuilder routes)
    {
        var controls = routes.MapGroup("").WithTags(ControlGroups.Worlds);
        controls.MapLazy(HttpMethods.Get, "/worlds/{world}", Get).WithControl("getWorld", "Get a world").Produces<WorldJson>();
        controls.MapLazy(HttpMethods.Delete, "/worlds/{world}", DeleteAsync).WithTags(ControlGroups.CleanUp).WithControl("deleteWorld", "Delete a world and its credentials").Produces(StatusCodes.Status204NoContent);
        controls.MapLazy(HttpMethods.Delete, "/worlds", DeleteWorlds.HandleAsync).WithTags(ControlGroups.CleanUp).WithControl("deleteWorlds", "Delete the worlds that match every given filter")
            .Produces<DeletedWorldsJson>().Refuses(StatusCodes.Status400BadRequest);
    }

    internal static IReadOnlyDictionary<string, string> LinksOf(string name)
    {
        var self = $"{Collection}/{Uri.EscapeDataString(name)}";
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["self"] = self,
            ["document"] = $"{self}/document",
            ["reset"] = $"{self}/reset",
            ["snapshots"] = $"{self}/snapshots",
            ["fork"] = $"{self}/fork",
            ["clock"] = $"{self}/clock",
            ["faults"] = $"{self}/faults",
            ["barriers"] = $"{self}/barriers",
            ["requests"] = $"{self}/requests",
        };
    }

    private static async Task<IResult> CreateAsync(HttpContext context, WorldRegistry worlds, CredentialDirectory directory, TimeProvider machine)
    {
        var bytes = await ControlBody.ReadDocumentAsync(context);
        var body = ControlBody.Parse(bytes, ControlJsonContext.Controls.CreateWorldBody);
        var name = body.Name ?? NewCredentials.FreshName("world");
        var document = Content(body, name, bytes, machine);
        var fresh = body.FreshCredentials is true ? NewCredentials.WithFreshNames(document, body.Till?.Username) : null;
        var content = fresh?.Document ?? document;
        return await CreateWorldAsync(
            context, worlds, directory, name, body.TimeZone is { } zone ? content with { TimeZone = ZoneOf(zone) } : content, body.Till, body.RandomSeed ?? 0, body.ExpiresAfter, fresh);
    }

    private static async Task<IResult> ForkAsync(string world, HttpContext context, WorldRegistry worlds, CredentialDirectory directory)
    {
        var running = worlds.Require(world);
        var body = await ControlBody.ReadAsync(context, ControlJsonContext.Controls.ForkBody);
        return await CreateWorldAsync(context, worlds, directory, body.Name ?? NewCredentials.FreshName("world"), null, body.Till, running.View.RandomSeed, body.ExpiresAfter, source: running);
    }

    private static async Task<IResult> CreateWorldAsync(
        HttpContext context, WorldRegistry worlds, CredentialDirectory directory, string name, WorldDocument? document, TillSecretJson? till, long randomSeed, string? expiresAfter, FreshCredentials? fresh = null, RunningWorld? source = null)
    {
        ResourceName.Require(name, "$.name");
        var secret = till ?? new TillSecretJson(NewCredentials.FreshName("till"), NewCredentials.FreshSecret());
        if (secret.Username.Length is 0 or > 200 || secret.Username.Contains(':', StringComparison.Ordinal) || secret.Password.Length is 0 or > 200)
        {
            throw ControlException.BadRequest("$.till: a till has a username of 1 to 200 characters without a colon and a password of 1 to 200 characters.");
        }

        var client = new ClientSecretJson(NewCredentials.FreshName("client"), NewCredentials.FreshSecret());
        Credential[] requestCredentials =
        [
            NewCredentials.OfTill(name, secret.Username, SecretHash.Md5Hex(secret.Password)),
            NewCredentials.OfClient(name, client.Key, client.Secret),
        ];

        // Credentials in the request override those in the document with the same name.
        Credential[] credentials =
            [.. (document is null ? [] : NewCredentials.OfDocument(name, document)).ExceptBy(requestCredentials.Select(credential => (credential.Kind, credential.Name)), credential => (credential.Kind, credential.Name)), .. requestCredentials];

        var named = document is null ? null : NewCredentials.Named(document, secret.Username, client.Key);
        MatchValidation.Require(
            named is null || WorldDocument.CredentialsOf(named.Orgs) <= WorldDocument.MaxCredentials,
            "$.world.orgs",
            $"a world must have at most {WorldDocument.MaxCredentials} tills and OAuth clients, with the till and the client that are created with it.");

        // The document of a copy stays unchanged. It does not name the new credentials, so they act for the root org.
        var newWorld = new NewWorld(name, credentials, randomSeed, Lifetime(expiresAfter));
        if (await (named is null ? worlds.ForkAsync(newWorld, source!) : worlds.CreateAsync(newWorld, named)) is not { } running)
        {
            return ControlProblem.Of(StatusCodes.Status409Conflict, TakenNames.Describe(newWorld, till?.Username, worlds, directory));
        }

        var created = new CreatedWorldJson(
            running.Name,
            running.View.RootOrgId,
            running.View.Zone.Id,
            secret,
            NewCredentials.BasicHeader(secret.Username, secret.Password),
            client,
            LinksOf(running.Name),
            fresh?.Tills,
            fresh?.Clients);
        context.Response.Headers.Location = created.Links["self"];
        return Results.Json(created, ControlJsonContext.Controls.CreatedWorldJson, statusCode: StatusCodes.Status201Created);
    }

    private static IResult List(WorldRegistry worlds, CredentialDirectory directory) =>
        Results.Json(new WorldListJson([.. worlds.All.Select(running => Describe(running, directory))], DescribeUnreadable(worlds)), ControlJsonContext.Controls.WorldListJson);

    private static IResult Get(string world, WorldRegistry worlds, CredentialDirectory directory) =>
        Results.Json(Describe(worlds.Require(world), directory), ControlJsonContext.Controls.WorldJson);

    private static async Task<IResult> DeleteAsync(string world, WorldRegistry worlds, CancellationToken cancellation)
    {
        return await worlds.RemoveAsync(worlds.Require(world)) ? Results.NoContent() : throw new WorldNotFoundException(world);
    }

    private static async Task<IResult> ExportAsync(string world, HttpContext context, WorldRegistry worlds)
    {
        var (document, problems, place) = await worlds.ExportAsync(worlds.Require(world));
        context.Response.RegisterForDispose(place);
        if (problems.Count > 0)
        {
            RefusalReason.Set(context, $"Left out: {string.Join("; ", problems)}.");
        }

        return Results.Bytes(WorldDocumentJson.Write(document), "application/json");
    }

    private static async Task<IResult> ReplaceAsync(string world, HttpContext context, WorldRegistry worlds)
    {
        var running = worlds.Require(world);
        var document = DocumentBody.Read(await ControlBody.ReadDocumentAsync(context));
        await worlds.ReplaceAsync(running, document);
        return Results.NoContent();
    }

    private static async Task<IResult> PatchAsync(string world, HttpContext context, WorldRegistry worlds)
    {
        var running = worlds.Require(world);
        var patch = DocumentBody.ReadPatch(await ControlBody.ReadDocumentAsync(context));
        try
        {
            await worlds.PatchAsync(running, patch);
        }
        catch (WorldDocumentException exception)
        {
            throw DocumentBody.Refusal(exception);
        }
        catch (PatchedWorldException exception)
        {
            throw DocumentBody.Refusal(exception);
        }

        return Results.NoContent();
    }

    private static async Task<IResult> ResetAsync(string world, WorldRegistry worlds, CancellationToken cancellation)
    {
        await worlds.ResetAsync(worlds.Require(world));
        return Results.NoContent();
    }

    private static List<UnreadableWorldJson>? DescribeUnreadable(WorldRegistry worlds)
    {
        var problems = worlds.Unreadable.Select(world => (world.Name, world.Unreadable!.Problem))
            .Concat(worlds.All.Where(world => world.View.State.Problem is not null).Select(world => (world.Name, Problem: world.View.State.Problem!)))
            .Select(world => new UnreadableWorldJson(world.Name, world.Problem, LinksOf(world.Name)))
            .ToList();
        return problems.Count == 0 ? null : problems;
    }

    private static WorldJson Describe(RunningWorld running, CredentialDirectory directory) => new(
        running.Name,
        running.View.RootOrgId,
        running.View.Zone.Id,
        running.View.Revision,
        ClockControls.Describe(running.View.Clock),
        [.. directory.TillsOf(running.Name)],
        running.View.ExpiresAfter is { } lifetime ? IsoDuration.Format(lifetime) : null,
        DocumentInstant.Print(running.View.CreatedAt),
        LinksOf(running.Name));

    /// <summary>The document of the new world. The credentials of the sample belong to the world 'docs', those of the demo to the world 'demo': creating it again after its deletion restores them.</summary>
    private static WorldDocument Content(CreateWorldBody body, string name, byte[] bytes, TimeProvider machine)
    {
        switch (body.World)
        {
            case null:
            case { ValueKind: JsonValueKind.String } empty when IsText(empty, Empty):
                return WorldDocument.Empty(name, "UTC", EmptyOrgId);
            case { ValueKind: JsonValueKind.String } sample when IsText(sample, Sample):
                return name.Equals(SampleWorld.Name, StringComparison.Ordinal) ? SampleWorld.Read() : SampleWorld.Read().WithoutSecrets();
            case { ValueKind: JsonValueKind.String } demo when IsText(demo, Demo):
                var document = DemoWorld.At(WorldClock.MachineNow(machine));
                return name.Equals(DemoWorld.Name, StringComparison.Ordinal) ? document : document.WithoutSecrets();
            case { ValueKind: JsonValueKind.Object }:
                return DocumentBody.ReadWorld(bytes);
            default:
                throw ControlException.BadRequest($"$.world: a world is a document, \"{Sample}\", \"{Demo}\" or \"{Empty}\".");
        }
    }

    /// <summary>Compares the raw JSON, because unescaping an unpaired surrogate throws.</summary>
    private static bool IsText(JsonElement text, string expected) => text.GetRawText().Equals($"\"{expected}\"", StringComparison.Ordinal);

    private static string ZoneOf(string zone) => ServerZone.IsKnown(zone) ? zone : throw ControlException.BadRequest($"$.timeZone: {ServerZone.ErrorMessage(zone)}.");

    private static long? Lifetime(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return IsoDuration.TryParse(text, out var lifetime) && lifetime > 0
            ? lifetime
            : throw ControlException.BadRequest("$.expiresAfter: a positive duration has days, hours, minutes and seconds, such as \"PT1H\".");
    }
}
