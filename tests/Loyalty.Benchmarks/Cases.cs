using System.Globalization;

namespace Loyalty.Benchmarks;

/// <summary>A kind of request.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Path">The first request, whose body the bare server returns.</param>
/// <param name="Script">A Lua script that makes the requests; null for the first request each time.</param>
/// <param name="Bar">The smallest ratio of the emulator's requests per second to those of the bare server.</param>
internal sealed record Case(string Name, string Path, string? Script, double Bar)
{
    /// <summary>True if every round asks for customers that no earlier round asked for.</summary>
    public bool IsColdRead { get; init; }

    /// <summary>The path of the bare server; null for the one with the bytes of <see cref="Path"/>.</summary>
    public string? BarePath { get; init; }

    /// <summary>The script that makes the requests to the bare server; null if <see cref="BarePath"/> says it all.</summary>
    public string? BareScript { get; init; }

    /// <summary>A body for <see cref="Path"/>, which is sent with POST; null for a GET.</summary>
    public string? Sample { get; init; }
}

/// <summary>The measured requests. The emulator's log and journal are on, as by default.</summary>
internal static class Cases
{
    private const string Promotions = "/api_gateway/loyalty/v1/programs/469/promotionsV2?sourceType=USER_CREATED&offset=0";

    private static readonly string FirstCustomer = BenchmarkStore.FirstCustomer.ToString(CultureInfo.InvariantCulture);

    private const string EnrolAndEarnPath = "/v2/promotion/bulk/enrolAndEarn";

    /// <summary>A target group with a period and a target, each with a name of its own.</summary>
    private const string NewGroup =
        """'{"name":"New ' .. n .. '","trackingType":"DEFAULT","totalPeriods":1,"frequencyType":"MONTHLY","frequency":1,"recurringCycles":1,"periods":[{"refCode":"Cycle_1","startDate":"2030-01-10","endDate":"2030-01-31"}],"targets":[{"name":"Target ' .. n .. '","targetEntity":"TRANSACTION","targetType":"SALES","expression":"true","expressionJson":"{}","filters":[],"enrolmentMethod":"IMPORT","defaultValues":[{"defaultValue":250}]}]}'""";

    /// <summary>A Lua function that lists other customers in each call.</summary>
    private static readonly string CustomersOfCall = $$"""
        local function customers(count, all)
          local list = {}
          for index = 1, count do
            list[index] = '{"source":"INSTORE","identifierValue":' .. ({{BenchmarkStore.FirstCustomer}} + (n * count + index) % all) .. '}'
          end
          return table.concat(list, ',')
        end
        """;

    private static readonly string EnrollPath = $"/v3/targetGroups/{BenchmarkStore.EmptyGroup}/targets/{BenchmarkStore.EmptyGroup}/enroll";

    public static IReadOnlyList<Case> InMemory(string work) =>
    [
        new("one request repeated, enrolledTargets", TargetsOf(FirstCustomer), null, 0.75),
        new("enrolledTargets, 10,000 customers in turn", TargetsOf(FirstCustomer), Script(work, TargetsOf(InTurn(Scale.SmallCustomers))), 0.7),
        new("promotionsV2 limit=2, 10,000 customers in turn", PromotionsOf(FirstCustomer, 2), Script(work, PromotionsOf(InTurn(Scale.SmallCustomers), 2)), 0.65),
        new("promotionsV2 limit=100, 10,000 customers in turn", PromotionsOf(FirstCustomer, 100), Script(work, PromotionsOf(InTurn(Scale.SmallCustomers), 100)), 0.5),
    ];

    /// <summary>Reads in memory that are measured with the large store only.</summary>
    public static IReadOnlyList<Case> InMemoryLarge(string work) =>
    [
        new("target groups of a user, 10,000 customers in turn", GroupsOf(FirstCustomer), Script(work, GroupsOf(InTurn(Scale.SmallCustomers))), 0.5),
        new("milestones, one request repeated", "/v3/milestones?require-periods=true", null, 0.5),
        new("promotionData, 10,000 customers in turn", PromotionDataOf(FirstCustomer), Script(work, PromotionDataOf(InTurn(Scale.SmallCustomers))), 0.5),
    ];

    public static IReadOnlyList<Case> NotInMemory(string work, int customers) =>
    [
        new("enrolledTargets, customer not in memory", TargetsOf(FirstCustomer), Script(work, TargetsOf(InTurn(customers))), 0.15) { IsColdRead = true },
        new("promotionsV2 limit=2, customer not in memory", PromotionsOf(FirstCustomer, 2), Script(work, PromotionsOf(InTurn(customers), 2)), 0.15) { IsColdRead = true },
    ];

    /// <summary>The writes. Their baseline is a bare shared commit of one row; for a target group, of its three rows, with the same request and the same answer.</summary>
    public static IReadOnlyList<Case> Writes(string work, int customers) =>
    [
        Write(work, "enroll, durable, distinct customers", Script(work, EnrollPath, Body(InTurn(customers))), 0.5),
        Write(work, "enrolAndEarn, durable, distinct customers", Script(work, EnrolAndEarnPath, EnrolAndEarn($"customers(1, {customers})"), CustomersOfCall), 0.3),
        Write(work, "enrolAndEarn, durable, 100 customers in a call", Script(work, EnrolAndEarnPath, EnrolAndEarn($"customers(100, {customers})"), CustomersOfCall), 0.01),
        new("create a target group, durable", "/v3/targetGroups", Script(work, "/v3/targetGroups", NewGroup), 0.5)
        {
            IsColdRead = true,
            Sample = NewGroup.Trim('\'').Replace("' .. n .. '", "of the bare server", StringComparison.Ordinal),
            BarePath = BareServer.Groups,
            BareScript = Script(work, BareServer.Groups, NewGroup),
        },
    ];

    /// <summary>A write that is compared with an enrolment of the bare server.</summary>
    private static Case Write(string work, string name, string script, double bar) => new(name, TargetsOf(FirstCustomer), script, bar)
    {
        IsColdRead = true,
        BarePath = BareServer.Row,
        BareScript = Script(work, BareServer.Row, Body(FirstCustomer + " + n")),
    };

    private static string PromotionDataOf(string customer) => $"/v2/customers/lookup/promotionData?identifierName=id&identifierValue={customer}&source=INSTORE";

    private static string GroupsOf(string customer) => $"/v3/users/{customer}/targetGroups";

    /// <summary>The body of an enrolment of the customers that a Lua expression lists.</summary>
    private static string EnrolAndEarn(string customers) => string.Create(
        CultureInfo.InvariantCulture,
        $"'{{\"type\":\"CUSTOMER\",\"bulkAction\":\"ENROL\",\"promotionDetails\":{{\"programId\":{BenchmarkStore.Program},\"promotionId\":{BenchmarkStore.Enrollable}}},\"identifierName\":\"id\",\"customers\":[' .. {customers} .. ']}}'");

    private static string Body(string customer) => $"'[{{\"customerId\":' .. ({customer}) .. '}}]'";

    public static string TargetsOf(int customer) => TargetsOf(customer.ToString(CultureInfo.InvariantCulture));

    private static string TargetsOf(string customer) => $"/v3/users/{customer}/enrolledTargets";

    private static string PromotionsOf(string customer, int limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Promotions}&limit={limit}&identifierName=id&identifierValue={customer}&source=INSTORE");

    /// <summary>A Lua expression in a path.</summary>
    private static string InTurn(int customers) => string.Create(CultureInfo.InvariantCulture, $"{FirstCustomer} + n % {customers}");

    private static string Script(string work, string path)
    {
        var start = path.IndexOf(FirstCustomer + " + ", StringComparison.Ordinal);
        var end = path.IndexOfAny(['/', '&'], start);
        return Save(work, $"wrk.format(\"GET\", \"{path[..start]}\" .. ({path[start..end]}) .. \"{path[end..]}\")");
    }

    private static string Script(string work, string path, string body, string function = "") => Save(
        work, $"wrk.format(\"POST\", \"{path}\", {{[\"Content-Type\"] = \"application/json\", [\"Authorization\"] = wrk.headers[\"Authorization\"]}}, {body})", function);

    private static string Save(string work, string request, string function = "")
    {
        var file = Path.Combine(work, $"{Directory.GetFiles(work, "*.lua").Length}.lua");
        File.WriteAllText(file, $$"""
            local n = 0
            {{function}}
            init = function(args) n = tonumber(args[1]) end
            request = function()
              n = n + 1
              return {{request}}
            end
            """);
        return file;
    }
}
