// Calls every operation and every control through openapi-fetch with the types that openapi-typescript generated from the served documents.
// Arguments: the server's address, then the paths of the two documents.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import createClient, { type Middleware } from 'openapi-fetch';
import type { paths as ControlPaths } from './obj/generated/controls.js';
import type { components, paths as EmulatedPaths } from './obj/generated/emulated.js';

const [baseUrl, ...documents] = process.argv.slice(2) as [string, ...string[]];
const called = new Set<string>();
let authorization: string | undefined;
let token: string | undefined;

const record: Middleware = {
  onRequest({ request, schemaPath }) {
    called.add(`${request.method} ${schemaPath}`);
    if (authorization !== undefined) request.headers.set('Authorization', authorization);
    if (token !== undefined) request.headers.set('X-CAP-API-OAUTH-TOKEN', token);
  },
};
const emulated = createClient<EmulatedPaths>({ baseUrl });
const controls = createClient<ControlPaths>({ baseUrl });
emulated.use(record);
controls.use(record);

/** The typed data of a successful response. */
async function ok<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer;
  assert.ok(response.ok, `${response.url}: ${response.status} ${JSON.stringify(error)}`);
  return data as T;
}

/** The typed error of a rejected request. */
async function refused<E>(status: number, answer: Promise<{ error?: E; response: Response }>): Promise<NonNullable<E>> {
  const { error, response } = await answer;
  assert.equal(response.status, status, response.url);
  assert.ok(error);
  return error;
}

// Creates a world for this client.
const created = await ok(controls.POST('/_emulator/worlds', { body: { name: 'typescript', world: 'sample', expiresAfter: 'PT1H' } }));
assert.equal(created.name, 'typescript');
const world = { path: { world: created.name } };
const worlds = await ok(controls.GET('/_emulator/worlds'));
assert.ok(worlds.worlds.some(known => known.name === created.name && known.clock.mode === 'following'));
const one = await ok(controls.GET('/_emulator/worlds/{world}', { params: world }));
assert.ok(one.tills.includes(created.till.username));
assert.equal(one.expiresAfter, 'PT1H');

// The emulated operations: a token, targets with a till's header, promotions with the token.
const { key, secret } = created.oauthClient;
const issued = await ok(emulated.POST('/v3/oauth/token/generate', { body: { key, secret } }));
assert.ok(issued.data.accessToken.length > 0);
assert.equal(issued.data.ttlSeconds, 3600);
const wrongSecret = await refused(400, emulated.POST('/v3/oauth/token/generate', { body: { key, secret: 'wrong' } }));
assert.equal(wrongSecret.errors[0]?.code, 320001);

authorization = created.authorization;
const person = { source: 'INSTORE', identifierName: 'mobile', identifierValue: '919000000077' } as const;
const unregistered = await refused(400, emulated.GET('/v2/customers/lookup', { params: { query: person } }));
assert.equal(unregistered.errors[0]?.code, 8015);
const registration = await ok(emulated.POST('/v2/customers', {
  body: { profiles: [{ firstName: 'Mira', source: person.source, identifiers: [{ type: person.identifierName, value: person.identifierValue }] }] },
}));
assert.deepEqual([registration.warnings, registration.sideEffects], [[], []]);
assert.equal((await ok(emulated.GET('/v2/customers/lookup', { params: { query: person } }))).entity, registration.createdId);
const targets = await ok(emulated.GET('/v3/users/{userId}/enrolledTargets', { params: { path: { userId: 565039506 } } }));
const first = targets.data[0];
assert.ok(first);
assert.equal(first.id, 2995);
assert.equal(first.name, 'Run10Km');
assert.equal(first.attribution.createdBy.name, 'madhurima ');
const targetType: 'SALES' | 'GROSS_SALES' = first.targetType === 'SALES' ? first.targetType : 'GROSS_SALES';
assert.equal(targetType, 'SALES');
const imported = await ok(emulated.GET('/v3/users/{userId}/enrolledTargets', {
  params: { path: { userId: 42381788 }, query: { enrollmentType: 'IMPORT', targetRuleIds: '2577,2579' } },
}));
assert.equal(imported.data[0]?.filters[0]?.entityType, 'ZONE');
const noUser = await refused(400, emulated.GET('/v3/users/{userId}/enrolledTargets', { params: { path: { userId: 1 } } }));
assert.equal(noUser.errors[0]?.code, 310011);
assert.equal(noUser.data, null);

authorization = undefined;
token = issued.data.accessToken;
const customer = { identifierName: 'id', identifierValue: '555380204', source: 'INSTORE' } as const;
const page = { limit: 2, offset: 0, sourceType: 'USER_CREATED' } as const;
const promotions = await ok(emulated.GET('/api_gateway/loyalty/v1/programs/{programId}/promotionsV2', {
  params: { path: { programId: 469 }, query: { ...page, ...customer } },
}));
assert.equal(promotions.pageDetails.totalEntries, 169);
assert.equal(promotions.status?.code, 200);
assert.equal(promotions.data?.[0]?.id, 67248);
assert.equal(promotions.data?.[0]?.promotionRestrictions.restrictions?.redemptionRestrictions[0]?.periodUnit, null);
assert.equal(promotions.customerId, 555380204);
assert.equal(promotions.promotions?.[0]?.promotionId, 67248);
assert.equal(promotions.promotions?.[0]?.promotionRestriction.redemptionRestrictions[0]?.kpi, 'NUMBER_OF_TIMES');
const half = await emulated.GET('/api_gateway/loyalty/v1/programs/{programId}/promotionsV2', {
  params: { path: { programId: 469 }, query: page, header: { Prefer: 'representation=Gateway' } },
});
assert.equal(half.response.headers.get('Preference-Applied'), 'representation=Gateway');
assert.equal(half.data?.data?.length, 2);
assert.equal(half.data?.promotions, undefined);
const tooMany = await refused(400, emulated.GET('/api_gateway/loyalty/v1/programs/{programId}/promotionsV2', {
  params: { path: { programId: 469 }, query: { ...page, limit: 101 } },
}));
assert.equal(tooMany.validationErrors.otherErrors.data[0]?.responseCode, 4055);
const alias = await ok(emulated.GET('/api_gateway/loyalty/v1/programs/{programId}/userCreatedPromotions', {
  params: { path: { programId: 469 }, query: page },
}));
assert.equal(alias.promotions?.length, 2);
const listed = await ok(emulated.GET('/api_gateway/loyalty/v1/programs/promotions/list', {
  params: { query: { limit: 1, offset: 0, promotionName: 'Double points weekend' } },
}));
assert.equal(listed.data[0]?.id, 67301);
const byId = await ok(emulated.GET('/api_gateway/loyalty/v1/programs/{programId}/promotions/{promotionId}/get', { params: { path: { programId: 469, promotionId: 67301 } } }));
assert.equal(byId.data[0]?.id, 67301);
const challenge = await ok(emulated.POST('/api_gateway/loyalty/v1/programs/{programId}/createPromotion/{promotionType}', {
  params: { path: { programId: 2822, promotionType: 'SIMPLE' } },
  body: {
    promotion: {
      id: -1, name: 'Generated', identifier: 'generated', programId: 2822, startDate: '2099-03-01T00:00:00Z', endDate: '2099-03-31T00:00:00Z', eventName: 'TARGETCOMPLETED',
      promotionSourceType: 'USER_CREATED',
      promotionRestrictions: {
        targetGroupIds: [3100], targetRuleIds: [3200],
        restrictions: { expiryRestrictions: [{ name: 'ISSUAL_PROMOTION_EXPIRY_BASED_ON', type: 'PROMOTION', value: 0 }] },
      },
      rulesetInfos: [{
        name: 'rs', contextID: 2822, orgID: 100001, contextType: 'program', endpointName: 'POINTSENGINE_ENDPOINT', type: 'USER_CREATED', startDate: 4076006400000, endDate: 4078684799000, active: true,
        rules: [{ exp: 'true', expJSON: '{}', isActive: true, caseToActions: { true: [{ actionName: 'AWARD', mandatoryPropertiesValues: { TargetGroupId: '3100' } }] } }],
      }],
    },
  },
}));
assert.equal(challenge.data[0]?.name, 'Generated');
const content = {
  metadata: { name: 'Generated in v3', orgId: 100001, programId: 2822, startDate: '2024-01-01T00:00:00Z', endDate: '2099-12-31T00:00:00Z', promotionType: 'LOYALTY', status: 'DRAFT' },
  activities: [{ type: 'SINGLE', event: 'TransactionAdd' }],
};
const draft = await ok(emulated.POST('/v3/promotions', { body: content }));
assert.equal(draft.data.metadata.status, 'DRAFT');
const unified = { path: { promotionId: draft.data.id } };
const found = await ok(emulated.GET('/v3/promotions', { params: { query: { searchText: 'generated in' } } }));
assert.equal(found.data.content[0]?.id, draft.data.id);
const changed = await ok(emulated.PUT('/v3/promotions/{promotionId}', { params: unified, body: { ...content, comments: 'changed' } }));
assert.equal(changed.data.comments, 'changed');
const sent = await ok(emulated.PUT('/v3/requests/PROMOTION/{promotionId}/status', {
  params: { ...unified, query: { existingStatus: 'DRAFT' } }, body: { promotionStatus: 'PENDING_APPROVAL' },
}));
assert.equal(sent.data?.metadata.status, 'PENDING_APPROVAL');
const reviewed = await ok(emulated.POST('/v3/promotions/{promotionId}/review', { params: unified, body: { approvalStatus: 'APPROVE' } }));
assert.equal(reviewed.data.metadata.status, 'LIVE');
const published = (await ok(emulated.GET('/v3/promotions/{promotionId}', { params: unified }))).data.metadata.promotionId;
assert.ok(published > 0);
const member = { identifierName: 'id', identifierValue: '19721' };
const enrolled = await ok(emulated.POST('/v3/promotions/enrol', {
  body: { requestId: 'typescript-1', action: 'ENROL', promotion: { id: draft.data.id, promotionId: published }, customer: member, programId: 2822 },
}));
assert.equal(enrolled.data.status, 'SUCCESS');
const memberPath = { memberId: 19721 };
assert.equal((await ok(emulated.GET('/v3/members/{memberId}/promotions', { params: { path: memberPath, query: { promotionId: published, memberEnrollmentStatus: 'AVAILABLE_TO_REDEEM' } } }))).promotions[0]?.promotionName, 'Generated in v3');
const ofMember = await ok(emulated.GET('/v3/members/{memberId}/promotions/{promotionId}', { params: { path: { ...memberPath, promotionId: published } } }));
assert.equal(ofMember.promotions[0]?.customerPromotionTimelines[0]?.enrollmentDetails[0]?.optInDetails[0]?.active, true);
const optIn = Number(enrolled.data.enrollmentStatus.promotion.optinId);
const revoked = await ok(emulated.POST('/v3/promotions/revoke', {
  body: { requestId: 'typescript-2', action: 'REVOKE_OPTIN', programId: 2822, promotion: { promotionId: published }, customers: [{ ...member, optInIds: [optIn] }] },
}));
assert.deepEqual(revoked.data.customerResults[0]?.revokedOptInIds, [optIn]);
token = undefined;

// The journal.
const requests = await ok(controls.GET('/_emulator/worlds/{world}/requests', { params: { ...world, query: { operation: 'getEnrolledTargets' } } }));
assert.deepEqual(requests.requests.map(request => request.status), [400, 200, 200]);
assert.deepEqual(requests.requests[0]?.codes, [310011]);
assert.equal(requests.requests[0]?.answeredBy, 'handler');
const count = await ok(controls.GET('/_emulator/worlds/{world}/requests/count', { params: { ...world, query: { status: 400 } } }));
assert.equal(count.count, 3);
const verified = await ok(controls.POST('/_emulator/worlds/{world}/requests/verify', {
  params: world, body: { match: { operation: 'getPromotionsV2', query: { limit: '2' } }, count: 2 },
}));
assert.equal(verified.matched, 2);
const tokens = await ok(controls.POST('/_emulator/worlds/{world}/requests/verify', {
  params: world,
  body: { match: { operation: 'generateToken', headers: { 'Content-Type': 'application/json*' }, body: { '$.key': '*' } }, atLeast: 1, atMost: 2, within: 'PT5S' },
}));
assert.equal(tokens.matched, 1);
const unverified = await refused(409, controls.POST('/_emulator/worlds/{world}/requests/verify', {
  params: world, body: { sequence: [{ operation: 'generateToken' }, { status: 500 }] },
}));
assert.ok('nearest' in unverified && unverified.nearest.length > 0);

// Enrolment. Every spelling of the path enrols one customer, refuses the second time, and ends the enrolment.
type Enrol = components['schemas']['EnrollBody'];
type Unenrol = components['schemas']['UnEnrollBody'];
const path = { targetGroupId: 4102, targetId: 5211 };
const header = { 'DATA-SCOPE': 'SELF' };
const spellings = [
  {
    customerId: 71000042,
    enrol: (body: Enrol[]) => emulated.POST('/v3/targetGroups/{targetGroupId}/targets/{targetId}/enroll', { params: { path }, body }),
    unenrol: (body: Unenrol[]) => emulated.POST('/v3/targetGroups/{targetGroupId}/targets/{targetId}/unEnroll', { params: { path }, body }),
  },
  {
    customerId: 71000043,
    enrol: (body: Enrol[]) => emulated.POST('/targetGroups/{targetGroupId}/targets/{targetId}/enroll', { params: { path }, body }),
    unenrol: (body: Unenrol[]) => emulated.POST('/targetGroups/{targetGroupId}/targets/{targetId}/unEnroll', { params: { path }, body }),
  },
  {
    customerId: 71000044,
    enrol: (body: Enrol[]) => emulated.POST('/v3.1/targetGroups/{targetGroupId}/targets/{targetId}/enroll', { params: { path, header }, body }),
    unenrol: (body: Unenrol[]) => emulated.POST('/v3.1/targetGroups/{targetGroupId}/targets/{targetId}/unEnroll', { params: { path, header }, body }),
  },
  {
    customerId: 71000045,
    enrol: (body: Enrol[]) =>
      emulated.POST('/api_gateway/intouch-api-v3/v3.1/targetGroups/{targetGroupId}/targets/{targetId}/enroll', { params: { path, header }, body }),
    unenrol: (body: Unenrol[]) =>
      emulated.POST('/api_gateway/intouch-api-v3/v3.1/targetGroups/{targetGroupId}/targets/{targetId}/unEnroll', { params: { path, header }, body }),
  },
];
const enrolledIn = async (userId: number) =>
  (await ok(emulated.GET('/v3/users/{userId}/enrolledTargets', { params: { path: { userId } } }))).data.map(target => target.id);
authorization = created.authorization;
for (const { customerId, enrol, unenrol } of spellings) {
  assert.deepEqual(await enrolledIn(customerId), []);
  assert.equal((await ok(enrol([{ customerId, periodName: 'WS_1', initialBalance: 1.5 }]))).data, customerId);
  assert.deepEqual(await enrolledIn(customerId), [5211]);
  assert.equal((await refused(400, enrol([{ customerId }]))).errors[0]?.code, 310119);
  assert.equal((await ok(unenrol([{ customerId }]))).data, customerId);
  assert.deepEqual(await enrolledIn(customerId), []);
  assert.equal((await refused(500, unenrol([{ customerId }]))).errors[0]?.code, 310126);
}
await ok(emulated.POST('/v3/targetGroups/{targetGroupId}/targets/{targetId}/unEnroll', {
  params: { path, header: { Prefer: 'dry-run' } }, body: [{ customerId: 71000050 }],
}));
assert.deepEqual(await enrolledIn(71000050), [5211]);
authorization = undefined;
const writes = await ok(controls.GET('/_emulator/worlds/{world}/requests', { params: { ...world, query: { operation: 'enroll', status: 200 } } }));
assert.equal(writes.requests.length, 4);
const enrolment = writes.requests[0]?.changes?.find(change => change.entity === 'enrolment');
assert.equal(enrolment?.before, undefined);
assert.equal(enrolment?.after?.['customerId'], 71000045);

// Target groups.
authorization = created.authorization;
const group = (await ok(emulated.POST('/v3/targetGroups', {
  body: {
    name: 'Generated', trackingType: 'DEFAULT',
    periods: [{ refCode: 'G_1', startDate: '2026-01-01', endDate: '2099-12-31' }],
    targets: [{ name: 'Generated target', targetEntity: 'TRANSACTION', targetType: 'SALES', defaultValues: [{ defaultValue: 5 }] }],
  },
}))).data;
assert.equal((await ok(emulated.GET('/v3/targetGroups/{targetGroupId}', { params: { path: { targetGroupId: group.id } } }))).data.name, 'Generated');
assert.ok((await ok(emulated.GET('/v3/targetGroups', {}))).data.some(other => other.id === group.id));
assert.equal((await ok(emulated.GET('/v3/milestones', { params: { query: { name: 'generated' } } }))).pagination.total, 1);
assert.equal((await ok(emulated.POST('/v3/targetGroups/isValidName', { body: { type: 'targetName', value: 'generated TARGET' } }))).data, false);
assert.equal((await ok(emulated.GET('/v3/users/{userId}/trackedTargetEvents/{targetRuleId}', { params: { path: { userId: 565039506, targetRuleId: 2995 } } }))).pagination.total, 0);
// Promotions of customers: enrol, issue, redeem, read, revoke.
authorization = created.authorization;
const spring = { type: 'CUSTOMER', promotionDetails: { programId: 415, promotionId: 81400 }, identifierName: 'id', customers: [{ identifierValue: '5002', source: 'INSTORE' }] };
const walker = { ...spring, promotionDetails: { programId: 415, promotionId: 81234 } };
const enrolledOne = await ok(emulated.POST('/v2/promotion/bulk/enrolAndEarn', { body: { ...spring, bulkAction: 'ENROL' } }));
assert.ok(enrolledOne.response[0]?.result?.issualId);
const earned = await ok(emulated.POST('/v2/promotion/bulk/enrolAndEarn', { body: { ...spring, bulkAction: 'EARN' } }));
assert.equal(earned.response[0]?.result?.issualId, enrolledOne.response[0]?.result?.issualId);
const redemption = await ok(controls.POST('/_emulator/worlds/{world}/redemptions', { params: world, body: { customerId: 5002, promotionId: 81400, points: 12.5 } }));
assert.equal(String(redemption.issueId), earned.response[0]?.result?.earnedId);
const summary = await ok(emulated.GET('/v2/customers/lookup/customerPromotionDetails/actionSummary', {
  params: { query: { source: 'INSTORE', identifierName: 'id', identifierValue: '5002', programId: 415, promotionId: 81400 } },
}));
assert.equal(summary.points[0]?.totalPointsIssued, 12.5);
const unifiedSummary = await ok(emulated.GET('/v3/customers/{customerId}/customerPromotionDetails/actionSummary', {
  params: { path: { customerId: 5002 }, query: { programId: 415, promotionId: 81400 } },
}));
assert.equal(unifiedSummary.points[0]?.totalPointsIssued, '12.500');
const lookup = { identifierName: 'id', identifierValue: '5002', source: 'INSTORE' } as const;
const data = await ok(emulated.GET('/v2/customers/lookup/promotionData', { params: { query: { ...lookup, promotionStatusForCustomer: 'AVAILABLE_TO_EARN', promotionIdentifier: 'spring-double' } } }));
assert.equal(data.promotions[0]?.customerUsage.currentPointsPerCustomer, '12.500');
assert.equal(data.promotions[0]?.customerPromotionTimelines?.[0]?.issuedDetails[0]?.redeemedCount, 1);
const connected = await ok(emulated.GET('/v2.1/customers/lookup/promotionData', { params: { query: { ...lookup, programs: '415' }, header: { 'DATA-SCOPE': 'SELF' } } }));
assert.equal(connected.promotions[0]?.orgId, 100001);
const noSource = await refused(400, emulated.GET('/v2/customers/lookup/promotionData', { params: { query: { ...lookup, limit: 101 } } }));
assert.equal(noSource.errors[0]?.code, 8102);
const revokedIssue = await ok(emulated.POST('/v2/promotion/bulk/revokeEnrolAndEarn', { body: { ...spring, bulkAction: 'REVOKE_EARN' } }));
assert.deepEqual(revokedIssue.response[0]?.result?.revokedEarnIds?.map(String), [earned.response[0]?.result?.earnedId]);
const issuedDirectly = await ok(emulated.POST('/v2/promotion/bulk/directEarn', { body: walker }));
assert.equal(issuedDirectly.failureCount, 0);
const single = await ok(emulated.POST('/v2/promotion/issue', { params: { query: lookup }, body: { programId: 415, promotionId: 81234 } }));
const bothRevoked = await ok(emulated.POST('/v2/promotion/bulk/revokeDirectEarn', { body: walker }));
assert.deepEqual(bothRevoked.response[0]?.result?.revokedEarnIds?.map(String), [issuedDirectly.response[0]?.result?.earnedId, String(single.sideEffects[0]?.earnedId)]);
const none = await ok(emulated.POST('/v2/promotion/bulk/revokeDirectEarn', { body: walker }));
assert.equal(none.response[0]?.errors[0]?.code, 2305);
authorization = undefined;
// Why is a target active? The first customer is enrolled in 2995, the second in nothing.
const explain = (query: { customer: number; target?: number; promotion?: number; at?: string }) => ok(controls.GET('/_emulator/worlds/{world}/explain', { params: { ...world, query } }));
assert.ok((await explain({ customer: 565039506, target: 2995 })).applied);
const explanation = await explain({ customer: 555380204, target: 2995, at: '2026-01-01T00:00:00Z' });
assert.equal(explanation.checks.at(-1)?.reason, 'NOT_ENROLLED');
assert.deepEqual(explanation.wouldApply, [{ do: 'enrol' }]);
// The issues of the customer were revoked.
const ofPromotion = await explain({ customer: 5002, promotion: 81234 });
assert.equal(ofPromotion.checks.find((check) => check.check === 'issued')?.reason, 'NOT_ISSUED');
assert.deepEqual(ofPromotion.wouldApply, [{ do: 'issue' }]);

// Changes of target groups. The group 4101 of the sample world is unified, 4102 is a single milestone.
authorization = created.authorization;
const milestone = { path: { targetGroupId: 4102 } };
const combinedGroup = { path: { targetGroupId: 4101 } };
const renamed = await ok(emulated.PUT('/v3/targetGroups/editTargetGroup/{targetGroupId}', { params: milestone, body: { description: 'described' } }));
assert.equal(renamed.data.description, 'described');
const withPeriod = await ok(emulated.POST('/v3/targetGroups/{targetGroupId}/targetPeriods', {
  params: milestone, body: [{ refCode: 'WS_2', startDate: '2100-01-01', endDate: '2100-12-31', description: '' }],
}));
assert.deepEqual(withPeriod.data.map(period => period.periodStatus), ['RUNNING', 'NOT_STARTED']);
const shorter = await ok(emulated.PUT('/v3/targetGroups/{targetGroupId}/targetPeriods', {
  params: milestone, body: [{ id: 9811, refCode: 'WS_1', startDate: '2020-01-01', endDate: '2098-12-31', description: '' }],
}));
assert.equal(shorter.data[0]?.endDate, '2098-12-31');
assert.equal((await ok(emulated.GET('/v3/targetGroups/{targetGroupId}/targetPeriods', { params: milestone }))).data.length, 2);
const added = await ok(emulated.POST('/v3/targetGroups/{targetGroupId}/targets', { params: combinedGroup, body: [{ name: 'TypeScript', targetEntity: 'TRANSACTION', targetType: 'SALES' }] }));
const addedId = added.data[0]?.id ?? 0;
const oneTarget = { path: { targetGroupId: 4101, targetId: addedId } };
assert.equal((await ok(emulated.PUT('/v3/targetGroups/{targetGroupId}/targets/{targetId}', { params: oneTarget, body: [{ description: 'put' }] }))).data[0]?.description, 'put');
assert.equal((await ok(emulated.POST('/v3/targetGroups/{targetGroupId}/targets/{targetId}', { params: oneTarget, body: [{ expression: 'false' }] }))).data[0]?.expression, 'false');
const combined = await ok(emulated.PUT('/v3/targetGroups/{targetGroupId}/unifiedTargets', { params: combinedGroup, body: { unifiedTargetExpression: { thresholdValue: 900 }, deactivateTargetIds: [5209] } }));
assert.deepEqual(combined.data.unifiedTargetExpression, { aggregation: 'SUM', thresholdValue: 900, ruleExpression: `(5208 & ${addedId})` });
assert.deepEqual((await ok(emulated.POST('/v3/targetGroups/{targetGroupId}/unifiedTargets', { params: combinedGroup, body: { targets: [{ id: 5208, expression: 'true' }] } }))).data.targets.map(target => target.id), [5208]);
assert.equal((await ok(emulated.DELETE('/v3/targetGroups/{targetGroupId}/targets/{targetId}', { params: oneTarget }))).data, true);
assert.deepEqual((await ok(emulated.GET('/v3/targetGroups/{targetGroupId}/targets', { params: combinedGroup }))).data.map(target => target.active), [true, false, false]);
assert.equal((await ok(emulated.DELETE('/v3/targetGroups/{targetGroupId}', { params: combinedGroup }))).data, true);
assert.equal((await refused(400, emulated.DELETE('/v3/targetGroups/{targetGroupId}', { params: combinedGroup }))).errors[0]?.code, 310017);
for (const path of ['/v3/users/{userId}/targetGroups', '/v3.1/users/{userId}/targetGroups', '/api_gateway/intouch-api-v3/v3.1/users/{userId}/targetGroups'] as const) {
  assert.equal((await ok(emulated.GET(path, { params: { path: { userId: 71000052 } } }))).data.userId, 71000052);
}
authorization = undefined;

// The clock.
assert.equal((await ok(controls.GET('/_emulator/worlds/{world}/clock', { params: world }))).mode, 'following');
const frozen = await ok(controls.PUT('/_emulator/worlds/{world}/clock', { params: world, body: { mode: 'frozen', at: '2031-01-01T00:00:00Z' } }));
assert.equal(frozen.mode, 'frozen');
const advanced = await ok(controls.POST('/_emulator/worlds/{world}/clock/advance', { params: world, body: { by: 'P30D' } }));
assert.equal(advanced.now, '2031-01-31T00:00:00Z');
const noDuration = await refused(400, controls.POST('/_emulator/worlds/{world}/clock/advance', { params: world, body: { by: 'P1M' } }));
assert.equal(noDuration.status, 400);

// Faults.
const plan = await ok(controls.PUT('/_emulator/worlds/{world}/faults', {
  params: world,
  body: {
    rules: [
      { match: { operation: 'getEnrolledTargets' }, effect: { status: 429, delay: { min: 0, max: 1 } }, times: { first: 1 } },
      { effect: { delay: 5, connection: 'reset' }, times: { rate: 0.5, until: '2031-01-31T00:00:00Z' } },
    ],
  },
}));
assert.equal(plan.rules.length, 2);
const faults = await ok(controls.GET('/_emulator/worlds/{world}/faults', { params: world }));
assert.equal(faults.rules[0]?.effect.status, 429);
assert.equal(faults.rules[1]?.effect.connection, 'reset');
assert.equal(faults.rules[1]?.effect.delay, 5);
authorization = created.authorization;
const limited = await emulated.GET('/v3/users/{userId}/enrolledTargets', { params: { path: { userId: 565039506 } } });
authorization = undefined;
assert.equal(limited.response.status, 429);
assert.equal(limited.response.headers.get('Retry-After'), '60');
assert.equal(limited.error?.errors[0]?.code, 429);
await ok(controls.PUT('/_emulator/worlds/{world}/faults', {
  params: world,
  body: { rules: [{ effect: { status: 503, retryAfter: 5, headers: { 'X-Gateway': '1' }, content: 'empty', barrier: 'checkout' }, times: { nth: 2 } }] },
}));
assert.equal((await ok(controls.GET('/_emulator/worlds/{world}/barriers', { params: world }))).barriers[0]?.name, 'checkout');
const barrier = { path: { world: created.name, barrier: 'checkout' } };
assert.equal((await ok(controls.POST('/_emulator/worlds/{world}/barriers/{barrier}/release', { params: barrier }))).released, 0);
await ok(controls.DELETE('/_emulator/worlds/{world}/faults', { params: world }));

// Snapshots and the document: an exported document can be loaded again.
const snapshot = { path: { world: created.name, name: 'before' } };
assert.equal((await ok(controls.PUT('/_emulator/worlds/{world}/snapshots/{name}', { params: snapshot }))).name, 'before');
assert.equal((await ok(controls.GET('/_emulator/worlds/{world}/snapshots', { params: world }))).snapshots[0]?.name, 'before');
await ok(controls.POST('/_emulator/worlds/{world}/snapshots/{name}/restore', { params: snapshot }));
await ok(controls.DELETE('/_emulator/worlds/{world}/snapshots/{name}', { params: snapshot }));
const document = await ok(controls.GET('/_emulator/worlds/{world}/document', { params: world }));
assert.equal(document.schemaVersion, 1);
assert.equal(document.orgs[0]?.programs?.[0]?.id, 415);
await ok(controls.PUT('/_emulator/worlds/{world}/document', { params: world, body: document }));
assert.deepEqual(await ok(controls.GET('/_emulator/worlds/{world}/document', { params: world })), document);
const patched = { orgs: [{ id: 100001, programs: [{ id: 470, name: 'Patched' }] }] };
await ok(controls.PATCH('/_emulator/worlds/{world}/document', { params: world, body: patched }));
assert.ok((await ok(controls.GET('/_emulator/worlds/{world}/document', { params: world }))).orgs[0]?.programs?.some(program => program.name === 'Patched'));
await ok(controls.PATCH('/_emulator/worlds/{world}/document', { params: world, body: { orgs: [{ id: 100001, remove: { programs: [470] } }] } }));
await ok(controls.POST('/_emulator/worlds/{world}/reset', { params: world }));

// A document can create several worlds: each gets its own names of tills and clients.
const till = { username: 'typescript.own', password: 'secret' };
const own = { schemaVersion: 1, name: 'own', timeZone: 'UTC', orgs: [{ id: 1, name: 'Own', tills: [till] }] };
await ok(controls.POST('/_emulator/worlds', { body: { name: 'typescript-own-1', world: own } }));
const taken = await refused(409, controls.POST('/_emulator/worlds', { body: { name: 'typescript-own-2', world: own } }));
assert.ok(taken.detail?.includes('freshCredentials'));
const fresh = await ok(controls.POST('/_emulator/worlds', { body: { name: 'typescript-own-2', world: own, freshCredentials: true } }));
const freshTill = fresh.documentTills?.[0];
assert.equal(freshTill?.documentUsername, till.username);
assert.notEqual(freshTill?.username, till.username);
authorization = freshTill?.authorization;
const nobody = await refused(400, emulated.GET('/v3/users/{userId}/enrolledTargets', { params: { path: { userId: 1 } } }));
assert.equal(nobody.errors[0]?.code, 310011);
authorization = undefined;
const owned = await ok(controls.DELETE('/_emulator/worlds', { params: { query: { name: 'typescript-own-*' } } }));
assert.deepEqual(owned.deleted, ['typescript-own-1', 'typescript-own-2']);

// Fork and delete.
const copy = await ok(controls.POST('/_emulator/worlds/{world}/fork', { params: world, body: { expiresAfter: 'PT1H' } }));
assert.ok(copy.links['self']);
await ok(controls.DELETE('/_emulator/worlds/{world}', { params: { path: { world: copy.name } } }));
await ok(controls.DELETE('/_emulator/worlds/{world}/requests', { params: world }));
await ok(controls.GET('/_emulator/requests', { params: { query: { limit: 10 } } }));
await ok(controls.DELETE('/_emulator/requests'));
assert.ok((await ok(controls.GET('/_emulator/usage'))).parts.some(part => part.name === 'worlds' && part.used > 0));
assert.deepEqual((await ok(controls.DELETE('/_emulator/worlds', { params: { query: { name: 'typescrip*' } } }))).deleted, [created.name]);
await ok(controls.POST('/_emulator/worlds', { body: { name: created.name } }));
await ok(controls.DELETE('/_emulator/worlds/{world}', { params: world }));
const gone = await refused(404, controls.GET('/_emulator/worlds/{world}', { params: world }));
assert.equal(gone.title, 'Not Found');

const operations = documents.flatMap(document => {
  const { paths } = JSON.parse(readFileSync(document, 'utf8')) as { paths: Record<string, Record<string, { operationId?: string }>> };
  return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods)
    .filter(([, operation]) => operation.operationId !== undefined)
    .map(([method]) => `${method.toUpperCase()} ${path}`));
});
assert.ok(operations.length > 0);
assert.deepEqual(operations.filter(operation => !called.has(operation)), [], 'never called');
console.log(`${operations.length} operations called`);
