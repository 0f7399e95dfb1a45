using System.Globalization;

namespace Loyalty.Benchmarks;

/// <summary>The baseline: a minimal API that returns the same bytes and does nothing else.</summary>
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

        await app.RunAsync();
        return 0;
    }
}
