using Loyalty.Laws.Tests.Hosting;
using Loyalty.Laws.Tests.Steps;

namespace Loyalty.Laws.Tests;

/// <summary>Any interleaving of reads, writes, controls, evictions and restarts.</summary>
[Trait("Evidence", "documented: docs/architecture.md 1")]
public sealed class ModelLaws(Emulator app) : IClassFixture<Emulator>
{
    [Fact]
    public void Every_answer_is_that_of_a_model_that_keeps_everything_in_plain_lists() =>
        Scenario.Holds(scenario => Session.PlayAsync(app, scenario), times: 60);

    [Fact]
    public void Evicting_everything_before_every_request_changes_no_byte() => Scenario.Holds(
        async scenario =>
        {
            var kept = await Session.PlayAsync(app, scenario);
            var evicted = await Session.PlayAsync(app, scenario, evictBeforeRequests: true);

            Assert.Equal(kept, evicted);
        },
        times: 25);
}
