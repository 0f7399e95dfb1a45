namespace Loyalty.Store.Tests;

/// <summary>A valid world document with at least one entry of each kind. Tests replace parts of its text to make it invalid.</summary>
internal static class SmallWorld
{
    public const string Json =
        """
        {
          "schemaVersion": 1,
          "name": "small",
          "timeZone": "UTC",
          "settings": {"isoAttribution": true},
          "orgs": [
            {
              "id": 1,
              "name": "Shop",
              "accessGroups": [
                {"name": "Default", "default": true, "otherResources": "WRITE"},
                {"name": "Limited", "default": false, "otherResources": "READ", "permissions": {"Customer": "NONE"}}
              ],
              "tills": [
                {"username": "shop.till", "password": "open-sesame"},
                {"username": "back.till", "accessGroup": "Limited", "passwordMd5": "202cb962ac59075b964b07152d234b70"}
              ],
              "oauthClients": [
                {"key": "client", "name": "Client", "tokenSeconds": 300, "accessGroup": "Limited", "secret": "client-secret"},
                {"key": "other-client", "name": "Other"}
              ],
              "programs": [{"id": 11, "name": "Rewards"}, {"id": 12, "name": "Club"}],
              "customers": [
                {"id": 21, "identifiers": [{"name": "mobile", "value": "911"}, {"name": "email", "value": "a@example.com"}]},
                {"id": 22,
                  "identifiers": [{"name": "mobile", "value": "912"}],
                  "profiles": [{"source": "WEBSITE", "firstName": "Asha", "commChannels": [{"type": "mobile", "value": "9120", "primary": true, "attributes": {"residence": "home"}}]}],
                  "loyaltyInfo": {
                    "loyaltyType": "NON_LOYALTY", "lifetimePurchases": 12.125,
                    "attribution": {"createdOn": "2031-01-01T10:00:00Z", "lastUpdatedOn": "2031-01-02T10:00:00Z", "createdBy": 3, "lastUpdatedBy": 4}
                  },
                  "customFields": {"shoe": "42"}, "extendedFields": {"gender": "f"}
                }
              ],
              "targetGroups": [
                {
                  "id": 31, "name": "Run",
                  "periods": [
                    {"id": 41, "refCode": "P1", "startDate": "2031-01-01", "endDate": "2031-12-31"},
                    {"id": 42, "refCode": "P2", "startDate": "2032-01-01", "endDate": "2032-12-31"}
                  ],
                  "targets": [
                    {
                      "id": 51, "name": "Run10Km", "targetType": "SALES", "targetEntity": "TRANSACTION", "enrolmentMethod": "IMPORT",
                      "expression": "true", "expressionJson": "{}",
                      "attribution": {
                        "createdOn": "2031-01-01T09:00:00Z", "lastUpdatedOn": "2031-01-02T09:00:00Z",
                        "createdBy": {"id": 1}, "lastUpdatedBy": {"id": 2}
                      },
                      "filters": [{"entityType": "STORE", "entityIds": [1, 2]}],
                      "defaultValues": [{"id": 61, "periodId": 41, "defaultValue": 10.5}, {"id": 62, "periodId": 42, "defaultValue": 20.5}],
                      "targetMilestoneTriggers": [{"id": 65, "triggerName": "Half", "triggerValue": 50}, {"id": 66, "triggerName": "All", "triggerValue": 100}]
                    }
                  ]
                },
                {
                  "id": 32, "name": "Swim",
                  "streaks": [{"id": 35, "name": "Bronze", "targetCountOfSequence": 1}, {"id": 36, "name": "Silver", "targetCountOfSequence": 2}],
                  "periods": [{"id": 43, "refCode": "P3", "startDate": "2033-01-01", "endDate": "2033-12-31"}]
                }
              ],
              "enrolments": [
                {"id": 71, "customerId": 21, "targetId": 51, "firstPeriodId": 41, "lastPeriodId": 42, "method": "IMPORT", "enrolledAt": "2031-01-03T00:00:00Z"},
                {"id": 72, "customerId": 22, "targetId": 51, "firstPeriodId": 42, "method": "IMPORT", "enrolledAt": "2031-01-04T00:00:00Z"}
              ],
              "userTargets": [
                {"id": 81, "customerId": 21, "targetId": 51, "periodId": 41, "achievedValue": 2.5, "targetValue": 12},
                {"id": 82, "customerId": 22, "targetId": 51, "periodId": 42, "achievedValue": 3.5}
              ],
              "promotions": [
                {
                  "id": 91, "programId": 11, "name": "Welcome", "identifier": "welcome", "sourceType": "USER_CREATED", "eventName": "TargetCompleted",
                  "startDate": "2031-01-05T00:00:00Z", "endDate": "2031-12-05T00:00:00Z", "pointsOfferType": "GENERIC", "lastUpdateDate": "2031-01-06T00:00:00Z",
                  "metadata": [{"key": "language", "value": "en", "brandDefined": true}],
                  "restrictions": {"redemption": [{"name": "MAX_ALLOWED_POINTS_PER_EVENT", "value": 100}], "issual": [], "earn": [], "expiry": []},
                  "targetGroupIds": [31], "targetRuleIds": [51],
                  "rulesets": [
                    {
                      "id": 101, "name": "Set", "startDate": "2031-01-07T00:00:00Z", "endDate": "2031-12-07T00:00:00Z",
                      "changes": {"createdOn": "2031-01-08T00:00:00Z", "modifiedOn": "2031-01-09T00:00:00Z"},
                      "filters": [
                        {"id": 111, "name": "Type", "className": "a.Type", "isInclude": true, "propertyToValues": {"type": ["loyalty"]}},
                        {"id": 112, "name": "Tier", "className": "a.Tier", "isInclude": true, "propertyToValues": {}}
                      ],
                      "rules": [
                        {
                          "id": 121, "name": "Rule", "description": "", "startDate": "2031-01-10T00:00:00Z", "endDate": "2031-12-10T00:00:00Z",
                          "changes": {"createdOn": "2031-01-11T00:00:00Z", "modifiedOn": "2031-01-12T00:00:00Z"}, "expression": "true", "expressionJson": "[]",
                          "actions": [
                            {"id": 131, "actionName": "AWARD", "actionClass": "a.Award", "mandatoryPropertiesValues": {"TargetRuleId": "51"}},
                            {"id": 132, "actionName": "TELL", "actionClass": "a.Tell", "mandatoryPropertiesValues": {}}
                          ]
                        },
                        {
                          "id": 122, "name": "Second", "description": "", "startDate": "2031-01-13T00:00:00Z", "endDate": "2031-12-13T00:00:00Z",
                          "changes": {"createdOn": "2031-01-14T00:00:00Z", "modifiedOn": "2031-01-15T00:00:00Z"}, "expression": "false", "expressionJson": "0"
                        }
                      ]
                    },
                    {
                      "id": 102, "name": "Empty set", "startDate": "2031-01-16T00:00:00Z", "endDate": "2031-12-16T00:00:00Z",
                      "changes": {"createdOn": "2031-01-17T00:00:00Z", "modifiedOn": "2031-01-18T00:00:00Z"}
                    }
                  ]
                },
                {
                  "id": 92, "programId": 12, "name": "Other", "identifier": "other", "sourceType": "UI", "eventName": "NewBill",
                  "startDate": "2031-02-05T00:00:00Z", "endDate": "2031-11-05T00:00:00Z", "pointsOfferType": "LOYALTY", "lastUpdateDate": "2031-02-06T00:00:00Z"
                }
              ],
              "usage": [
                {"id": 141, "promotionId": 91, "customerId": 21, "kind": "ENROL", "at": "2031-01-01T00:00:00Z"},
                {"id": 142, "promotionId": 91, "customerId": 21, "kind": "ISSUE", "at": "2031-01-19T00:00:00Z", "enrolId": 141},
                {"id": 143, "promotionId": 91, "customerId": 21, "kind": "REDEEM", "at": "2031-01-20T00:00:00Z", "points": 12.5, "issueId": 142},
                {"id": 144, "promotionId": 91, "customerId": 21, "kind": "REDEEM", "at": "2031-01-21T00:00:00Z", "points": 12.25, "sign": -1, "reversesId": 143}
              ],
              "requestKeys": [
                {"operation": "ENROL_IN_PROMOTION", "requestId": "req-1", "hash": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "answer": "{}"},
                {"operation": "ENROL_IN_PROMOTION", "requestId": "req-2", "hash": "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210", "answer": "{}"},
                {"operation": "REVOKE_PROMOTION", "requestId": "rev-1"}
              ]
            },
            {"id": 2, "name": "Branch", "parentId": 1}
          ]
        }
        """;
}
