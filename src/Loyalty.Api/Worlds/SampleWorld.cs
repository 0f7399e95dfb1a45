using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Worlds;

/// <summary>The world that answers the documented requests with the documented bodies.</summary>
public static class SampleWorld
{
    /// <summary>The name of the world that the seed creates and that the credentials of the document belong to.</summary>
    public const string Name = "docs";

    private const string Resource = "Loyalty.Api.Worlds.sample-world.json";

    public static WorldDocument Read()
    {
        using var stream = typeof(SampleWorld).Assembly.GetManifestResourceStream(Resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return WorldDocumentJson.Read(bytes);
    }
}
