using System.Text.Json;
using Loyalty.Api.Access;
using Loyalty.Api.Docs;
using Loyalty.Domain.Access;
using Loyalty.Store.Emulator;

namespace Loyalty.Api.Emulator;

/// <summary>What creates a world: all of it may be left out.</summary>
public sealed record CreateWorldBody(
    string? Name = null, string? TimeZone = null, long? RandomSeed = null, JsonElement? World = null, TillSecretJson? Till = null, string? ExpiresAfter = null);

public sealed record ForkBody(string? Name = null, TillSecretJson? Till = null, string? ExpiresAfter = null);

public sealed record TillSecretJson(string Username, string Password);

public sealed record ClientSecretJson(string Key, string Secret);

/// <summary>A new world with credentials ready to use; they are shown here and never again.</summary>
public sealed record CreatedWorldJson(
    string Name,
    long OrgId,
    string TimeZone,
    TillSecretJson Till,
    string Authorization,
    ClientSecretJson OauthClient,
    IReadOnlyDictionary<string, string> Links);

public sealed record WorldJson(
    string Name, long OrgId, string TimeZone, long Revision, ClockJson Clock, IReadOnlyList<string> Tills, string? ExpiresAfter, IReadOnlyDictionary<string, string> Links);

public sealed record WorldListJson(IReadOnlyList<WorldJson> Worlds);

/// <summary>Creating, listing, copying, replacing and deleting worlds.</summary>
public static class WorldControls
{
    private const long EmptyOrgId = 100001;
    private const string Collection = ControlAccess.Prefix + "/worlds";
    private const string Sample = "sample";
    private const string Empty = "empty";

    public static void MapWorldControls(this IEndpointRouteBuilder controls)
    {
        controls.MapPost("/worlds", CreateAsync).WithControl<CreateWorldBody>("createWorld", "Create a world", """{"world":"empty"}""")
            .Produces<CreatedWorldJson>(StatusCodes.Status201Created).Refuses(StatusCodes.Status409Conflict);
        controls.MapGet("/worlds", List).WithControl("listWorlds", "List the worlds").Produces<WorldListJson>();
        controls.MapGet("/worlds/{world}", Get).WithControl("getWorld", "One world").Produces<WorldJson>();
        controls.MapDelete("/worlds/{world}", DeleteAsync).WithControl("deleteWorld", "Delete a world and its credentials").Produces(StatusCodes.Status204NoContent);
        controls.MapGet("/worlds/{world}/document", ExportAsync).WithControl("getDocument", "Export the world as a document").Produces<WorldDocument>();
        controls.MapPut("/worlds/{world}/document", ReplaceAsync)
            .WithControl<WorldDocument>("putDocument", "Replace the world by a document, all or nothing", """{"schemaVersion":1,"name":"tiny","timeZone":"UTC","orgs":[{"id":1,"name":"Tiny"}]}""")
            .Produces(StatusCodes.Status204NoContent);
        controls.MapPost("/worlds/{world}/reset", ResetAsync).WithControl("resetWorld", "Return to the origin: data, settings, clock, no faults").Produces(StatusCodes.Status204NoContent);
        controls.MapPost("/worlds/{world}/fork", ForkAsync).WithControl<ForkBody>("forkWorld", "Copy the world under new credentials", """{"expiresAfter":"PT1H"}""")
            .Produces<CreatedWorldJson>(StatusCodes.Status201Created).Refuses(StatusCodes.Status409Conflict);
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
            ["requests"] = $"{self}/requests",
        };
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Worlds worlds)
    {
        var body = await ControlBody.ReadAsync(context, ControlJson.Relaxed.CreateWorldBody, ControlBody.LargestDocument);
        var name = body.Name ?? NewCredentials.FreshName("world");
        var (document, credentials) = Content(body, name);
        return await MakeAsync(context, worlds, name, body.TimeZone is { } zone ? document with { TimeZone = ZoneOf(zone) } : document, credentials, body.Till, body.RandomSeed ?? 0, body.ExpiresAfter);
    }

    private static async Task<IResult> ForkAsync(string world, HttpContext context, Worlds worlds)
    {
        var live = Live(worlds, world);
        var body = await ControlBody.ReadAsync(context, ControlJson.Relaxed.ForkBody);
        var document = await worlds.ExportAsync(live, context.RequestAborted);
        return await MakeAsync(context, worlds, body.Name ?? NewCredentials.FreshName("world"), document, [], body.Till, live.View.RandomSeed, body.ExpiresAfter, isCopy: true);
    }

    private static async Task<IResult> MakeAsync(
        HttpContext context, Worlds worlds, string name, WorldDocument document, IReadOnlyList<Credential> documentCredentials, TillSecretJson? till, long randomSeed, string? expiresAfter, bool isCopy = false)
    {
        Names.Require(name, "$.name");
        var secret = till ?? new TillSecretJson(NewCredentials.FreshName("till"), NewCredentials.FreshSecret());
        if (secret.Username.Length is 0 or > 200 || secret.Username.Contains(':', StringComparison.Ordinal) || secret.Password.Length is 0 or > 200)
        {
            throw ControlException.BadRequest("$.till: a till has a username of 1 to 200 characters without a colon and a password of 1 to 200 characters.");
        }

        var client = new ClientSecretJson(NewCredentials.FreshName("client"), NewCredentials.FreshSecret());
        Credential[] given =
        [
            NewCredentials.OfTill(name, secret.Username, CredentialDirectory.HashedPassword(secret.Password)),
            NewCredentials.OfClient(name, client.Key, client.Secret),
        ];

        // What is given beside the document counts, not the document's own secret for the same name.
        Credential[] credentials =
            [.. documentCredentials.ExceptBy(given.Select(credential => (credential.Kind, credential.Name)), credential => (credential.Kind, credential.Name)), .. given];

        // A copy keeps its document as it is: the new credentials act for the root org all the same.
        var wanted = new NewWorld(
            name, isCopy ? document : NewCredentials.Named(document, secret.Username, client.Key), credentials, randomSeed, Lifetime(expiresAfter));
        if (await worlds.CreateAsync(wanted, context.RequestAborted) is not { } live)
        {
            return Problems.Of(StatusCodes.Status409Conflict, $"The name '{name}', or that of one of its tills or clients, is taken.");
        }

        var created = new CreatedWorldJson(
            live.Name,
            live.View.RootOrgId,
            live.View.Zone.Id,
            secret,
            NewCredentials.BasicHeader(secret.Username, secret.Password),
            client,
            LinksOf(live.Name));
        context.Response.Headers.Location = created.Links["self"];
        return Results.Json(created, ControlJson.Relaxed.CreatedWorldJson, statusCode: StatusCodes.Status201Created);
    }

    private static IResult List(Worlds worlds, CredentialDirectory directory) =>
        Results.Json(new WorldListJson([.. worlds.All.Select(live => Describe(live, directory))]), ControlJson.Relaxed.WorldListJson);

    private static IResult Get(string world, Worlds worlds, CredentialDirectory directory) =>
        Results.Json(Describe(Live(worlds, world), directory), ControlJson.Relaxed.WorldJson);

    private static async Task<IResult> DeleteAsync(string world, Worlds worlds, CancellationToken cancellation)
    {
        return await worlds.RemoveAsync(Live(worlds, world), cancellation) ? Results.NoContent() : throw ControlException.NoWorld(world);
    }

    private static async Task<IResult> ExportAsync(string world, Worlds worlds, CancellationToken cancellation) =>
        Results.Bytes(WorldDocumentJson.Write(await worlds.ExportAsync(Live(worlds, world), cancellation)), "application/json");

    private static async Task<IResult> ReplaceAsync(string world, HttpContext context, Worlds worlds)
    {
        var live = Live(worlds, world);
        var document = Read(await ControlBody.ReadAsync(context, ControlBody.LargestDocument), "$");
        await worlds.ReplaceAsync(live, document, context.RequestAborted);
        return Results.NoContent();
    }

    private static async Task<IResult> ResetAsync(string world, Worlds worlds, CancellationToken cancellation)
    {
        await worlds.ResetAsync(Live(worlds, world), cancellation);
        return Results.NoContent();
    }

    internal static LiveWorld Live(Worlds worlds, string name) =>
        worlds.Find(name) ?? throw ControlException.NoWorld(name);

    private static WorldJson Describe(LiveWorld live, CredentialDirectory directory) => new(
        live.Name,
        live.View.RootOrgId,
        live.View.Zone.Id,
        live.View.Revision,
        ClockControls.Describe(live.View.Clock),
        [.. directory.TillsOf(live.Name)],
        live.View.ExpiresAfter is { } lifetime ? IsoDuration.Format(lifetime) : null,
        LinksOf(live.Name));

    /// <summary>Only a document that the request itself brings may let its own tills in: those of the sample belong to the world 'docs'.</summary>
    private static (WorldDocument Document, IReadOnlyList<Credential> Credentials) Content(CreateWorldBody body, string name)
    {
        switch (body.World)
        {
            case null:
            case { ValueKind: JsonValueKind.String } empty when IsWord(empty, Empty):
                return (WorldDocument.Empty(name, "UTC", EmptyOrgId), []);
            case { ValueKind: JsonValueKind.String } sample when IsWord(sample, Sample):
                return (Seeding.Sample().WithoutSecrets(), []);
            case { ValueKind: JsonValueKind.Object } given:
                var document = Read(System.Text.Encoding.UTF8.GetBytes(given.GetRawText()), "$.world");
                return (document, [.. NewCredentials.OfDocument(name, document)]);
            default:
                throw ControlException.BadRequest($"$.world: a world is a document, \"{Sample}\" or \"{Empty}\".");
        }
    }

    /// <summary>As it is written: to unescape half of a surrogate pair would throw.</summary>
    private static bool IsWord(JsonElement text, string word) => text.GetRawText().Equals($"\"{word}\"", StringComparison.Ordinal);

    private static WorldDocument Read(byte[] json, string root)
    {
        try
        {
            return WorldDocumentJson.Read(json);
        }
        catch (WorldDocumentException refusal)
        {
            throw ControlException.BadRequest($"{root}{refusal.Path.AsSpan(1)}: {refusal.Reason}");
        }
    }

    private static string ZoneOf(string zone) => ServerZone.IsKnown(zone) ? zone : throw ControlException.BadRequest($"$.timeZone: {ServerZone.Refusal(zone)}.");

    private static long? Lifetime(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return IsoDuration.TryParse(text, out var lifetime) && lifetime > 0
            ? lifetime
            : throw ControlException.BadRequest("$.expiresAfter: a positive duration of days and below, such as \"PT1H\".");
    }
}
