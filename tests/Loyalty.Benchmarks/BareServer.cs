using System.Globalization;

namespace Loyalty.Benchmarks;

/// <summary>The baseline: a minimal API that returns the same bytes and does nothing else, or stores one row and returns the same bytes.</summary>
internal static class BareServer
{
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
        app.MapPost("/row", async context =>
        {
            var buffer = new byte[(int)context.Request.ContentLength!];
            await context.Request.Body.ReadExactlyAsync(buffer, context.RequestAborted);
            await writer.StoreAsync();
            var body = """{"data":1000001,"errors":null,"warnings":null}"""u8.ToArray();
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        });

        await app.RunAsync();
        return 0;
    }
}
