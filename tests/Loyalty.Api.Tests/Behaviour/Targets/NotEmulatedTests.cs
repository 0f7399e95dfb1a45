using Loyalty.Api.Operations;
using Loyalty.Api.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>Documented paths that are not emulated are refused in a sentence.</summary>
public sealed class NotEmulatedTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Theory]
    [InlineData("GET", "/v3/targetGroups/channels", "/v3/targetGroups/channels belongs to the communications of targets")]
    [InlineData("POST", "/v3/targetGroups/1/targets/2/communications/upsert", "/v3/targetGroups/{groupId}/targets/{targetId}/communications/upsert belongs to the communications of targets")]
    [InlineData("GET", "/v3/targetGroups/1/targets/2/communications", "/v3/targetGroups/{groupId}/targets/{targetId}/communications belongs to the communications of targets")]
    [InlineData("GET", "/v3.1/leaderboards/targetGroups/1", "/v3.1/leaderboards/targetGroups/{targetGroup} belongs to leaderboards")]
    [InlineData("GET", "/api_gateway/intouch-api-v3/v3.1/leaderboards/targetGroups/1", "/api_gateway/intouch-api-v3/v3.1/leaderboards/targetGroups/{targetGroup} belongs to leaderboards")]
    [InlineData("GET", "/v3.1/leaderboards/user/1", "/v3.1/leaderboards/user/{userId} belongs to leaderboards")]
    [InlineData("GET", "/api_gateway/intouch-api-v3/v3.1/leaderboards/user/1", "/api_gateway/intouch-api-v3/v3.1/leaderboards/user/{userId} belongs to leaderboards")]
    [InlineData("GET", "/v3/users/targetCompletionStatus", "/v3/users/targetCompletionStatus is a hidden operation of targets")]
    [InlineData("GET", "/v3/users/triggerTargetCommunications", "/v3/users/triggerTargetCommunications is a hidden operation of targets")]
    [InlineData("POST", "/v3/users/updateTargetCompletedMessageStatus", "/v3/users/updateTargetCompletedMessageStatus is a hidden operation of targets")]
    [InlineData("GET", "/v3/users/targetCompleted/5", "/v3/users/targetCompleted/{targetAchievedEventLogId} is a hidden operation of targets")]
    [InlineData("GET", "/v3/users/5/getUserTargetValueForEntityIds/6", "/v3/users/{targetRuleId}/getUserTargetValueForEntityIds/{userId} is a hidden operation of targets")]
    [InlineData("POST", "/v3/users/replayEvents", "/v3/users/replayEvents is a hidden operation of targets")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.27")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.22")]
    public async Task The_answer_is_501_with_a_sentence(string method, string path, string sentence)
    {
        var reply = await app.SendAsync(new HttpMethod(method), path, null, ("Authorization", Tills.Sample));

        Assert.Equal(
            (501, $$"""{"data":null,"errors":[{"code":501,"message":"{{sentence}}. This emulator does not emulate it."}],"warnings":null}"""), (reply.Status, reply.Body));
        Assert.Equal("the path is documented, but not emulated", reply.Headers["X-Emulator-Reason"]);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public void The_page_of_limits_names_every_path_that_is_not_emulated()
    {
        var page = Repository.Read("docs/limits.md");
        var paths = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<NotEmulated>()).OfType<NotEmulated>().Select(known => known.Path).ToList();

        Assert.InRange(paths.Count, 13, 100);
        Assert.All(paths, path => Assert.Contains($"`{path}`", page, StringComparison.Ordinal));
    }
}
