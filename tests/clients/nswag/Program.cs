// Calls every operation and every control through the classes that NSwag generated from the served documents.
// Arguments: the server's address, then the paths of the two documents.
using Loyalty.Clients;
using Loyalty.Clients.Controls;
using Loyalty.Clients.Emulated;
using CustomerSource = Loyalty.Clients.Emulated.CustomerSource;

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
var listed = await emulated.ListPromotionsAsync(1, 0, promotionName: "Double points weekend");
Expect.Equal(67301, listed.Data.Single().Id);
Expect.Equal(67301, (await emulated.GetPromotionAsync(469, 67301)).Data.Single().Id);
var challenge = await emulated.CreatePromotionAsync(2822, "SIMPLE", new CreatePromotionBody
{
    Promotion = new NewPromotionBody
    {
        Id = -1, Name = "Generated", Identifier = "generated", ProgramId = 2822, StartDate = "2099-03-01T00:00:00Z", EndDate = "2099-03-31T00:00:00Z", EventName = "TARGETCOMPLETED",
        PromotionSourceType = "USER_CREATED",
        PromotionRestrictions = new NewRestrictionsBody
        {
            TargetGroupIds = [3100], TargetRuleIds = [3200],
            Restrictions = new NewRestrictionListsBody { ExpiryRestrictions = [new NewRestrictionBody { Name = "ISSUAL_PROMOTION_EXPIRY_BASED_ON", Type = "PROMOTION", Value = 0 }] },
        },
        RulesetInfos =
        [
            new NewRulesetBody
            {
                Name = "rs", ContextID = 2822, OrgID = 100001, ContextType = "program", EndpointName = "POINTSENGINE_ENDPOINT", Type = "USER_CREATED", StartDate = 4076006400000, EndDate = 4078684799000, Active = true,
                Rules =
                [
                    new NewRuleBody
                    {
                        Exp = "true", ExpJSON = "{}", IsActive = true,
                        CaseToActions = new Dictionary<string, ICollection<NewActionBody>?> { ["true"] = [new NewActionBody { ActionName = "AWARD", MandatoryPropertiesValues = new Dictionary<string, object> { ["TargetGroupId"] = "3100" } }] },
                    },
                ],
            },
        ],
    },
});
Expect.Equal("Generated", challenge.Data.Single().Name);
var content = new UnifiedPromotionBody
{
    Metadata = new UnifiedMetadataBody { Name = "Generated in v3", OrgId = 100001, ProgramId = 2822, StartDate = "2024-01-01T00:00:00Z", EndDate = "2099-12-31T00:00:00Z", PromotionType = "LOYALTY", Status = "DRAFT" },
    Activities = new[] { new { type = "SINGLE", @event = "TransactionAdd" } },
};
var draft = (await emulated.CreateUnifiedPromotionAsync(body: content)).Data;
Expect.Equal(UnifiedStatusWord.DRAFT, draft.Metadata.Status);
Expect.That((await emulated.ListUnifiedPromotionsAsync(searchText: "generated in")).Data.Content.Single().Id == draft.Id);
content.Comments = "changed";
Expect.Equal("changed", (await emulated.UpdateUnifiedPromotionAsync(draft.Id, body: content)).Data.Comments);
Expect.Equal(UnifiedStatusWord.PENDING_APPROVAL, (await emulated.ChangePromotionStatusAsync(draft.Id, "DRAFT", body: new() { PromotionStatus = "PENDING_APPROVAL" })).Data!.Metadata.Status);
Expect.Equal(UnifiedStatusWord.LIVE, (await emulated.ReviewPromotionAsync(draft.Id, body: new() { ApprovalStatus = "APPROVE" })).Data.Metadata.Status);
var published = (await emulated.GetUnifiedPromotionAsync(draft.Id)).Data.Metadata.PromotionId;
Expect.That(published > 0);
var enrolled = (await emulated.EnrolInPromotionAsync(body: new()
{
    RequestId = "nswag-1", Action = "ENROL", Promotion = new() { Id = draft.Id, PromotionId = published }, Customer = new() { IdentifierName = "id", IdentifierValue = "19721" }, ProgramId = 2822,
})).Data;
Expect.Equal("SUCCESS", enrolled.Status);
Expect.Equal("Generated in v3", (await emulated.ListMemberPromotionsAsync(19721, promotionId: published, memberEnrollmentStatus: MemberEnrollmentStatus.AVAILABLE_TO_REDEEM)).Promotions.Single().PromotionName);
Expect.That((await emulated.GetMemberPromotionAsync(19721, published)).Promotions.Single().CustomerPromotionTimelines.Single().EnrollmentDetails.Single().OptInDetails.Single().Active);
var optIn = long.Parse(enrolled.EnrollmentStatus.Promotion.OptinId!, System.Globalization.CultureInfo.InvariantCulture);
var revoked = await emulated.RevokePromotionAsync(body: new()
{
    RequestId = "nswag-2", Action = "REVOKE_OPTIN", ProgramId = 2822, Promotion = new() { PromotionId = published }, Customers = [new() { IdentifierName = "id", IdentifierValue = "19721", OptInIds = [optIn] }],
});
Expect.Equal(optIn, revoked.Data.CustomerResults.Single().RevokedOptInIds.Single());
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

// Customers.
calls.Authorization = created.Authorization;
const string Mobile = "919000000078";
var unregistered = await Expect.ThrowsAsync<Loyalty.Clients.Emulated.ApiException<LookupErrorResponse>>(() => emulated.LookUpCustomerAsync(CustomerLookupSource.INSTORE, "mobile", Mobile));
Expect.Equal("400 8015", $"{unregistered.StatusCode} {unregistered.Result.Errors.Single().Code}");
var registration = await emulated.RegisterCustomerAsync(new() { Profiles = [new() { FirstName = "Mira", Source = "INSTORE", Identifiers = [new() { Type = "mobile", Value = Mobile }] }] });
Expect.Equal(0, registration.Warnings.Count + registration.SideEffects.Count);
Expect.Equal(registration.CreatedId, (await emulated.LookUpCustomerAsync(CustomerLookupSource.INSTORE, "mobile", Mobile)).Entity);
calls.Authorization = null;

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

calls.Authorization = created.Authorization;
var group = (await emulated.CreateTargetGroupAsync(new()
{
    Name = "Generated",
    TrackingType = "DEFAULT",
    Periods = [new() { RefCode = "G_1", StartDate = "2026-01-01", EndDate = "2099-12-31" }],
    Targets = [new() { Name = "Generated target", TargetEntity = "TRANSACTION", TargetType = "SALES", DefaultValues = [new() { DefaultValue = 5 }] }],
})).Data;
Expect.Equal("Generated", (await emulated.GetTargetGroupAsync(group.Id, includePeriods: true)).Data.Name);
Expect.That((await emulated.GetTargetGroupsAsync()).Data.Any(other => other.Id == group.Id));
Expect.Equal(1, (await emulated.GetMilestonesAsync(name: "generated")).Pagination.Total);
Expect.That(!(await emulated.IsValidNameAsync(new() { Type = TargetNameKind.TargetName, Value = "generated TARGET" })).Data);
Expect.Equal(0, (await emulated.GetTrackedTargetEventsAsync(565039506, 2995)).Pagination.Total);
Expect.Equal(71000052, (await emulated.GetUserTargetGroupsAsync(71000052)).Data.UserId);
Expect.Equal(71000052, (await emulated.GetUserTargetGroupsV31Async(71000052)).Data.UserId);
Expect.Equal(71000052, (await emulated.GetUserTargetGroupsV31GatewayAsync(71000052)).Data.UserId);
calls.Authorization = null;

async Task<string> EnrolledInAsync(long customer) => string.Join(' ', (await emulated.GetEnrolledTargetsAsync(customer)).Data.Select(target => target.Id));

// Promotions of customers: enrol, issue, redeem, read, revoke.
calls.Authorization = created.Authorization;
BulkEarnBody Earn(long promotion, string? action) => new()
{
    Type = "CUSTOMER",
    BulkAction = action,
    PromotionDetails = new() { ProgramId = 415, PromotionId = promotion },
    IdentifierName = "id",
    Customers = [new() { IdentifierValue = "5002", Source = "INSTORE" }],
};
BulkRevocationBody Revoke(long promotion, string? action) => new()
{
    Type = "CUSTOMER",
    BulkAction = action,
    PromotionDetails = new() { ProgramId = 415, PromotionId = promotion },
    IdentifierName = "id",
    Customers = [new() { IdentifierValue = "5002", Source = "INSTORE" }],
};
var enrolledOne = (await emulated.EnrolAndEarnAsync(Earn(81400, "ENROL"))).Response.Single();
var earned = (await emulated.EnrolAndEarnAsync(Earn(81400, "EARN"))).Response.Single();
Expect.Equal(enrolledOne.Result!.IssualId, earned.Result!.IssualId);
var redemption = await controls.RedeemPromotionAsync(world, new() { CustomerId = 5002, PromotionId = 81400, Points = 12.5 });
Expect.Equal(earned.Result.EarnedId, redemption.IssueId.ToString());
Expect.Equal(12.5, (await emulated.GetActionSummaryAsync(CustomerSource.INSTORE, SummaryIdentifierName.Id, "5002", 415, promotionId: 81400)).Points.Single().TotalPointsIssued);
Expect.Equal("12.500", (await emulated.GetUnifiedActionSummaryAsync(5002, 415, 81400)).Points.Single().TotalPointsIssued);
var data = await emulated.GetPromotionDataAsync(
    CustomerIdentifierName.Id, "5002", CustomerSource.INSTORE, promotionStatusForCustomer: CustomerPromotionStatus.AVAILABLE_TO_EARN, promotionIdentifier: "spring-double");
Expect.Equal("12.500", data.Promotions.Single().CustomerUsage.CurrentPointsPerCustomer);
Expect.Equal(1, data.Promotions.Single().CustomerPromotionTimelines!.Single().IssuedDetails.Single().RedeemedCount);
var connected = await emulated.GetPromotionDataV21Async(CustomerIdentifierName.Id, "5002", CustomerSource.INSTORE, programs: "415", dATA_SCOPE: Self);
Expect.Equal(100001, connected.Promotions.First().OrgId);
var tooLarge = await Expect.ThrowsAsync<Loyalty.Clients.Emulated.ApiException<LookupErrorResponse>>(() => emulated.GetPromotionDataAsync(CustomerIdentifierName.Id, "5002", CustomerSource.INSTORE, limit: 101));
Expect.Equal(8102, tooLarge.Result.Errors.Single().Code);
var revokedIssue = (await emulated.RevokeEnrolAndEarnAsync(Revoke(81400, "REVOKE_EARN"))).Response.Single();
Expect.Equal(earned.Result.EarnedId, revokedIssue.Result!.RevokedEarnIds!.Single().ToString());
var direct = (await emulated.DirectEarnAsync(Earn(81234, null))).Response.Single();
var single = (await emulated.IssuePromotionAsync(IssueIdentifierName.Id, "5002", IssueSource.INSTORE, new() { ProgramId = 415, PromotionId = 81234 })).SideEffects.Single();
Expect.Equal($"{direct.Result!.EarnedId} {single.EarnedId}", string.Join(' ', (await emulated.RevokeDirectEarnAsync(Revoke(81234, null))).Response.Single().Result!.RevokedEarnIds!));
Expect.Equal(2305, (await emulated.RevokeDirectEarnAsync(Revoke(81234, null))).Response.Single().Errors.Single().Code);
calls.Authorization = null;

// Why is a target active? The first customer is enrolled in 2995, the second in nothing.
Expect.That((await controls.ExplainAsync(world, 565039506, 2995, null, null)).Applied);
var explanation = await controls.ExplainAsync(world, 555380204, 2995, null, "2026-01-01T00:00:00Z");
Expect.Equal(CheckReason.NOT_ENROLLED, explanation.Checks.Last().Reason);
Expect.Equal(ApplyActionName.Enrol, explanation.WouldApply!.Single().Do);
// The issues of the customer were revoked.
var ofPromotion = await controls.ExplainAsync(world, 5002, null, 81234, null);
Expect.Equal(CheckReason.NOT_ISSUED, ofPromotion.Checks.Single(check => check.Check == CheckName.Issued).Reason);
Expect.Equal(ApplyActionName.Issue, ofPromotion.WouldApply!.Single().Do);
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
Expect.Equal(415, document.Orgs.Single().Programs!.First().Id);
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
