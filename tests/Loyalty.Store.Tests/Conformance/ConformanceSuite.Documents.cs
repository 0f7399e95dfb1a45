using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.Conformance;

/// <content>Tests that worlds are stored and exported without loss.</content>
public abstract partial class ConformanceSuite
{
    private const string SampleWorld = "src/Loyalty.Api/Worlds/sample-world.json";

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_document_from_the_writer_is_exported_byte_for_byte() => Law.Holds(
        RandomWorld.Of,
        async world =>
        {
            var document = TestStore.Text(world);

            var worldId = Store.Load(TestStore.Parse(document), RandomData.Now);

            Assert.Equal(document, Store.Export(worldId));
        },
        times: 100,
        TestStore.Text);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_handwritten_document_is_exported_in_the_format_of_the_writer() => Law.Holds(
        Handwritten.Of,
        async given =>
        {
            var worldId = Store.Load(TestStore.Parse(TestStore.Text(given.Handwritten)), RandomData.Now);

            Assert.Equal(TestStore.Text(given.Written), Store.Export(worldId));
        },
        times: 100,
        given => TestStore.Text(given.Handwritten));

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task The_exported_sample_world_can_be_loaded_and_exported_unchanged()
    {
        var sample = WorldDocumentJson.Read(Repository.Bytes(SampleWorld));

        var first = Store.Export(Store.Load(sample, RandomData.Now));
        var second = Store.Export(Store.Load(TestStore.Parse(first), RandomData.Now + 12345));

        Assert.Equal(first, second);
        Assert.Contains("\"id\": 67248", first, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Relative_instants_are_relative_to_the_worlds_clock_at_loading()
    {
        var document = TestStore.Parse(SmallWorld.Json
            .Replace("\"timeZone\": \"UTC\"", "\"timeZone\": \"UTC\", \"clock\": {\"mode\": \"SHIFTED\", \"by\": \"P1D\"}", StringComparison.Ordinal)
            .Replace("\"at\": \"2031-01-01T00:00:00Z\"", "\"at\": \"-PT2H\"", StringComparison.Ordinal));
        var machineNow = new DateTimeOffset(2031, 6, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

        var exported = TestStore.Parse(Store.Export(Store.Load(document, machineNow)));

        Assert.Equal("2031-06-02T10:00:00Z", exported.Orgs[0].Usage![0].At.ToString());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Secrets_are_never_exported()
    {
        var document = TestStore.Parse(SmallWorld.Json);
        Assert.Equal(
            ["open-sesame", "202cb962ac59075b964b07152d234b70"],
            document.Orgs[0].Tills!.Select(till => till.Password ?? till.PasswordMd5));
        Assert.Equal("client-secret", document.Orgs[0].OauthClients![0].Secret);

        var fromRows = Store.Export(Store.Load(document));

        Assert.All([fromRows, TestStore.Text(document.WithoutSecrets())], text =>
        {
            Assert.DoesNotContain("open-sesame", text, StringComparison.Ordinal);
            Assert.DoesNotContain("202cb962ac59075b964b07152d234b70", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("client-secret", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\"password", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\"secret\"", text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("\"username\": \"shop.till\"", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task An_empty_world_is_exported_with_its_name_zone_and_org()
    {
        var text = Store.Export(Store.Load(WorldDocument.Empty("quiet", "UTC", 1)));

        Assert.Equal(
            """
            {
              "schemaVersion": 1,
              "name": "quiet",
              "timeZone": "UTC",
              "orgs": [
                {
                  "id": 1,
                  "name": "quiet"
                }
              ]
            }

            """,
            text);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task The_relative_instant_of_a_frozen_clock_is_relative_to_the_machines_clock()
    {
        var document = WorldDocument.Empty("quiet", "UTC", 1) with
        {
            Clock = new ClockDocument(Domain.Worlds.ClockMode.Frozen, At: new DocumentInstant(-2 * 60 * 60 * 1000, IsRelative: true)),
        };

        var text = Store.Export(Store.Load(document, RandomData.Now));

        Assert.Equal(RandomData.Now - (2 * 60 * 60 * 1000), TestStore.Parse(text).Clock!.At!.Value.Milliseconds);
    }
}
