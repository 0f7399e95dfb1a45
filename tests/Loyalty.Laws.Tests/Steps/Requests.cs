using System.Globalization;
using System.Text.Json;
using Loyalty.Laws.Tests.Hosting;
using Loyalty.Laws.Tests.Model;

namespace Loyalty.Laws.Tests.Steps;

/// <summary>A step of a scenario. A step that concerns a fork does nothing while there is none.</summary>
internal abstract record Step
{
    public abstract Task PlayAsync(Session session);
}

/// <summary>A request to an emulated operation of the world or of its fork.</summary>
internal abstract record Request(int World, bool AsChild) : Step
{
    protected abstract string Operation { get; }

    public sealed override async Task PlayAsync(Session session)
    {
        if (session.Worlds[World] is not { } world)
        {
            return;
        }

        world.Model.Machine = session.App.Clock.Now;
        var asChild = AsChild && world.ChildTill is not null;
        var (method, path, body, headers) = Http();
        switch (world.Model.FaultOn(Operation))
        {
            case null:
                var what = $"{this}\n{method} {path} {body} at {NaiveDocument.Instant(world.Model.Now)}, {world.Model.State.Zone}";
                Check(await session.AskAsync(world, asChild, method, path, body, headers), world.Model, asChild ? 2 : 1, what);
                break;
            case "reset":
                Assert.Equal(Reply.Broken, await session.AskAsync(world, asChild, method, path, body, headers));
                break;
            case "resetMidBody":
                Assert.Equal(Reply.Broken, await session.AskAsync(world, asChild, method, path, body, headers));
                Happen(world.Model, asChild ? 2 : 1);
                break;
            case "timeoutAfterCommit":
                await session.AskInVainAsync(world, asChild, method, path, body, headers);
                Happen(world.Model, asChild ? 2 : 1);
                break;
            default:
                Assert.Equal(503, (await session.AskAsync(world, asChild, method, path, body, headers)).Status);
                break;
        }
    }

    protected abstract (HttpMethod Method, string Path, string? Body, IReadOnlyList<(string Name, string Value)> Headers) Http();

    protected abstract void Check(Reply reply, NaiveWorld world, long orgId, string what);

    /// <summary>Carries the request out in the model although its answer gets lost.</summary>
    protected abstract void Happen(NaiveWorld world, long orgId);
}

/// <summary>enroll or unEnroll.</summary>
internal sealed record WriteEnrolment(int World, bool AsChild, bool IsEnd, int Spelling, EnrolmentCall Call) : Request(World, AsChild)
{
    public static readonly IReadOnlyList<string> Prefixes = ["/v3", "", "/v3.1", "/api_gateway/intouch-api-v3/v3.1"];

    protected override string Operation => IsEnd ? "unEnroll" : "enroll";

    protected override (HttpMethod Method, string Path, string? Body, IReadOnlyList<(string Name, string Value)> Headers) Http() => (
        HttpMethod.Post,
        $"{Prefixes[Spelling]}/targetGroups/{Call.GroupId}/targets/{Call.TargetId}/{Operation}",
        Call.Body ?? Body(),
        [
            .. Call.Scope is { } scope ? [("DATA-SCOPE", scope)] : Array.Empty<(string, string)>(),
            .. Call.ScopeOrgs is { } orgs ? [("DATA-SCOPE-ORG", orgs)] : Array.Empty<(string, string)>(),
            .. Call.IsDryRun ? [("Prefer", "dry-run")] : Array.Empty<(string, string)>(),
        ]);

    protected override void Check(Reply reply, NaiveWorld world, long orgId, string what) => Decide(world, orgId).Require(reply, what);

    protected override void Happen(NaiveWorld world, long orgId) => Decide(world, orgId);

    private Expected Decide(NaiveWorld world, long orgId)
    {
        var call = Call with { IsConnected = Spelling >= 2 };
        return IsEnd ? NaiveEnrolments.Unenrol(world, orgId, call with { InitialBalance = null }) : NaiveEnrolments.Enrol(world, orgId, call);
    }

    private string Body()
    {
        // The id is sent as a number or as text.
        var fields = new List<string> { $"\"customerId\":{(Spelling % 2 == 0 && Call.CustomerId.All(char.IsAsciiDigit) && Call.CustomerId is not "" ? Call.CustomerId : $"\"{Call.CustomerId}\"")}" };
        if (!IsEnd)
        {
            fields.AddRange(Call.PeriodName is { } period ? [$"\"periodName\":\"{period}\""] : []);
            fields.Add($"\"initialBalance\":{Call.InitialBalance?.ToString(CultureInfo.InvariantCulture) ?? "null"}");
            fields.AddRange(Call.ResetStreak is { } reset ? [$"\"resetStreakStatus\":{(reset ? "true" : "false")}"] : []);
        }

        return $"[{{{string.Join(',', fields)}}}]";
    }
}

/// <summary>enrolledTargets.</summary>
internal sealed record ReadTargets(int World, bool AsChild, string CustomerId, TargetsQuery Query) : Request(World, AsChild)
{
    protected override string Operation => "getEnrolledTargets";

    protected override (HttpMethod Method, string Path, string? Body, IReadOnlyList<(string Name, string Value)> Headers) Http() =>
        (HttpMethod.Get, $"/v3/users/{CustomerId}/enrolledTargets{Query.Text}", null, []);

    protected override void Check(Reply reply, NaiveWorld world, long orgId, string what)
    {
        var (refusal, ids) = NaiveReads.EnrolledTargets(world, orgId, CustomerId, Query);
        if (refusal is not null)
        {
            refusal.Require(reply, what);
            return;
        }

        Assert.True(reply.Status == 200, $"{what}\nanswered {reply.Status} {reply.Body}");
        var answered = JsonDocument.Parse(reply.Body).RootElement.GetProperty("data").EnumerateArray().Select(target => target.GetProperty("id").GetInt64());
        Assert.True(ids.SequenceEqual(answered), $"{what}\nexpected {string.Join(", ", ids)}\nanswered {string.Join(", ", answered)}");
    }

    protected override void Happen(NaiveWorld world, long orgId)
    {
    }
}

/// <summary>promotionsV2 for a customer that the request identifies by the mobile number.</summary>
internal sealed record ReadPromotions(int World, bool AsChild, long CustomerId) : Request(World, AsChild)
{
    /// <summary>The program of the parent organisation; the child has another.</summary>
    private static readonly long Program = NaiveDocument.ProgramOf(1);

    protected override string Operation => "getPromotionsV2";

    protected override (HttpMethod Method, string Path, string? Body, IReadOnlyList<(string Name, string Value)> Headers) Http() => (
        HttpMethod.Get,
        $"/api_gateway/loyalty/v1/programs/{Program}/promotionsV2?limit=10&offset=0&sourceType=USER_CREATED&identifierName=mobile&identifierValue={NaiveDocument.Mobile(CustomerId)}&source=INSTORE",
        null,
        []);

    protected override void Check(Reply reply, NaiveWorld world, long orgId, string what)
    {
        // An unknown customer comes before an unknown program.
        if (!world.Org(orgId).Customers.Contains(CustomerId) || orgId != 1)
        {
            var code = world.Org(orgId).Customers.Contains(CustomerId) ? 2010 : 8015;
            Assert.True(reply.Status == 400 && reply.Body.Contains($"\"responseCode\":{code},", StringComparison.Ordinal), $"{what}\nexpected {code}\nanswered {reply.Status} {reply.Body}");
            return;
        }

        Assert.True(reply.Status == 200, $"{what}\nanswered {reply.Status} {reply.Body}");
        var answer = JsonDocument.Parse(reply.Body).RootElement;
        Assert.Equal(CustomerId, answer.GetProperty("customerId").GetInt64());
        var expected = string.Join('\n', NaiveReads.Usage(world, orgId, CustomerId));
        var answered = string.Join('\n', answer.GetProperty("promotions").EnumerateArray().Select(LineOf));
        Assert.True(expected.Equals(answered, StringComparison.Ordinal), $"{what}\nexpected {expected}\nanswered {answered}");
    }

    protected override void Happen(NaiveWorld world, long orgId)
    {
    }

    private static string LineOf(JsonElement promotion)
    {
        var usage = promotion.GetProperty("customerUsage");
        var limits = promotion.GetProperty("promotionRestriction").GetProperty("redemptionRestrictions").EnumerateArray();
        return NaiveReads.UsageLine(
            promotion.GetProperty("promotionId").GetInt64(),
            usage.GetProperty("currentPointsPerCustomer").GetString()!,
            usage.GetProperty("currentNumberOfTimesPerCustomer").GetRawText(),
            usage.GetProperty("currentTotalPointsInPromotion").GetString()!,
            limits.Select(limit => limit.GetProperty("currentCustomerUsage").GetString()!));
    }
}
