using System.Globalization;
using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>Requests of v3 about members for tests, in worlds of <see cref="CustomerWorld"/> and <see cref="PromotionWorld"/>.</summary>
internal static class MemberWorld
{
    public const string Enrol = "/v3/promotions/enrol";

    public const string Revoke = "/v3/promotions/revoke";

    public const string LimitReached = "Unable to enroll in promotions. Customer already enrolled or limit reached.";

    /// <summary>The unified id of a promotion that v3 did not create.</summary>
    public static string UnifiedOf(long promotion) => "6b" + promotion.ToString("x22", CultureInfo.InvariantCulture);

    public static string EnrolBody(long promotion, string action = "ENROL", string requestId = "req-1", long customer = 5001) =>
        $$$"""{"requestId":"{{{requestId}}}","action":"{{{action}}}","promotion":{"id":"{{{UnifiedOf(promotion)}}}","promotionId":{{{promotion}}}},"customer":{"identifierName":"id","identifierValue":"{{{customer}}}","source":"INSTORE"},"programId":415}""";

    /// <param name="promotion">The promotion.</param>
    /// <param name="action">REVOKE_ENROLL or REVOKE_OPTIN.</param>
    /// <param name="requestId">The request id.</param>
    /// <param name="ids">The list of ids with its name; none for a request that revokes all.</param>
    /// <param name="customer">The customer.</param>
    public static string RevokeBody(long promotion, string action, string requestId, string ids = "", long customer = 5001) =>
        $$$"""{"requestId":"{{{requestId}}}","action":"{{{action}}}","programId":415,"promotion":{"promotionId":{{{promotion}}}},"customers":[{"identifierName":"id","identifierValue":"{{{customer}}}"{{{(ids.Length == 0 ? "" : "," + ids)}}}}]}""";

    /// <summary>The documented body of an enrolment without targets.</summary>
    public static string Enrolled(long promotion, string identifier, string action, string requestId, string enrolmentId, string optInId, string customer = "5001") =>
        $$$"""{"data":{"requestId":"{{{requestId}}}","action":"{{{action}}}","customer":{"identifierName":"id","identifierValue":"{{{customer}}}","customerId":{{{customer}}}},"enrollmentStatus":{"promotion":{"id":"{{{UnifiedOf(promotion)}}}","identifier":"{{{identifier}}}","programId":415,"enrollmentId":{{{enrolmentId}}},"optinId":{{{optInId}}}},"milestone":null},"status":"SUCCESS"},"errors":null,"warnings":null}""";

    /// <summary>The documented body of a revocation.</summary>
    public static string Revoked(string requestId, string action, string promotion, string enrolmentIds, string optInIds) =>
        $$$"""{"data":{"requestId":"{{{requestId}}}","action":"{{{action}}}","status":"SUCCESS",{{{promotion}}},"customerResults":[{"identifierName":"id","identifierValue":"5001","customerId":5001,"revokedEnrollmentIds":[{{{enrolmentIds}}}],"revokedOptInIds":[{{{optInIds}}}],"status":"SUCCESS","errors":[],"warnings":[]}],"totalCount":1,"failureCount":0},"errors":null,"warnings":null}""";

    /// <summary>The body of a revocation that fails for the customer.</summary>
    public static string RevocationFailed(string requestId, string action, string promotion, int code, string message) =>
        $$$"""{"data":{"requestId":"{{{requestId}}}","action":"{{{action}}}","status":"FAILED",{{{promotion}}},"customerResults":[{"identifierName":"id","identifierValue":"5001","customerId":5001,"revokedEnrollmentIds":[],"revokedOptInIds":[],"status":"FAILED","errors":[{"code":{{{code}}},"message":"{{{message}}}"}],"warnings":[]}],"totalCount":1,"failureCount":1},"errors":null,"warnings":null}""";

    /// <summary>Sends a request that is answered with 200, and returns the body.</summary>
    public static async Task<string> PostAsync(this TestWorld world, string path, string body)
    {
        var reply = await world.App.ControlAsync(HttpMethod.Post, path, body, [("Authorization", world.Authorization)]);
        Assert.True(reply.Status == 200, reply.Body);
        return reply.Body;
    }

    public static Task<Reply> TryAsync(this TestWorld world, string path, string body, params (string Name, string Value)[] headers) =>
        world.App.ControlAsync(HttpMethod.Post, path, body, [("Authorization", world.Authorization), .. headers]);

    /// <summary>The lists of the first organisation, as it is exported.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ListAsync(this TestWorld world, string list) =>
        TestWorlds.ParseJson(await world.ExportAsync()).GetProperty("orgs")[0].TryGetProperty(list, out var entries) ? [.. entries.EnumerateArray()] : [];
}
