namespace Loyalty.Api.Tests.Hosting;

/// <summary>The sample world's document as text, and variants of it.</summary>
public static class SampleWorld
{
    private const string SchemaVersion = "\"schemaVersion\":1,";

    public static string Text
    {
        get
        {
            using var stream = typeof(Program).Assembly.GetManifestResourceStream("Loyalty.Api.Worlds.sample-world.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The sample world with the given settings, for example <c>"isoAttribution":false</c>.</summary>
    public static string WithSettings(string settings)
    {
        Assert.Contains(SchemaVersion, Text, StringComparison.Ordinal);
        return Text.Replace(SchemaVersion, $"{SchemaVersion} \"settings\":{{{settings}}},", StringComparison.Ordinal);
    }
}
