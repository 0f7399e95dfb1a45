// Calls every operation and every control through the classes that NSwag generated from the served documents.
// Arguments: the server's address, then the paths of the two documents.
using Loyalty.Clients;
using Loyalty.Clients.Controls;
using Loyalty.Clients.Emulated;

var calls = new CalledOperations();
using var http = new HttpClient(calls) { BaseAddress = new Uri(args[0]) };
var controls = new ControlsClient(http) { BaseUrl = args[0] };
var emulated = new EmulatedClient(http) { BaseUrl = args[0] };

// Creates a world for this client.
var created = await controls.CreateWorldAsync(new() { Name = "nswag", World = WorldTemplate.Sample, ExpiresAfter = "PT1H" });
Expect.Equal("nswag", created.Name);
var world = created.Name;
Expect.That((await controls.ListWorldsAsync()).Worlds.Any(known => known.Name == world && known.Clock.Mode == ClockModeName.Following));
var one = await controls.GetWorldAsync(world);
Expect.That(one.Tills.Contains(created.Till.Username));
Expect.Equal("PT1H", one.ExpiresAfter);

// The emulated operations: a token, targets with a till's header, promotions with the token.
var issued = await emulated.GenerateTokenAsync(new() { Key = created.OauthClient.Key, Secret = created.OauthClient.Secret });
Expect.That(issued.Data.AccessToken.Length > 0);
Expect.Equal(3600, issued.Data.TtlSeconds);
var wrongSecret = await Expect.ThrowsAsync<Loyalty.Clients.Emulated.ApiException<TokenErrorResponse>>(
    () => emulated.GenerateTokenAsync(new() { Key = created.OauthClient.Key, Secret = "wrong" }));
Expect.Equal(320001, wrongSecret.Result.Errors.Single().Code);

#pragma warning disable CS0612 // The document marks enrolledTargets as deprecated, because the vendor is phasing it out.
calls.Authorization = created.Authorization;
var targets = await emulated.GetEnrolledTargetsAsync(565039506);
var first = targets.Data.First();
Expect.Equal(2995, first.Id);
Expect.Equal("Run10Km", first.Name);
Expect.Equal("madhurima ", first.Attribution.CreatedBy.Name);
Expect.Equal(Loyalty.Clients.Emulated.TargetType.SALES, first.TargetType);
var imported = await emulated.GetEnrolledTargetsAsync(42381788, enrollmentType: Loyalty.Clients.Emulated.EnrolmentMethod.IMPORT, targetRuleIds: "2577,2579");
Expect.Equal(Loyalty.Clients.Emulated.FilterEntityType.ZONE, imported.Data.Single().Filters.Single().EntityType);
var noUser = await Expect.ThrowsAsync<Loyalty.Clients.Emulated.ApiException<V3ErrorResponse>>(() => emulated.GetEnrolledTargetsAsync(1));
Expect.Equal(310011, noUser.Result.Errors.Single().Code);
calls.Authorization = null;

calls.Token = issued.Data.AccessToken;
var promotions = await emulated.GetPromotionsV2Async(
    469, 2, Loyalty.Clients.Emulated.PromotionSourceType.USER_CREATED, 0,
    identifierName: CustomerIdentifierName.Id, identifierValue: "555380204", source: CustomerSource.INSTORE);
Expect.Equal(169, promotions.PageDetails.TotalEntries);
Expect.Equal(200, promotions.Status!.Code);
Expect.Equal(67248, promotions.Data!.First().Id);
Expect.Equal(null, promotions.Data!.First().PromotionRestrictions.Restrictions!.RedemptionRestrictions.First().PeriodUnit);
Expect.Equal(555380204, promotions.CustomerId);
Expect.Equal(67248, promotions.Promotions!.First().PromotionId);
Expect.Equal(Kpi.NUMBER_OF_TIMES, promotions.Promotions!.First().PromotionRestriction.RedemptionRestrictions.First().Kpi);
var half = await emulated.GetPromotionsV2Async(469, 2, Loyalty.Clients.Emulated.PromotionSourceType.USER_CREATED, 0, prefer: "representation=Gateway");
Expect.Equal(2, half.Data!.Count);
Expect.That(half.Promotions is null);
var tooMany = await Expect.ThrowsAsync<Loyalty.Clients.Emulated.ApiException<GatewayErrorResponse>>(
    () => emulated.GetPromotionsV2Async(469, 101, Loyalty.Clients.Emulated.PromotionSourceType.USER_CREATED, 0));
Expect.Equal(4055, tooMany.Result.ValidationErrors.OtherErrors.Data.Single().ResponseCode);
Expect.Equal(2, (await emulated.GetUserCreatedPromotionsAsync(469, 2, Loyalty.Clients.Emulated.PromotionSourceType.USER_CREATED, 0)).Promotions!.Count);
calls.Token = null;

// The journal.
var requests = (await controls.ListRequestsAsync(world, operation: "getEnrolledTargets")).Requests.ToList();
Expect.Equal("400 200 200", string.Join(' ', requests.Select(request => request.Status)));
Expect.Equal(310011, requests[0].Codes.Single());
Expect.Equal(AnsweredBy.Handler, requests[0].AnsweredBy);
Expect.Equal(2, (await controls.CountRequestsAsync(world, status: 400, answeredBy: AnsweredBy.Handler)).Count);
var verified = await controls.VerifyRequestsAsync(world, new()
{
    Match = new() { Operation = "getPromotionsV2", Query = new Dictionary<string, string> { ["limit"] = "2" } },
    Count = 2,
});
Expect.Equal(2, verified.Matched);
Expect.Equal(1, (await controls.VerifyRequestsAsync(world, new()
{
    Match = new()
    {
        Operation = "generateToken",
        Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json*" },
        Body = new Dictionary<string, string> { ["$.key"] = "*" },
    },
    AtLeast = 1,
    AtMost = 2,
    Within = "PT5S",
})).Matched);
var unverified = await Expect.ThrowsAsync<Loyalty.Clients.Controls.ApiException<VerifyProblem>>(
    () => controls.VerifyRequestsAsync(world, new() { Sequence = [new() { Operation = "generateToken" }, new() { Status = 500 }] }));
Expect.That(unverified.Result.Nearest.Count > 0);

// Enrolment. Every spelling of the path enrols one customer, refuses the second time, and ends the enrolment.
const long Group = 4102;
const long Target = 5211;
const string Self = "SELF";
(long Customer, Func<EnrollBody, Task<EnrolmentResponse>> Enrol, Func<UnEnrollBody, Task<EnrolmentResponse>> Unenrol)[] spellings =
[
    (71000042, body => emulated.EnrollAsync(Group, Target, [body]), body => emulated.UnEnrollAsync(Group, Target, [body])),
    (71000043, body => emulated.EnrollWithoutVersionAsync(Group, Target, [body]), body => emulated.UnEnrollWithoutVersionAsync(Group, Target, [body])),
    (71000044, body => emulated.EnrollV31Async(Group, Target, [body], dATA_SCOPE: Self), body => emulated.UnEnrollV31Async(Group, Target, [body], dATA_SCOPE: Self)),
    (71000045, body => emulated.EnrollV31GatewayAsync(Group, Target, [body], dATA_SCOPE: Self), body => emulated.UnEnrollV31GatewayAsync(Group, Target, [body], dATA_SCOPE: Self)),
];
calls.Authorization = created.Authorization;
foreach (var (customer, enrol, unenrol) in spellings)
{
    Expect.Equal("", await EnrolledInAsync(customer));
    Expect.Equal(customer, (await enrol(new() { CustomerId = customer, PeriodName = "WS_1", InitialBalance = 1.5 })).Data);
    Expect.Equal("5211", await EnrolledInAsync(customer));
    var again = await Expect.ThrowsAsync<Loyalty.Clients.Emulated.ApiException<V3ErrorResponse>>(() => enrol(new() { CustomerId = customer }));
    Expect.Equal("400 310119", $"{again.StatusCode} {again.Result.Errors.Single().Code}");
    Expect.Equal(customer, (await unenrol(new() { CustomerId = customer })).Data);
    Expect.Equal("", await EnrolledInAsync(customer));
    var notEnrolled = await Expect.ThrowsAsync<Loyalty.Clients.Emulated.ApiException<V3ErrorResponse>>(() => unenrol(new() { CustomerId = customer }));
    Expect.Equal("500 310126", $"{notEnrolled.StatusCode} {notEnrolled.Result.Errors.Single().Code}");
}

await emulated.UnEnrollAsync(Group, Target, [new() { CustomerId = 71000050 }], "dry-run");
Expect.Equal("5211", await EnrolledInAsync(71000050));
calls.Authorization = null;
var writes = (await controls.ListRequestsAsync(world, operation: "enroll", status: 200)).Requests.ToList();
Expect.Equal(4, writes.Count);
var enrolment = writes[0].Changes!.Single(change => change.Entity == "enrolment");
Expect.That(enrolment.Before is null);
Expect.Equal("71000045", enrolment.After!["customerId"].ToString());

async Task<string> EnrolledInAsync(long customer) => string.Join(' ', (await emulated.GetEnrolledTargetsAsync(customer)).Data.Select(target => target.Id));

// Changes of target groups. The group 4101 of the sample world is unified, 4102 is a single milestone.
const long Unified = 4101;
calls.Authorization = created.Authorization;
Expect.Equal("described", (await emulated.UpdateTargetGroupAsync(Group, new() { Description = "described" })).Data.Description);
var withPeriod = await emulated.CreateTargetPeriodsAsync(Group, [new() { RefCode = "WS_2", StartDate = "2100-01-01", EndDate = "2100-12-31", Description = "" }]);
Expect.Equal("RUNNING NOT_STARTED", string.Join(' ', withPeriod.Data.Select(period => period.PeriodStatus)));
var shorter = await emulated.UpdateTargetPeriodsAsync(Group, [new() { Id = 9811, RefCode = "WS_1", StartDate = "2020-01-01", EndDate = "2098-12-31", Description = "" }]);
Expect.Equal("2098-12-31", shorter.Data.Single().EndDate);
Expect.Equal(2, (await emulated.GetTargetPeriodsAsync(Group)).Data.Count);
var added = (await emulated.CreateTargetsAsync(Unified, [new() { Name = "NSwag", TargetEntity = "TRANSACTION", TargetType = "SALES" }])).Data.Single();
Expect.Equal("put", (await emulated.UpdateTargetAsync(Unified, added.Id, [new() { Description = "put" }])).Data.Single().Description);
Expect.Equal("false", (await emulated.UpdateTargetPostAsync(Unified, added.Id, [new() { Expression = "false" }])).Data.Single().Expression);
var combined = await emulated.UpdateUnifiedTargetsAsync(Unified, new() { UnifiedTargetExpression = new() { ThresholdValue = 900 }, DeactivateTargetIds = [5209] });
Expect.Equal($"(5208 & {added.Id})", combined.Data.UnifiedTargetExpression.RuleExpression);
Expect.Equal(5208, (await emulated.UpdateUnifiedTargetsPostAsync(Unified, new() { Targets = [new() { Id = 5208, Expression = "true" }] })).Data.Targets.Single().Id);
Expect.That((await emulated.DeactivateTargetAsync(Unified, added.Id)).Data);
Expect.Equal("True False False", string.Join(' ', (await emulated.GetTargetsAsync(Unified)).Data.Select(target => target.Active)));
Expect.That((await emulated.DeleteTargetGroupAsync(Unified)).Data);
var deleted = await Expect.ThrowsAsync<Loyalty.Clients.Emulated.ApiException<V3ErrorResponse>>(() => emulated.DeleteTargetGroupAsync(Unified));
Expect.Equal(310017, deleted.Result.Errors.Single().Code);
calls.Authorization = null;

// The clock.
Expect.Equal(ClockModeName.Following, (await controls.GetClockAsync(world)).Mode);
Expect.Equal(ClockModeName.Frozen, (await controls.PutClockAsync(world, new() { Mode = ClockModeName.Frozen, At = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero) })).Mode);
Expect.Equal("2031-01-31T00:00:00Z", (await controls.AdvanceClockAsync(world, new() { By = "P30D" })).Now);
var noDuration = await Expect.ThrowsAsync<Loyalty.Clients.Controls.ApiException<Problem>>(() => controls.AdvanceClockAsync(world, new() { By = "P1M" }));
Expect.Equal(400, noDuration.Result.Status);

// Faults.
var plan = await controls.PutFaultsAsync(world, new()
{
    Rules =
    [
        new() { Match = new() { Operation = "getEnrolledTargets" }, Effect = new() { Status = 429, Delay = 1 }, Times = new() { First = 1 } },
        new() { Effect = new() { Connection = FaultConnection.Reset }, Times = new() { Rate = 0.5, Until = new DateTimeOffset(2031, 1, 31, 0, 0, 0, TimeSpan.Zero) } },
    ],
});
Expect.Equal(2, plan.Rules.Count);
var faults = (await controls.GetFaultsAsync(world)).Rules.ToList();
Expect.Equal(429, faults[0].Effect.Status);
Expect.Equal(1, faults[0].Effect.Delay);
Expect.Equal(FaultConnection.Reset, faults[1].Effect.Connection);
calls.Authorization = created.Authorization;
var limited = await Expect.ThrowsAsync<Loyalty.Clients.Emulated.ApiException<V3ErrorResponse>>(() => emulated.GetEnrolledTargetsAsync(565039506));
calls.Authorization = null;
Expect.Equal(429, limited.Result.Errors.Single().Code);
Expect.Equal("60", limited.Headers["Retry-After"].Single());
await controls.PutFaultsAsync(world, new()
{
    Rules =
    [
        new()
        {
            Effect = new() { Status = 503, RetryAfter = 5, Headers = new Dictionary<string, string> { ["X-Gateway"] = "1" }, Content = FaultContent.Empty, Barrier = "checkout" },
            Times = new() { Nth = 2 },
        },
    ],
});
Expect.Equal("checkout", (await controls.ListBarriersAsync(world)).Barriers.Single().Name);
Expect.Equal(0, (await controls.ReleaseBarrierAsync(world, "checkout")).Released);
await controls.DeleteFaultsAsync(world);

// Snapshots and the document: an exported document can be loaded again.
Expect.Equal("before", (await controls.PutSnapshotAsync(world, "before")).Name);
Expect.Equal("before", (await controls.ListSnapshotsAsync(world)).Snapshots.Single().Name);
await controls.RestoreSnapshotAsync(world, "before");
await controls.DeleteSnapshotAsync(world, "before");
var document = await controls.GetDocumentAsync(world);
Expect.Equal(1, document.SchemaVersion);
Expect.Equal(469, document.Orgs.Single().Programs!.First().Id);
await controls.PutDocumentAsync(world, document);
Expect.Equal(document.Orgs.Single().Promotions!.Count, (await controls.GetDocumentAsync(world)).Orgs.Single().Promotions!.Count);
await controls.PatchDocumentAsync(world, new() { Orgs = [new() { Id = 100001, Programs = [new() { Id = 470, Name = "Patched" }] }] });
Expect.That((await controls.GetDocumentAsync(world)).Orgs.Single().Programs!.Any(program => program.Name == "Patched"));
await controls.PatchDocumentAsync(world, new() { Orgs = [new() { Id = 100001, Remove = new() { Programs = [470] } }] });
await controls.ResetWorldAsync(world);

// Fresh names for the tills and clients of a document. NSwag reads only the first schema of a choice, so its class creates worlds from a name, not from a document.
var fresh = await controls.CreateWorldAsync(new() { Name = "nswag-fresh", World = WorldTemplate.Sample, FreshCredentials = true });
var freshTill = fresh.DocumentTills!.First();
Expect.Equal("docs.till docs.limited", string.Join(' ', fresh.DocumentTills!.Select(till => till.DocumentUsername)));
Expect.Equal("docs-key docs-limited-key", string.Join(' ', fresh.DocumentClients!.Select(client => client.DocumentKey)));
Expect.That(freshTill.Username != freshTill.DocumentUsername);
calls.Authorization = freshTill.Authorization;
Expect.Equal("5211", await EnrolledInAsync(71000050));
calls.Authorization = null;
Expect.Equal("nswag-fresh", (await controls.DeleteWorldsAsync(name: "nswag-fre*")).Deleted.Single());

// Fork and delete.
var copy = await controls.ForkWorldAsync(world, new() { ExpiresAfter = "PT1H" });
Expect.That(copy.Links.ContainsKey("self"));
await controls.DeleteWorldAsync(copy.Name);
await controls.DeleteRequestsAsync(world);
await controls.ListUnassignedRequestsAsync(limit: 10);
await controls.DeleteUnassignedRequestsAsync();
Expect.That((await controls.GetUsageAsync()).Parts.Any(part => part.Name == "worlds" && part.Used > 0 && part.Bound > part.Used));
Expect.Equal(world, (await controls.DeleteWorldsAsync(name: "nswa*")).Deleted.Single());
await controls.CreateWorldAsync(new() { Name = world });
await controls.DeleteWorldAsync(world);
var gone = await Expect.ThrowsAsync<Loyalty.Clients.Controls.ApiException<Problem>>(() => controls.GetWorldAsync(world));
Expect.Equal("Not Found", gone.Result.Title);

Console.WriteLine($"{calls.RequireAll(args[1..])} operations called");
