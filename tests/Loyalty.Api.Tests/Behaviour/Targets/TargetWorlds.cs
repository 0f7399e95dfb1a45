namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>Builds world documents for enrolledTargets as text.</summary>
internal static class TargetWorlds
{
    /// <summary>A parent org 1 with till t.one and a child org 2 with till t.two. Both tills have the password 123.</summary>
    public static string Document(string zone, string frozenAt, string groups, string enrolments, string settings = "", string child = "") => $$"""
        {
          "schemaVersion":1, "name":"targets", "timeZone":"{{zone}}", "clock":{"mode":"FROZEN", "at":"{{frozenAt}}"}, "settings":{ {{settings}} },
          "orgs":[
            {"id":1, "name":"One", "tills":[{"username":"t.one", "password":"123"}], "customers":[{"id":1001},{"id":1002}], "targetGroups":[ {{groups}} ], "enrolments":[ {{enrolments}} ]},
            {"id":2, "name":"Two", "parentId":1, "tills":[{"username":"t.two", "password":"123"}], "customers":[{"id":2001}] {{child}} }
          ]
        }
        """;

    public static string Group(int id, string periods, string targets, string more = "") =>
        $$"""{"id":{{id}}, "name":"group {{id}}" {{more}}, "periods":[ {{periods}} ], "targets":[ {{targets}} ]}""";

    public static string Period(int id, string start, string end, string more = "") =>
        $$"""{"id":{{id}}, "refCode":"p{{id}}", "startDate":"{{start}}", "endDate":"{{end}}" {{more}} }""";

    public static string Target(int id, string method = "TRANSACTION", string createdOn = "2031-01-01T00:00:00Z", string more = "") => $$"""
        {
          "id":{{id}}, "name":"target {{id}}" {{more}}, "targetType":"SALES", "targetEntity":"TRANSACTION", "enrolmentMethod":"{{method}}", "expression":"true", "expressionJson":"{}",
          "attribution":{"createdOn":"{{createdOn}}", "lastUpdatedOn":"{{createdOn}}", "lastUpdatedBy":{"id":4}, "createdBy":{"id":4} }
        }
        """;

    public static string Enrolment(int id, int target, int first, int? last = null, int customer = 1001) =>
        $$"""{"id":{{id}}, "customerId":{{customer}}, "targetId":{{target}}, "firstPeriodId":{{first}}, {{(last is { } known ? $"\"lastPeriodId\":{known}, " : "")}}"method":"TRANSACTION", "enrolledAt":"2031-01-02T00:00:00Z"}""";

    public static string Join(params string[] parts) => string.Join(",\n", parts);
}
