using System.Text.Json;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetWorlds;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>A world with targets for every filter, frozen at noon UTC on 15 June 2031. Customer 1001 is enrolled into targets 1 to 14 and 16, customer 1002 into none.</summary>
public class FilteredTargets : EmulatorApp
{
    public FilteredTargets()
        : this("")
    {
    }

    internal FilteredTargets(string settings)
        : base(World(settings))
    {
    }

    public static string World(string settings = "") => Document(
        "UTC",
        "2031-06-15T12:00:00Z",
        Join(
            Group(10, Period(101, "2031-01-01", "2031-12-31"), Join(
                Target(1, "TRANSACTION", "2031-03-01T00:00:00Z"),
                Target(2, "IMPORT", "2031-03-01T23:59:59.999Z"),
                Target(3, "AUDIENCE_FILTER", "2031-03-02T00:00:00Z"),
                Target(4, more: ", \"active\":false"),
                Target(15))),
            Group(20, Period(201, "2031-01-01", "2031-12-31"), Target(5, "IMPORT", "2031-03-02T12:00:00Z"), ", \"userCreated\":true"),
            Group(30, Period(301, "2031-01-01", "2031-12-31"), Target(6), ", \"active\":false"),
            Group(40, Period(401, "2031-01-01", "2031-06-14"), Target(7)),
            Group(41, Period(411, "2031-06-16", "2031-12-31"), Target(8)),
            Group(42, Period(421, "2031-01-01", "2031-12-31", ", \"active\":false"), Target(9)),
            Group(50, Join(Period(501, "2031-01-01", "2031-05-31"), Period(502, "2031-06-01", "2031-12-31"), Period(503, "2032-01-01", "2032-12-31")), Join(
                Target(10), Target(11), Target(12), Target(13), Target(14), Target(16)))),
        Join(
            Enrolment(1, 1, 101), Enrolment(2, 2, 101), Enrolment(3, 3, 101), Enrolment(4, 4, 101), Enrolment(5, 5, 201), Enrolment(6, 6, 301),
            Enrolment(7, 7, 401), Enrolment(8, 8, 411), Enrolment(9, 9, 421),
            Enrolment(10, 10, 501, 501), Enrolment(11, 11, 502), Enrolment(12, 12, 503), Enrolment(13, 13, 501), Enrolment(14, 14, 501, 502),
            Enrolment(16, 16, 501, 501), Enrolment(17, 16, 502)),
        settings);

    public Task<Reply> AskAsync(string query, string customer = "1001") =>
        SendAsync(HttpMethod.Get, $"/v3/users/{customer}/enrolledTargets{query}", null, ("Authorization", Tills.Of("t.one")));

    public async Task<IReadOnlyList<long>> IdsAsync(string query, string customer = "1001")
    {
        var reply = await AskAsync(query, customer);
        Assert.Equal(200, reply.Status);
        return Ids(reply.Body);
    }

    public static IReadOnlyList<long> Ids(string body)
    {
        using var document = JsonDocument.Parse(body);
        return [.. document.RootElement.GetProperty("data").EnumerateArray().Select(target => target.GetProperty("id").GetInt64())];
    }
}
