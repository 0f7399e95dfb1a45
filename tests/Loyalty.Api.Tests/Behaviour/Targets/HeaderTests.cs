using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>What enrolledTargets says of its own end.</summary>
public sealed class HeaderTests
{
    [Fact]
    [Trait("Evidence", "inferred: targets.md 0.6")]
    public async Task An_answer_is_marked_as_deprecated_and_names_its_successor()
    {
        using var world = new FilteredTargets();

        var reply = await world.AskAsync("");

        Assert.Equal("true", reply.Headers["Deprecation"]);
        Assert.Equal("</v3/promotions>; rel=\"successor-version\"", reply.Headers["Link"]);
    }

    [Fact]
    [Trait("Evidence", "inferred: targets.md 0.6")]
    public async Task One_setting_of_the_world_turns_both_headers_off()
    {
        using var world = new FilteredTargets("\"deprecationHeaders\":false");

        var reply = await world.AskAsync("");

        Assert.Equal(200, reply.Status);
        Assert.DoesNotContain("Deprecation", reply.Headers.Keys);
        Assert.DoesNotContain("Link", reply.Headers.Keys);
    }

    [Fact]
    [Trait("Evidence", "inferred: DESIGN.md 6")]
    public async Task One_option_turns_both_headers_off_for_silent_worlds()
    {
        using var app = new EmulatorApp(null, ("Targets:DeprecationHeaders", "false"));

        var reply = await app.GetAsync("/v3/users/565039506/enrolledTargets");

        Assert.Equal(200, reply.Status);
        Assert.DoesNotContain("Deprecation", reply.Headers.Keys);
        Assert.DoesNotContain("Link", reply.Headers.Keys);
    }
}
