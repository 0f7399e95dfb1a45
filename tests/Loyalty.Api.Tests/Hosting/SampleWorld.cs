namespace Loyalty.Api.Tests.Hosting;

/// <summary>The sample world's document as text, and variants of it.</summary>
public static class SampleWorld
{
    private const string Head = "\"schemaVersion\":1,";

    public static string Text
    {
        get
        {
            using var stream = typeof(Program).Assembly.GetManifestResourceStream("Loyalty.Api.Worlds.sample-world.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The sample world with settings of its own, for example <c>"isoAttribution":false</c>.</summary>
    public static string WithSettings(string settings)
    {
        Assert.Contains(Head, Text, StringComparison.Ordinal);
        return Text.Replace(Head, $"{Head} \"settings\":{{{settings}}},", StringComparison.Ordinal);
    }
}
