// Calls every operation and every control through the request builders that Kiota generated from the served documents.
// Arguments: the server's address, then the paths of the two documents.
using Loyalty.Clients;
using Loyalty.Clients.Controls;
using Loyalty.Clients.Controls.Models;
using Loyalty.Clients.Emulated;
using Loyalty.Clients.Emulated.Models;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Http.HttpClientLibrary;
using EmulatedModels = Loyalty.Clients.Emulated.Models;

var calls = new CalledOperations();
using var http = new HttpClient(calls);
using var adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http) { BaseUrl = args[0] };
var controls = new ControlsClient(adapter).Emulator;
var emulated = new EmulatedClient(adapter);

// Creates a world for this client.
var created = await controls.Worlds.PostAsync(new() { Name = "kiota", World = new() { WorldTemplate = WorldTemplate.Sample }, ExpiresAfter = "PT1H" });
Expect.Equal("kiota", created!.Name);
var world = controls.Worlds[created.Name!];
var worlds = await controls.Worlds.GetAsync();
Expect.That(worlds!.Worlds!.Any(known => known.Name == created.Name && known.Clock!.Mode == ClockModeName.Following));
var one = await world.GetAsync();
Expect.That(one!.Tills!.Contains(created.Till!.Username!));
Expect.Equal("PT1H", one.ExpiresAfter);

// The emulated operations: a token, targets with a till's header, promotions with the token.
var token = emulated.V3.Oauth.Token.Generate;
var issued = await token.PostAsync(new() { Key = created.OauthClient!.Key, Secret = created.OauthClient.Secret });
Expect.That(issued!.Data!.AccessToken!.Length > 0);
Expect.Equal(3600, issued.Data.TtlSeconds);
var wrongSecret = await Expect.ThrowsAsync<TokenErrorResponse>(() => token.PostAsync(new() { Key = created.OauthClient.Key, Secret = "wrong" }));
Expect.Equal(320001, wrongSecret.Errors!.Single().Code);

#pragma warning disable CS0618 // The document marks enrolledTargets as deprecated, because the vendor is phasing it out.
calls.Authorization = created.Authorization;
var targets = await emulated.V3.Users[565039506].EnrolledTargets.GetAsync();
var first = targets!.Data!.First();
Expect.Equal(2995, first.Id);
Expect.Equal("Run10Km", first.Name);
Expect.Equal("madhurima ", first.Attribution!.CreatedBy!.Name);
Expect.Equal(EmulatedModels.TargetType.SALES, first.TargetType);
var imported = await emulated.V3.Users[42381788].EnrolledTargets.GetAsync(request =>
{
    request.QueryParameters.EnrollmentType = EmulatedModels.EnrolmentMethod.IMPORT;
    request.QueryParameters.TargetRuleIds = "2577,2579";
});
Expect.Equal(EmulatedModels.FilterEntityType.ZONE, imported!.Data!.Single().Filters!.Single().EntityType);
var noUser = await Expect.ThrowsAsync<V3ErrorResponse>(() => emulated.V3.Users[1].EnrolledTargets.GetAsync());
Expect.Equal(310011, noUser.Errors!.Single().Code);
calls.Authorization = null;

calls.Token = issued.Data.AccessToken;
var program = emulated.Api_gateway.Loyalty.V1.Programs[469];
var promotions = await program.PromotionsV2.GetAsync(request =>
{
    request.QueryParameters.Limit = 2;
    request.QueryParameters.Offset = 0;
    request.QueryParameters.SourceType = EmulatedModels.PromotionSourceType.USER_CREATED;
    request.QueryParameters.IdentifierName = CustomerIdentifierName.Id;
    request.QueryParameters.IdentifierValue = "555380204";
    request.QueryParameters.Source = EmulatedModels.CustomerSource.INSTORE;
});
Expect.Equal(169, promotions!.PageDetails!.TotalEntries);
Expect.Equal(200, promotions.Status!.Code);
Expect.Equal(67248, promotions.Data!.First().Id);
Expect.Equal(null, promotions.Data!.First().PromotionRestrictions!.Restrictions!.RedemptionRestrictions!.First().PeriodUnit);
Expect.Equal(555380204, promotions.CustomerId);
Expect.Equal(67248, promotions.Promotions!.First().PromotionId);
Expect.Equal(Kpi.NUMBER_OF_TIMES, promotions.Promotions!.First().PromotionRestriction!.RedemptionRestrictions!.First().Kpi);
var half = await program.PromotionsV2.GetAsync(request =>
{
    request.QueryParameters.Limit = 2;
    request.QueryParameters.Offset = 0;
    request.QueryParameters.SourceType = EmulatedModels.PromotionSourceType.USER_CREATED;
    request.Headers.Add("Prefer", "representation=Gateway");
});
Expect.Equal(2, half!.Data!.Count);
Expect.That(half.Promotions is null);
var tooMany = await Expect.ThrowsAsync<GatewayErrorResponse>(() => program.PromotionsV2.GetAsync(request =>
{
    request.QueryParameters.Limit = 101;
    request.QueryParameters.Offset = 0;
    request.QueryParameters.SourceType = EmulatedModels.PromotionSourceType.USER_CREATED;
}));
Expect.Equal(4055, tooMany.ValidationErrors!.OtherErrors!.Data!.Single().ResponseCode);
var alias = await program.UserCreatedPromotions.GetAsync(request =>
{
    request.QueryParameters.Limit = 2;
    request.QueryParameters.Offset = 0;
    request.QueryParameters.SourceType = EmulatedModels.PromotionSourceType.USER_CREATED;
});
Expect.Equal(2, alias!.Promotions!.Count);
var listed = await emulated.Api_gateway.Loyalty.V1.Programs.Promotions.List.GetAsync(request =>
{
    request.QueryParameters.Limit = 1;
    request.QueryParameters.Offset = 0;
    request.QueryParameters.PromotionName = "Double points weekend";
});
Expect.Equal(67301, listed!.Data!.Single().Id);
Expect.Equal(67301, (await program.Promotions[67301].GetPath.GetAsync())!.Data!.Single().Id);
var challenge = await emulated.Api_gateway.Loyalty.V1.Programs[2822].CreatePromotion["SIMPLE"].PostAsync(new()
{
    Promotion = new()
    {
        Id = -1, Name = "Generated", Identifier = "generated", ProgramId = 2822, StartDate = "2099-03-01T00:00:00Z", EndDate = "2099-03-31T00:00:00Z", EventName = "TARGETCOMPLETED",
        PromotionSourceType = "USER_CREATED",
        PromotionRestrictions = new()
        {
            TargetGroupIds = [3100], TargetRuleIds = [3200],
            Restrictions = new() { ExpiryRestrictions = [new() { Name = "ISSUAL_PROMOTION_EXPIRY_BASED_ON", Type = "PROMOTION", Value = 0 }] },
        },
        RulesetInfos =
        [
            new()
            {
                Name = "rs", ContextID = 2822, OrgID = 100001, ContextType = "program", EndpointName = "POINTSENGINE_ENDPOINT", Type = "USER_CREATED", StartDate = 4076006400000, EndDate = 4078684799000, Active = true,
                Rules =
                [
                    new()
                    {
                        Exp = new UntypedString("true"), ExpJSON = "{}", IsActive = true,
                        CaseToActions = new() { AdditionalData = { ["true"] = new UntypedArray([new UntypedObject(new Dictionary<string, UntypedNode> { ["actionName"] = new UntypedString("AWARD"), ["mandatoryPropertiesValues"] = new UntypedObject(new Dictionary<string, UntypedNode> { ["TargetGroupId"] = new UntypedString("3100") }) })]) } },
                    },
                ],
            },
        ],
    },
});
Expect.Equal("Generated", challenge!.Data!.Single().Name);
UnifiedPromotionBody Content(string? comments) => new()
{
    Metadata = new() { Name = "Generated in v3", OrgId = 100001, ProgramId = 2822, StartDate = "2024-01-01T00:00:00Z", EndDate = "2099-12-31T00:00:00Z", PromotionType = "LOYALTY", Status = "DRAFT" },
    Activities = new UntypedArray([new UntypedObject(new Dictionary<string, UntypedNode> { ["type"] = new UntypedString("SINGLE"), ["event"] = new UntypedString("TransactionAdd") })]),
    Comments = comments,
};
var draft = (await emulated.V3.Promotions.PostAsync(Content(null)))!.Data!;
Expect.Equal(UnifiedStatusWord.DRAFT, draft.Metadata!.Status);
var found = await emulated.V3.Promotions.GetAsync(request => request.QueryParameters.SearchText = "generated in");
Expect.Equal(draft.Id, found!.Data!.Content!.Single().Id);
var unified = emulated.V3.Promotions[draft.Id!];
Expect.Equal("changed", (await unified.PutAsync(Content("changed")))!.Data!.Comments);
var sent = await emulated.V3.Requests.PROMOTION[draft.Id!].Status.PutAsync(new() { PromotionStatus = "PENDING_APPROVAL" }, request => request.QueryParameters.ExistingStatus = "DRAFT");
Expect.Equal(UnifiedStatusWord.PENDING_APPROVAL, sent!.Data!.Metadata!.Status);
Expect.Equal(UnifiedStatusWord.LIVE, (await unified.Review.PostAsync(new() { ApprovalStatus = "APPROVE" }))!.Data!.Metadata!.Status);
var published = (await unified.GetAsync())!.Data!.Metadata!.PromotionId;
Expect.That(published > 0);
var enrolled = (await emulated.V3.Promotions.Enrol.PostAsync(new()
{
    RequestId = "kiota-1", Action = "ENROL", Promotion = new() { Id = draft.Id, PromotionId = published }, Customer = new() { IdentifierName = "id", IdentifierValue = "19721" }, ProgramId = 2822,
}))!.Data!;
Expect.Equal("SUCCESS", enrolled.Status);
var memberPromotions = emulated.V3.Members[19721].Promotions;
var ofMember = await memberPromotions.GetAsync(request =>
{
    request.QueryParameters.PromotionId = published;
    request.QueryParameters.MemberEnrollmentStatus = EmulatedModels.MemberEnrollmentStatus.AVAILABLE_TO_REDEEM;
});
Expect.Equal("Generated in v3", ofMember!.Promotions!.Single().PromotionName);
Expect.That((await memberPromotions[published!.Value].GetAsync())!.Promotions!.Single().CustomerPromotionTimelines!.Single().EnrollmentDetails!.Single().OptInDetails!.Single().Active is true);
var optIn = long.Parse(enrolled.EnrollmentStatus!.Promotion!.OptinId!, System.Globalization.CultureInfo.InvariantCulture);
var revoked = await emulated.V3.Promotions.Revoke.PostAsync(new()
{
    RequestId = "kiota-2", Action = "REVOKE_OPTIN", ProgramId = 2822, Promotion = new() { PromotionId = published }, Customers = [new() { IdentifierName = "id", IdentifierValue = "19721", OptInIds = [optIn] }],
});
Expect.Equal(optIn, revoked!.Data!.CustomerResults!.Single().RevokedOptInIds!.Single());
calls.Token = null;

// Customers.
calls.Authorization = created.Authorization;
const string Mobile = "919000000079";
Task<EmulatedModels.CustomerLookupResponse?> LookUpAsync() => emulated.V2.Customers.Lookup.GetAsync(request =>
{
    request.QueryParameters.Source = EmulatedModels.CustomerLookupSource.INSTORE;
    request.QueryParameters.IdentifierName = "mobile";
    request.QueryParameters.IdentifierValue = Mobile;
});
var unregistered = await Expect.ThrowsAsync<EmulatedModels.LookupErrorResponse>(LookUpAsync);
Expect.Equal(8015, unregistered.Errors!.Single().Code);
var registration = await emulated.V2.Customers.PostAsync(new() { Profiles = [new() { FirstName = "Mira", Source = "INSTORE", Identifiers = [new() { Type = "mobile", Value = Mobile }] }] });
Expect.Equal(0, registration!.Warnings!.Count + registration.SideEffects!.Count);
Expect.Equal(registration.CreatedId, (await LookUpAsync())!.Entity);
calls.Authorization = null;

// The journal.
var requests = (await world.Requests.GetAsync(request => request.QueryParameters.Operation = "getEnrolledTargets"))!.Requests!;
Expect.Equal("400 200 200", string.Join(' ', requests.Select(request => request.Status)));
Expect.Equal(310011, requests[0].Codes!.Single());
Expect.Equal(AnsweredBy.Handler, requests[0].AnsweredBy);
var count = await world.Requests.Count.GetAsync(request =>
{
    request.QueryParameters.Status = 400;
    request.QueryParameters.AnsweredBy = AnsweredBy.Handler;
});
Expect.Equal(3, count!.Count);
var verified = await world.Requests.Verify.PostAsync(new()
{
    Match = new() { Operation = "getPromotionsV2", Query = new() { AdditionalData = { ["limit"] = "2" } } },
    Count = 2,
});
Expect.Equal(2, verified!.Matched);
Expect.Equal(1, (await world.Requests.Verify.PostAsync(new()
{
    Match = new() { Operation = "generateToken", Headers = new() { AdditionalData = { ["Content-Type"] = "application/json*" } }, Body = new() { AdditionalData = { ["$.key"] = "*" } } },
    AtLeast = 1,
    AtMost = 2,
    Within = "PT5S",
}))!.Matched);
var unverified = await Expect.ThrowsAsync<VerifyProblem>(
    () => world.Requests.Verify.PostAsync(new() { Sequence = [new() { Operation = "generateToken" }, new() { Status = 500 }] }));
Expect.That(unverified.Nearest!.Count > 0);

// Enrolment. Every spelling of the path enrols one customer, refuses the second time, and ends the enrolment.
var v3 = emulated.V3.TargetGroups[4102].Targets[5211];
var withoutVersion = emulated.TargetGroups[4102].Targets[5211];
var v31 = emulated.V31.TargetGroups[4102].Targets[5211];
var gateway = emulated.Api_gateway.IntouchApiV3.V31.TargetGroups[4102].Targets[5211];
(long Customer, Func<EnrollBody, Task<EnrolmentResponse?>> Enrol, Func<UnEnrollBody, Task<EnrolmentResponse?>> Unenrol)[] spellings =
[
    (71000042, body => v3.Enroll.PostAsync([body]), body => v3.UnEnroll.PostAsync([body])),
    (71000043, body => withoutVersion.Enroll.PostAsync([body]), body => withoutVersion.UnEnroll.PostAsync([body])),
    (71000044, body => v31.Enroll.PostAsync([body], request => request.Headers.Add("DATA-SCOPE", "SELF")), body => v31.UnEnroll.PostAsync([body])),
    (71000045, body => gateway.Enroll.PostAsync([body], request => request.Headers.Add("DATA-SCOPE", "SELF")), body => gateway.UnEnroll.PostAsync([body])),
];
calls.Authorization = created.Authorization;
foreach (var (customer, enrol, unenrol) in spellings)
{
    Expect.Equal("", await EnrolledInAsync(customer));
    Expect.Equal(customer, (await enrol(new() { CustomerId = customer, PeriodName = "WS_1", InitialBalance = 1.5 }))!.Data);
    Expect.Equal("5211", await EnrolledInAsync(customer));
    var again = await Expect.ThrowsAsync<V3ErrorResponse>(() => enrol(new() { CustomerId = customer }));
    Expect.Equal("400 310119", $"{again.ResponseStatusCode} {again.Errors!.Single().Code}");
    Expect.Equal(customer, (await unenrol(new() { CustomerId = customer }))!.Data);
    Expect.Equal("", await EnrolledInAsync(customer));
    var notEnrolled = await Expect.ThrowsAsync<V3ErrorResponse>(() => unenrol(new() { CustomerId = customer }));
    Expect.Equal("500 310126", $"{notEnrolled.ResponseStatusCode} {notEnrolled.Errors!.Single().Code}");
}

await v3.UnEnroll.PostAsync([new() { CustomerId = 71000050 }], request => request.Headers.Add("Prefer", "dry-run"));
Expect.Equal("5211", await EnrolledInAsync(71000050));
calls.Authorization = null;
var writes = (await world.Requests.GetAsync(request =>
{
    request.QueryParameters.Operation = "enroll";
    request.QueryParameters.Status = 200;
}))!.Requests!;
Expect.Equal(4, writes.Count);
calls.Authorization = created.Authorization;
var group = (await emulated.V3.TargetGroups.PostAsync(new()
{
    Name = "Generated",
    TrackingType = "DEFAULT",
    Periods = [new() { RefCode = "G_1", StartDate = "2026-01-01", EndDate = "2099-12-31" }],
    Targets = [new() { Name = "Generated target", TargetEntity = "TRANSACTION", TargetType = "SALES", DefaultValues = [new() { DefaultValue = 5 }] }],
}))!.Data!;
Expect.Equal("Generated", (await emulated.V3.TargetGroups[group.Id!.Value].GetAsync())!.Data!.Name);
Expect.That((await emulated.V3.TargetGroups.GetAsync())!.Data!.Any(other => other.Id == group.Id));
Expect.Equal(1, (await emulated.V3.Milestones.GetAsync(request => request.QueryParameters.Name = "generated"))!.Pagination!.Total);
Expect.That((await emulated.V3.TargetGroups.IsValidName.PostAsync(new() { Type = TargetNameKind.TargetName, Value = "generated TARGET" }))!.Data is false);
Expect.Equal(0, (await emulated.V3.Users[565039506].TrackedTargetEvents[2995].GetAsync())!.Pagination!.Total);
Expect.Equal(71000052, (await emulated.V3.Users[71000052].TargetGroups.GetAsync())!.Data!.UserId);
Expect.Equal(71000052, (await emulated.V31.Users[71000052].TargetGroups.GetAsync())!.Data!.UserId);
Expect.Equal(71000052, (await emulated.Api_gateway.IntouchApiV3.V31.Users[71000052].TargetGroups.GetAsync())!.Data!.UserId);
calls.Authorization = null;
var enrolment = writes[0].Changes!.Single(change => change.Entity == "enrolment");
Expect.That(enrolment.Before is null);
Expect.Equal("71000045", $"{enrolment.After!.AdditionalData["customerId"]}");

async Task<string> EnrolledInAsync(long customer) =>
    string.Join(' ', (await emulated.V3.Users[customer].EnrolledTargets.GetAsync())!.Data!.Select(target => target.Id));

// Promotions of customers: enrol, issue, redeem, read, revoke.
calls.Authorization = created.Authorization;
EmulatedModels.BulkEarnBody Earn(long promotion, string? action) => new()
{
    Type = "CUSTOMER",
    BulkAction = action,
    PromotionDetails = new() { ProgramId = 415, PromotionId = promotion },
    IdentifierName = "id",
    Customers = [new() { IdentifierValue = "5002", Source = "INSTORE" }],
};
EmulatedModels.BulkRevocationBody Revoke(long promotion, string? action) => new()
{
    Type = "CUSTOMER",
    BulkAction = action,
    PromotionDetails = new() { ProgramId = 415, PromotionId = promotion },
    IdentifierName = "id",
    Customers = [new() { IdentifierValue = "5002", Source = "INSTORE" }],
};
var bulk = emulated.V2.Promotion.Bulk;
var enrolledOne = (await bulk.EnrolAndEarn.PostAsync(Earn(81400, "ENROL")))!.Response!.Single();
var earned = (await bulk.EnrolAndEarn.PostAsync(Earn(81400, "EARN")))!.Response!.Single();
Expect.Equal(enrolledOne.Result!.IssualId, earned.Result!.IssualId);
var redemption = await world.Redemptions.PostAsync(new() { CustomerId = 5002, PromotionId = 81400, Points = 12.5 });
Expect.Equal(earned.Result.EarnedId, redemption!.IssueId.ToString());
var summary = await emulated.V2.Customers.Lookup.CustomerPromotionDetails.ActionSummary.GetAsync(request =>
{
    request.QueryParameters.Source = EmulatedModels.CustomerSource.INSTORE;
    request.QueryParameters.IdentifierName = EmulatedModels.SummaryIdentifierName.Id;
    request.QueryParameters.IdentifierValue = "5002";
    request.QueryParameters.ProgramId = 415;
    request.QueryParameters.PromotionId = 81400;
});
Expect.Equal(12.5, summary!.Points!.Single().TotalPointsIssued);
var unifiedSummary = await emulated.V3.Customers[5002].CustomerPromotionDetails.ActionSummary.GetAsync(request =>
{
    request.QueryParameters.ProgramId = 415;
    request.QueryParameters.PromotionId = 81400;
});
Expect.Equal("12.500", unifiedSummary!.Points!.Single().TotalPointsIssued);
var data = await emulated.V2.Customers.Lookup.PromotionData.GetAsync(request =>
{
    request.QueryParameters.IdentifierName = EmulatedModels.CustomerIdentifierName.Id;
    request.QueryParameters.IdentifierValue = "5002";
    request.QueryParameters.Source = EmulatedModels.CustomerSource.INSTORE;
    request.QueryParameters.PromotionStatusForCustomer = EmulatedModels.CustomerPromotionStatus.AVAILABLE_TO_EARN;
    request.QueryParameters.PromotionIdentifier = "spring-double";
});
Expect.Equal("12.500", data!.Promotions!.Single().CustomerUsage!.CurrentPointsPerCustomer);
Expect.Equal(1, data.Promotions!.Single().CustomerPromotionTimelines!.Single().IssuedDetails!.Single().RedeemedCount);
var connected = await emulated.V21.Customers.Lookup.PromotionData.GetAsync(request =>
{
    request.QueryParameters.IdentifierName = EmulatedModels.CustomerIdentifierName.Id;
    request.QueryParameters.IdentifierValue = "5002";
    request.QueryParameters.Source = EmulatedModels.CustomerSource.INSTORE;
    request.QueryParameters.Programs = "415";
    request.Headers.Add("DATA-SCOPE", "SELF");
});
Expect.Equal(100001, connected!.Promotions!.First().OrgId);
var revokedIssue = (await bulk.RevokeEnrolAndEarn.PostAsync(Revoke(81400, "REVOKE_EARN")))!.Response!.Single();
Expect.Equal(earned.Result.EarnedId, revokedIssue.Result!.RevokedEarnIds!.Single().ToString());
var direct = (await bulk.DirectEarn.PostAsync(Earn(81234, null)))!.Response!.Single();
var single = (await emulated.V2.Promotion.Issue.PostAsync(new() { ProgramId = 415, PromotionId = 81234 }, request =>
{
    request.QueryParameters.IdentifierName = EmulatedModels.IssueIdentifierName.Id;
    request.QueryParameters.IdentifierValue = "5002";
    request.QueryParameters.Source = EmulatedModels.IssueSource.INSTORE;
}))!.SideEffects!.Single();
Expect.Equal($"{direct.Result!.EarnedId} {single.EarnedId}", string.Join(' ', (await bulk.RevokeDirectEarn.PostAsync(Revoke(81234, null)))!.Response!.Single().Result!.RevokedEarnIds!));
Expect.Equal(2305, (await bulk.RevokeDirectEarn.PostAsync(Revoke(81234, null)))!.Response!.Single().Errors!.Single().Code);
calls.Authorization = null;

// Why is a target active? The first customer is enrolled in 2995, the second in nothing.
Expect.That((await world.Explain.GetAsync(request => (request.QueryParameters.Customer, request.QueryParameters.Target) = (565039506, 2995)))!.Applied is true);
var explanation = await world.Explain.GetAsync(request => (request.QueryParameters.Customer, request.QueryParameters.Target, request.QueryParameters.At) = (555380204, 2995, "2026-01-01T00:00:00Z"));
Expect.Equal(CheckReason.NOT_ENROLLED, explanation!.Checks!.Last().Reason);
Expect.Equal(ApplyActionName.Enrol, explanation.WouldApply!.Single().Do);
// The issues of the customer were revoked.
var ofPromotion = await world.Explain.GetAsync(request => (request.QueryParameters.Customer, request.QueryParameters.Promotion) = (5002, 81234));
Expect.Equal(CheckReason.NOT_ISSUED, ofPromotion!.Checks!.Single(check => check.Check == CheckName.Issued).Reason);
Expect.Equal(ApplyActionName.Issue, ofPromotion.WouldApply!.Single().Do);

// Changes of target groups. The group 4101 of the sample world is unified, 4102 is a single milestone.
calls.Authorization = created.Authorization;
var milestone = emulated.V3.TargetGroups[4102];
var combinedGroup = emulated.V3.TargetGroups[4101];
Expect.Equal("described", (await emulated.V3.TargetGroups.EditTargetGroup[4102].PutAsync(new() { Description = "described" }))!.Data!.Description);
var withPeriod = await milestone.TargetPeriods.PostAsync([new() { RefCode = "WS_2", StartDate = "2100-01-01", EndDate = "2100-12-31", Description = "" }]);
Expect.Equal("RUNNING NOT_STARTED", string.Join(' ', withPeriod!.Data!.Select(period => period.PeriodStatus)));
var shorter = await milestone.TargetPeriods.PutAsync([new() { Id = 9811, RefCode = "WS_1", StartDate = "2020-01-01", EndDate = "2098-12-31", Description = "" }]);
Expect.Equal("2098-12-31", shorter!.Data!.Single().EndDate);
Expect.Equal(2, (await milestone.TargetPeriods.GetAsync())!.Data!.Count);
var added = (await combinedGroup.Targets.PostAsync([new() { Name = "Kiota", TargetEntity = "TRANSACTION", TargetType = "SALES" }]))!.Data!.Single().Id!.Value;
Expect.Equal("put", (await combinedGroup.Targets[added].PutAsync([new() { Description = "put" }]))!.Data!.Single().Description);
Expect.Equal("false", (await combinedGroup.Targets[added].PostAsync([new() { Expression = "false" }]))!.Data!.Single().Expression);
var combined = await combinedGroup.UnifiedTargets.PutAsync(new() { UnifiedTargetExpression = new() { ThresholdValue = 900 }, DeactivateTargetIds = [5209] });
Expect.Equal($"(5208 & {added})", combined!.Data!.UnifiedTargetExpression!.RuleExpression);
Expect.Equal(5208L, (await combinedGroup.UnifiedTargets.PostAsync(new() { Targets = [new() { Id = 5208, Expression = "true" }] }))!.Data!.Targets!.Single().Id);
Expect.That((await combinedGroup.Targets[added].DeleteAsync())!.Data!.Value);
Expect.Equal("True False False", string.Join(' ', (await combinedGroup.Targets.GetAsync())!.Data!.Select(target => target.Active)));
Expect.That((await combinedGroup.DeleteAsync())!.Data!.Value);
Expect.Equal(310017, (await Expect.ThrowsAsync<V3ErrorResponse>(() => combinedGroup.DeleteAsync())).Errors!.Single().Code);
calls.Authorization = null;

// The clock.
Expect.Equal(ClockModeName.Following, (await world.Clock.GetAsync())!.Mode);
Expect.Equal(ClockModeName.Frozen, (await world.Clock.PutAsync(new() { Mode = ClockModeName.Frozen, At = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero) }))!.Mode);
Expect.Equal("2031-01-31T00:00:00Z", (await world.Clock.Advance.PostAsync(new() { By = "P30D" }))!.Now);
var noDuration = await Expect.ThrowsAsync<Problem>(() => world.Clock.Advance.PostAsync(new() { By = "P1M" }));
Expect.Equal(400, noDuration.Status);

// Faults.
var plan = await world.Faults.PutAsync(new()
{
    Rules =
    [
        new() { Match = new() { Operation = "getEnrolledTargets" }, Effect = new() { Status = 429, Delay = new() { Integer = 1 } }, Times = new() { First = 1 } },
        new() { Effect = new() { Connection = FaultConnection.Reset }, Times = new() { Rate = 0.5, Until = new DateTimeOffset(2031, 1, 31, 0, 0, 0, TimeSpan.Zero) } },
    ],
});
Expect.Equal(2, plan!.Rules!.Count);
var faults = (await world.Faults.GetAsync())!.Rules!;
Expect.Equal(429, faults[0].Effect!.Status);
Expect.Equal(1, faults[0].Effect!.Delay!.Integer);
Expect.Equal(FaultConnection.Reset, faults[1].Effect!.Connection);
calls.Authorization = created.Authorization;
var limited = await Expect.ThrowsAsync<V3ErrorResponse>(() => emulated.V3.Users[565039506].EnrolledTargets.GetAsync());
calls.Authorization = null;
Expect.Equal(429, limited.Errors!.Single().Code);
Expect.Equal("60", limited.ResponseHeaders["Retry-After"].Single());
await world.Faults.PutAsync(new()
{
    Rules = [new() { Effect = new() { Status = 503, RetryAfter = 5, Headers = new() { AdditionalData = { ["X-Gateway"] = "1" } }, Content = FaultContent.Empty, Barrier = "checkout" }, Times = new() { Nth = 2 } }],
});
Expect.Equal("checkout", (await world.Barriers.GetAsync())!.Barriers!.Single().Name);
Expect.Equal(0, (await world.Barriers["checkout"].Release.PostAsync())!.Released);
await world.Faults.DeleteAsync();

// Snapshots and the document: an exported document can be loaded again.
Expect.Equal("before", (await world.Snapshots["before"].PutAsync())!.Name);
Expect.Equal("before", (await world.Snapshots.GetAsync())!.Snapshots!.Single().Name);
await world.Snapshots["before"].Restore.PostAsync();
await world.Snapshots["before"].DeleteAsync();
var document = await world.Document.GetAsync();
Expect.Equal(1, document!.SchemaVersion);
Expect.Equal(415, document.Orgs!.Single().Programs!.First().Id);
await world.Document.PutAsync(document);
Expect.Equal(document.Orgs!.Single().Promotions!.Count, (await world.Document.GetAsync())!.Orgs!.Single().Promotions!.Count);
await world.Document.PatchAsync(new() { Orgs = [new() { Id = 100001, Programs = [new() { Id = 470, Name = "Patched" }] }] });
Expect.That((await world.Document.GetAsync())!.Orgs!.Single().Programs!.Any(program => program.Name == "Patched"));
await world.Document.PatchAsync(new() { Orgs = [new() { Id = 100001, Remove = new() { Programs = [470] } }] });
await world.Reset.PostAsync();

// A document can create several worlds: each gets its own names of tills and clients.
var own = new WorldDocument
{
    SchemaVersion = 1,
    Name = "own",
    TimeZone = "UTC",
    Orgs = [new() { Id = 1, Name = "Own", Tills = [new() { Username = "kiota.own", Password = "secret" }] }],
};
await controls.Worlds.PostAsync(new() { Name = "kiota-own-1", World = new() { WorldDocument = own } });
var taken = await Expect.ThrowsAsync<Problem>(() => controls.Worlds.PostAsync(new() { Name = "kiota-own-2", World = new() { WorldDocument = own } }));
Expect.That(taken.Detail!.Contains("freshCredentials"));
var fresh = await controls.Worlds.PostAsync(new() { Name = "kiota-own-2", World = new() { WorldDocument = own }, FreshCredentials = true });
var freshTill = fresh!.DocumentTills!.Single();
Expect.Equal("kiota.own", freshTill.DocumentUsername);
Expect.That(freshTill.Username != "kiota.own");
calls.Authorization = freshTill.Authorization;
var nobody = await Expect.ThrowsAsync<V3ErrorResponse>(() => emulated.V3.Users[1].EnrolledTargets.GetAsync());
Expect.Equal(310011, nobody.Errors!.Single().Code);
calls.Authorization = null;
Expect.Equal("kiota-own-1 kiota-own-2", string.Join(' ', (await controls.Worlds.DeleteAsync(request => request.QueryParameters.Name = "kiota-own-*"))!.Deleted!));

// Fork and delete.
var copy = await world.Fork.PostAsync(new() { ExpiresAfter = "PT1H" });
Expect.That(copy!.Links!.AdditionalData.ContainsKey("self"));
await controls.Worlds[copy.Name!].DeleteAsync();
await world.Requests.DeleteAsync();
await controls.Requests.GetAsync(request => request.QueryParameters.Limit = 10);
await controls.Requests.DeleteAsync();
Expect.That((await controls.Usage.GetAsync())!.Parts!.Any(part => part.Name == "worlds" && part.Used > 0));
Expect.Equal("kiota", (await controls.Worlds.DeleteAsync(request => request.QueryParameters.Name = "kiot*"))!.Deleted!.Single());
await controls.Worlds.PostAsync(new() { Name = "kiota" });
await world.DeleteAsync();
var gone = await Expect.ThrowsAsync<Problem>(() => world.GetAsync());
Expect.Equal("Not Found", gone.Title);

Console.WriteLine($"{calls.RequireAll(args[1..])} operations called");
