using System.Globalization;

namespace Loyalty.Benchmarks;

/// <summary>The baseline: a minimal API that returns the same bytes and does nothing else, or stores rows before that.</summary>
internal static class BareServer
{
    /// <summary>Stores a row and answers an enrolment.</summary>
    public const string Row = "/row";

    /// <summary>Stores three rows and answers a new target group.</summary>
    public const string Groups = "/groups";

    /// <summary>The file with the answer of <see cref="Groups"/>.</summary>
    public const string GroupFile = "group.json";

    public static async Task<int> RunAsync(string url, string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        for (var index = 0; index < Directory.GetFiles(folder, "*.body").Length; index++)
        {
            var body = await File.ReadAllBytesAsync(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{index}.body")));
            app.MapGet(string.Create(CultureInfo.InvariantCulture, $"/{index}"), (HttpContext context) =>
            {
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = body.Length;
                return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
            });
        }

        using var writer = new BareWriter(Path.Combine(folder, "bare.db"));
        var group = Path.Combine(folder, GroupFile);
        MapWrite(app, Row, writer, rows: 1, """{"data":1000001,"errors":null,"warnings":null}"""u8.ToArray());
        MapWrite(app, Groups, writer, rows: 3, File.Exists(group) ? await File.ReadAllBytesAsync(group) : []);
        await app.RunAsync();
        return 0;
    }

    private static void MapWrite(WebApplication app, string path, BareWriter writer, int rows, byte[] answer) => app.MapPost(path, async context =>
    {
        var buffer = new byte[(int)context.Request.ContentLength!];
        await context.Request.Body.ReadExactlyAsync(buffer, context.RequestAborted);
        await writer.StoreAsync(rows);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer, context.RequestAborted);
    });
}
