using Loyalty.Api.Tests.Contract;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>The representations of promotionsV2, and what selects them.</summary>
public sealed class RepresentationTests(SamplePromotions app) : IClassFixture<SamplePromotions>
{
    private const string Documented = "status validationErrors data pageDetails customerId promotions warnings";

    private const string Gateway = "status validationErrors data pageDetails";

    private const string Customer = "pageDetails customerId promotions warnings";

    [Theory]
    [InlineData("representation=Documented", Documented, "representation=Documented")]
    [InlineData("representation=Gateway", Gateway, "representation=Gateway")]
    [InlineData("representation=Customer", Customer, "representation=Customer")]
    [InlineData("representation=customer", Customer, "representation=Customer")]
    [InlineData("Representation = \"Gateway\"", Gateway, "representation=Gateway")]
    [InlineData("respond-async, representation=Customer; strict", Customer, "representation=Customer")]
    [InlineData("representation=Gateway, representation=Customer", Gateway, "representation=Gateway")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-1")]
    public async Task Prefer_selects_the_representation_and_Preference_Applied_confirms_it(string prefer, string keys, string applied)
    {
        var reply = await app.GetAsync(SamplePromotions.Path("1000"), ("Prefer", prefer));

        Assert.Equal(200, reply.Status);
        Assert.Equal(keys, TopKeys(reply));
        Assert.Equal(applied, reply.Headers["Preference-Applied"]);
    }

    [Theory]
    [InlineData("return=minimal")]
    [InlineData("respond-async, wait=10")]
    [InlineData("")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-1")]
    public async Task Other_preferences_are_ignored(string prefer)
    {
        var reply = await app.GetAsync(SamplePromotions.Path("1000"), ("Prefer", prefer));

        Assert.Equal(Documented, TopKeys(reply));
        Assert.DoesNotContain("Preference-Applied", reply.Headers.Keys);
    }

    [Theory]
    [InlineData("representation=Both")]
    [InlineData("representation=")]
    [InlineData("representation")]
    [InlineData("representation=1")]
    [InlineData("representation=Gateway Customer")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task An_unknown_representation_is_rejected_with_a_list_of_the_known_ones(string prefer)
    {
        var reply = await app.GetAsync(SamplePromotions.Path("1000"), ("Prefer", prefer));

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            SamplePromotions.Error(400, "Input is invalid, Please check request parameters or input xml/json. Prefer: representation accepts Documented, Gateway, Customer."),
            reply.Body);
        Assert.DoesNotContain("Preference-Applied", reply.Headers.Keys);
    }

    [Theory]
    [InlineData("Documented", Documented)]
    [InlineData("Gateway", Gateway)]
    [InlineData("Customer", Customer)]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task The_configuration_selects_the_representation_for_worlds_without_the_setting(string option, string keys)
    {
        using var configured = new SamplePromotions(null, ("Promotions:Representation", option));

        var reply = await configured.AskAsync("1000");

        Assert.Equal(keys, TopKeys(reply));
        Assert.DoesNotContain("Preference-Applied", reply.Headers.Keys);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_worlds_setting_overrides_the_configuration_and_Prefer_overrides_both()
    {
        using var withSetting = new SamplePromotions(SampleWorld.WithSettings("\"promotionsRepresentation\":\"CUSTOMER\""), ("Promotions:Representation", "Gateway"));

        Assert.Equal(Customer, TopKeys(await withSetting.AskAsync("1000")));
        Assert.Equal(Documented, TopKeys(await withSetting.GetAsync(SamplePromotions.Path("1000"), ("Prefer", "representation=Documented"))));
    }

    [Theory]
    [InlineData("representation=Documented")]
    [InlineData("representation=Gateway")]
    [InlineData("representation=Customer")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Errors_have_the_gateway_envelope_in_every_representation(string prefer)
    {
        var reply = await app.GetAsync(SamplePromotions.Path("1000", ("limit", "101")), ("Prefer", prefer));

        Assert.Equal(SamplePromotions.Error(4055, "Limit passed is greater than 100"), reply.Body);
    }

    [Theory]
    [InlineData("Documented", 1)]
    [InlineData("Gateway", 0)]
    [InlineData("Customer", 0)]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row P-1")]
    public void The_start_warns_in_one_line_that_the_default_is_the_union_and_says_how_to_choose(string configured, int warnings)
    {
        using var started = new EmulatorApp(null, ("Promotions:Representation", configured));
        bool IsWarning(string line) => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("union of both documented halves", StringComparison.Ordinal);

        Assert.True(warnings == 0 || SpinWait.SpinUntil(() => started.Logs.Lines.Any(IsWarning), TimeSpan.FromSeconds(20)));
        var lines = started.Logs.Lines.Where(IsWarning).ToList();
        Assert.Equal(warnings, lines.Count);
        Assert.All(lines, line => Assert.Contains("Promotions__Representation=Gateway", line, StringComparison.Ordinal));
    }

    private static string TopKeys(Reply reply) => string.Join(' ', KeyPaths.Of(reply.Body).Where(path => !path.Contains('.', StringComparison.Ordinal) && !path.Contains('[', StringComparison.Ordinal)));
}
