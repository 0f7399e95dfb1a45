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
}

/// <summary>The measured requests. The emulator's log and journal are on, as by default.</summary>
internal static class Cases
{
    private const string Promotions = "/api_gateway/loyalty/v1/programs/469/promotionsV2?sourceType=USER_CREATED&offset=0";

    private static readonly string FirstCustomer = BenchmarkStore.FirstCustomer.ToString(CultureInfo.InvariantCulture);

    private static readonly string EnrollPath = $"/v3/targetGroups/{BenchmarkStore.EmptyGroup}/targets/{BenchmarkStore.EmptyGroup}/enroll";

    public static IReadOnlyList<Case> InMemory(string work) =>
    [
        new("one request repeated, enrolledTargets", TargetsOf(FirstCustomer), null, 0.75),
        new("enrolledTargets, 10,000 customers in turn", TargetsOf(FirstCustomer), Script(work, TargetsOf(InTurn(Scale.SmallCustomers))), 0.7),
        new("promotionsV2 limit=2, 10,000 customers in turn", PromotionsOf(FirstCustomer, 2), Script(work, PromotionsOf(InTurn(Scale.SmallCustomers), 2)), 0.65),
        new("promotionsV2 limit=100, 10,000 customers in turn", PromotionsOf(FirstCustomer, 100), Script(work, PromotionsOf(InTurn(Scale.SmallCustomers), 100)), 0.5),
    ];

    public static IReadOnlyList<Case> NotInMemory(string work, int customers) =>
    [
        new("enrolledTargets, customer not in memory", TargetsOf(FirstCustomer), Script(work, TargetsOf(InTurn(customers))), 0.15) { IsColdRead = true },
        new("promotionsV2 limit=2, customer not in memory", PromotionsOf(FirstCustomer, 2), Script(work, PromotionsOf(InTurn(customers), 2)), 0.15) { IsColdRead = true },
    ];

    /// <summary>The writes whose baseline is a bare shared commit of one row.</summary>
    public static IReadOnlyList<Case> Writes(string work, int customers) =>
    [
        Enroll(work, customers),
    ];

    private static Case Enroll(string work, int customers) =>
        new("enroll, durable, distinct customers", TargetsOf(FirstCustomer), Script(work, EnrollPath, Body(InTurn(customers))), 0.5) { IsColdRead = true, BarePath = "/row" };

    public static string BareEnrollScript(string work) => Script(work, "/row", Body(FirstCustomer + " + n"));

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
        return Write(work, $"wrk.format(\"GET\", \"{path[..start]}\" .. ({path[start..end]}) .. \"{path[end..]}\")");
    }

    private static string Script(string work, string path, string body) => Write(
        work, $"wrk.format(\"POST\", \"{path}\", {{[\"Content-Type\"] = \"application/json\", [\"Authorization\"] = wrk.headers[\"Authorization\"]}}, {body})");

    private static string Write(string work, string request)
    {
        var file = Path.Combine(work, $"{Directory.GetFiles(work, "*.lua").Length}.lua");
        File.WriteAllText(file, $$"""
            local n = 0
            init = function(args) n = tonumber(args[1]) end
            request = function()
              n = n + 1
              return {{request}}
            end
            """);
        return file;
    }
}
