using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>Requests of v3 for tests.</summary>
internal static class UnifiedCalls
{
    public const string Unified = "/v3/promotions";

    public static string Body() =>
        """{"metadata":{"name":"Early bird","description":"morning bonus","programId":"415","orgId":90001,"startDate":"2031-04-01T00:00:00+05:30","endDate":"2031-04-30T23:59:59+05:30","timezoneName":"Asia/Kolkata","promotionType":"LOYALTY","status":"DRAFT"},"customerEnrolment":{"enrolmentMethod":"TRANSACTION"},"activities":[{"type":"SINGLE","id":"activity_1","name":"Main","commonCycleActionMapping":[{"cycle":"Cycle_1","actions":[{"id":"a1","actionName":"AWARD_CURRENCY","mandatoryPropertiesValues":{"POINTS_TO_AWARD":"10"}}]}],"event":"TransactionAdd"}],"limits":[],"workflowMetadata":{}}""";

    /// <summary>The body of an update, with a text replaced.</summary>
    public static string Update(string replaced = " ", string by = " ") => Body().Replace(",\"status\":\"DRAFT\"", "", StringComparison.Ordinal).Replace(replaced, by, StringComparison.Ordinal);

    /// <summary>Creates a promotion and returns its unified id.</summary>
    public static async Task<string> CreateUnifiedAsync(this PromotionWorld world, string? body = null)
    {
        var reply = await world.SendAsync(HttpMethod.Post, Unified, body ?? Body());
        Assert.True(reply.Status == 200, reply.Body);
        return TestWorlds.ParseJson(reply.Body).GetProperty("data").GetProperty("id").GetString()!;
    }

    public static Task<Reply> UpdateAsync(this PromotionWorld world, string id, string body) => world.SendAsync(HttpMethod.Put, $"{Unified}/{id}", body);

    public static Task<Reply> StatusAsync(this PromotionWorld world, string id, string existing, string status) =>
        world.SendAsync(HttpMethod.Put, $"/v3/requests/PROMOTION/{id}/status?existingStatus={existing}", $$"""{"promotionStatus":"{{status}}"}""");

    public static Task<Reply> ReviewAsync(this PromotionWorld world, string id, string status) =>
        world.SendAsync(HttpMethod.Post, $"{Unified}/{id}/review", $$"""{"approvalStatus":"{{status}}"}""");

    /// <summary>Sends a draft for approval and approves it.</summary>
    public static async Task PublishAsync(this PromotionWorld world, string id)
    {
        Assert.DoesNotContain("310191", (await world.StatusAsync(id, "DRAFT", "PENDING_APPROVAL")).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await world.ReviewAsync(id, "APPROVE")).Status);
    }

    /// <summary>Changes the status, and asserts the status that is shown then.</summary>
    public static async Task MovedAsync(this PromotionWorld world, string id, string existing, string action, string shown)
    {
        var reply = await world.StatusAsync(id, existing, action);
        Assert.True(reply.Status == 200 && reply.Body.Contains("\"errors\":null", StringComparison.Ordinal), reply.Body);
        Assert.Equal(shown, await world.StatusOfAsync(id));
    }

    public static async Task<string?> StatusOfAsync(this PromotionWorld world, string id) => (await world.DataAsync($"{Unified}/{id}")).GetProperty("metadata").GetProperty("status").GetString();

    public static async Task<string?> LegacyStatusAsync(this PromotionWorld world, long id) =>
        (await world.DataAsync($"{PromotionWorld.Gateway}/415/promotions/{id}/get"))[0].GetProperty("promotionStatus").GetString();
}
