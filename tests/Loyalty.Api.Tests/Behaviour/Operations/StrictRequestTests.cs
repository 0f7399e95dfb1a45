using Loyalty.Api.Operations;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Promotions;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Operations;

/// <summary>Worlds that refuse what is not spelled as documented.</summary>
[Trait("Evidence", "inferred: docs/reading-the-documentation.md, row B-1")]
[Trait("Evidence", "inferred: docs/reading-the-documentation.md, row B-3")]
public sealed class StrictRequestTests(StrictRequestTests.StrictApp app) : IClassFixture<StrictRequestTests.StrictApp>
{
    private const string Promotions = "/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=1&offset=0&sourceType=USER_CREATED";

    public static TheoryData<string, string> Misspelled => new()
    {
        { "/v3/users/565039506/enrolledTargets?enrolmentType=IMPORT", "enrolmentType is not a parameter of this operation; the nearest is enrollmentType." },
        { "/v3/users/565039506/enrolledTargets?TargetRuleIds=1", "TargetRuleIds is not a parameter of this operation; the nearest is targetRuleIds." },
        { "/v3/users/565039506/enrolledTargets?trackingDat", "trackingDat is not a parameter of this operation; the nearest is trackingDate." },
        { "/v3/users/565039506/enrolledtargets", "enrolledtargets in the path is spelled enrolledTargets." },
        { "/V3/Users/565039506/enrolledTargets", "V3 in the path is spelled v3." },
    };

    [Theory]
    [MemberData(nameof(Misspelled))]
    public async Task What_is_not_spelled_as_documented_is_refused_with_the_nearest_name(string path, string reason)
    {
        for (var time = 0; time < 2; time++)
        {
            var reply = await app.GetAsync(path);

            Assert.Equal((400, OAuth.V3Error(300004, "Invalid input. " + reason)), (reply.Status, reply.Body));
            Assert.Equal(reason, reply.Headers["X-Emulator-Reason"]);
        }
    }

    [Theory]
    [MemberData(nameof(Misspelled))]
    public async Task A_world_overlooks_it_unless_it_is_asked_not_to(string path, string reason)
    {
        using var lenient = new EmulatorApp();

        Assert.Equal((200, reason), ((await lenient.GetAsync(path)).Status, reason));
    }

    [Fact]
    public async Task The_gateway_answers_its_own_generic_code()
    {
        var reply = await app.GetAsync(Promotions + "&sourcetype=UI");

        Assert.Equal(
            SamplePromotions.Error(400, "Input is invalid, Please check request parameters or input xml/json. sourcetype is not a parameter of this operation; the nearest is sourceType."),
            reply.Body);
    }

    [Fact]
    public async Task What_is_spelled_as_documented_is_answered()
    {
        Assert.Equal(200, (await app.GetAsync(Promotions)).Status);
        Assert.Equal(200, (await app.GetAsync("/v3/users/565039506/enrolledTargets?targetRuleIds=2995")).Status);
        Assert.Equal(200, (await OAuth.RequestTokenAsync(app, OAuth.SampleClient)).Status);
    }

    [Fact]
    public async Task The_token_endpoint_has_no_parameters()
    {
        var reply = await app.SendAsync(HttpMethod.Post, OAuth.TokenPath + "?scope=all", OAuth.Body(OAuth.SampleClient, "application/json"));

        Assert.Equal(OAuth.TokenError(300004, "Invalid input. scope is not a parameter of this operation; it has none."), reply.Body);
    }

    [Fact]
    public async Task Nobody_without_credentials_learns_of_it() => Assert.Equal(401, (await app.GetPlainAsync("/v3/users/1/enrolledTargets?x")).Status);

    [Theory]
    [InlineData(null, "true", 400)]
    [InlineData("\"strictRequests\":false", "true", 200)]
    [InlineData("\"strictRequests\":true", "false", 400)]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task The_configuration_decides_for_silent_worlds(string? settings, string configured, int status)
    {
        using var own = new EmulatorApp(settings is null ? null : SampleWorld.WithSettings(settings), ("Emulator:StrictRequests", configured));

        Assert.Equal(status, (await own.GetAsync("/v3/users/565039506/enrolledTargets?x=1")).Status);
    }

    [Fact]
    public async Task The_journal_lists_what_was_refused()
    {
        await app.GetAsync("/v3/users/1/enrolledTargets?TrackingDate=1");

        var entry = ParseJson((await app.ControlAsync(HttpMethod.Get, WorldsPath + "/docs/requests?limit=1")).Body).GetProperty("requests")[0];
        Assert.Equal("""["TrackingDate"]""", entry.GetProperty("unread").GetRawText());
        Assert.Equal("TrackingDate is not a parameter of this operation; the nearest is trackingDate.", entry.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("limit", "LIMIT", 0)]
    [InlineData("limit", "limt", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void A_distance_counts_changes_and_not_case(string one, string other, int distance)
    {
        Assert.Equal(distance, StrictRequests.Distance(one, other));
        Assert.Equal(distance, StrictRequests.Distance(other, one));
    }

    public sealed class StrictApp() : EmulatorApp(SampleWorld.WithSettings("\"strictRequests\":true"));
}
