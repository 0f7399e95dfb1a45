using System.Text;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.MemberWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.PromotionWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>A request of v3 with an id takes effect once.</summary>
public sealed class RequestIdTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const int Calls = 30;

    private static readonly string Opted = EnrolBody(EnrolAndIssue, "OPT_IN");

    private static readonly string Taken = RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "rev-1", "\"optInIds\":[911]");

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-19")]
    public async Task Thirty_parallel_enrolments_with_one_request_id_have_one_effect_and_one_answer()
    {
        var world = await CustomerWorld.NewAsync(app);

        var answers = await SendAsync(world, Enrol, Opted);

        Assert.Equal([(200, Enrolled(EnrolAndIssue, "spring-double", "OPT_IN", "req-1", "\"901\"", "\"912\""))], answers.Distinct());
        Assert.Equal(3, (await world.LedgerAsync()).Count);
        Assert.Single(await world.World.ListAsync("requestKeys"));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task Of_thirty_parallel_revocations_with_one_request_id_one_succeeds_and_the_others_are_558()
    {
        var world = await CustomerWorld.NewAsync(app);

        var answers = await SendAsync(world, Revoke, Taken);

        Assert.Equal(
            [
                (200, Revoked("rev-1", "REVOKE_OPTIN", "\"promotionId\":81400,\"promotionIdentifier\":\"spring-double\"", "", "911")),
                (400, """{"data":null,"errors":[{"code":558,"message":"[DUPLICATE_REQUEST_ID] Duplicate requestId"}],"warnings":null}"""),
            ],
            answers.Distinct().Order());
        Assert.Equal(1, answers.Count(answer => answer.Status == 200));
        Assert.Equal(3, (await world.LedgerAsync()).Count);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/access.md 1.9")]
    public async Task Another_body_is_refused_also_if_it_is_well_formed_and_other_fields_and_spaces_do_not_count()
    {
        var world = (await CustomerWorld.NewAsync(app)).World;
        var first = await world.PostAsync(Enrol, Opted);

        Assert.Equal(first, await world.PostAsync(Enrol, Opted.Replace(",\"programId\"", " , \"colour\":\"red\", \"programId\"", StringComparison.Ordinal)));
        RefusedInV3(300004, "Invalid input. requestId was used for another request.", await world.TryAsync(Enrol, EnrolBody(EnrolAndIssue)));
        RefusedInV3(300004, "Invalid input. requestId was used for another request.", await world.TryAsync(Enrol, Opted.Replace("INSTORE", "WEBSITE", StringComparison.Ordinal)));
        Assert.Single(await world.ListAsync("requestKeys"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-19")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-20")]
    public async Task A_request_without_effect_is_not_kept_and_one_without_an_id_is_carried_out_every_time()
    {
        var world = (await CustomerWorld.NewAsync(app)).World;
        var (failing, withoutId) = (RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "rev-1", "\"optInIds\":[1]"), Opted.Replace("\"requestId\":\"req-1\",", "", StringComparison.Ordinal));

        Assert.Equal(await world.PostAsync(Revoke, failing), await world.PostAsync(Revoke, failing));
        Assert.Contains(LimitReached, await world.PostAsync(Enrol, EnrolBody(EnrolAndIssue, "OPT_IN", customer: 5002)), StringComparison.Ordinal);
        RefusedInV3(400, "Customer not found.", await world.TryAsync(Enrol, EnrolBody(EnrolAndIssue, customer: 1)));
        Assert.Equal(200, (await world.TryAsync(Enrol, Opted, ("Prefer", "dry-run"))).Status);
        Assert.Empty(await world.ListAsync("requestKeys"));

        Assert.Contains("\"requestId\":null,\"action\":\"OPT_IN\",", await world.PostAsync(Enrol, withoutId), StringComparison.Ordinal);
        Assert.Contains("\"optinId\":\"913\"", await world.PostAsync(Enrol, withoutId), StringComparison.Ordinal);
        Assert.Empty(await world.ListAsync("requestKeys"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/access.md 1.9")]
    public async Task The_ids_of_both_operations_are_independent()
    {
        var world = (await CustomerWorld.NewAsync(app)).World;
        await world.PostAsync(Enrol, EnrolBody(EnrolAndIssue, "OPT_IN", "both"));

        Assert.Contains("\"status\":\"SUCCESS\"", await world.PostAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "both", "\"optInIds\":[911]")), StringComparison.Ordinal);
        Assert.Equal(["ENROL_IN_PROMOTION", "REVOKE_PROMOTION"], (await world.ListAsync("requestKeys")).Select(key => key.GetProperty("operation").GetString()));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.9")]
    public async Task Ids_are_kept_for_good_and_travel_with_the_document()
    {
        var world = (await CustomerWorld.NewAsync(app)).World;
        var first = await world.PostAsync(Enrol, Opted);
        await world.PostAsync(Revoke, Taken);
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2041-03-10T12:00:00Z"}""");
        var document = await world.ExportAsync();
        await world.DoAsync(HttpMethod.Put, "/document", document);

        Assert.Equal(document, await world.ExportAsync());
        Assert.Equal(first, await world.PostAsync(Enrol, Opted));
        RefusedInV3(558, "[DUPLICATE_REQUEST_ID] Duplicate requestId", await world.TryAsync(Revoke, Taken));
        await world.DoAsync(HttpMethod.Patch, "/document", """{"orgs":[{"id":90001,"remove":{"requestKeys":["ENROL_IN_PROMOTION req-1"]}}]}""");
        RefusedInV3(400, "Promotion not found or inactive.", await world.TryAsync(Enrol, Opted));
        await world.DoAsync(HttpMethod.Post, "/reset");
        Assert.Empty(await world.ListAsync("requestKeys"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task The_journal_shows_the_opt_in_and_the_kept_request_and_no_change_for_a_repetition()
    {
        var world = (await CustomerWorld.NewAsync(app)).World;
        await world.PostAsync(Enrol, Opted);
        await world.PostAsync(Enrol, Opted);

        var requests = TestWorlds.ParseJson((await world.ControlAsync(HttpMethod.Get, "/requests?operation=enrolInPromotion")).Body).GetProperty("requests");
        string[] changes =
        [
            .. requests.EnumerateArray().Select(request => request.TryGetProperty("changes", out var list)
                ? string.Join(' ', list.EnumerateArray().Select(change => $"{change.GetProperty("entity").GetString()} {change.GetProperty("id").GetInt64()}"))
                : ""),
        ];
        Assert.Equal(["", "usage 912 requestKey 90001"], changes.Order(StringComparer.Ordinal));
    }

    /// <summary>Sends one request thirty times at the same time, each over a connection of its own.</summary>
    private async Task<IReadOnlyList<(int Status, string Body)>> SendAsync(CustomerWorld world, string path, string body)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Calls }) { BaseAddress = app.Address };
        async Task<(int Status, string Body)> OneAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("Authorization", world.World.Authorization);
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        return await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => OneAsync()));
    }
}
