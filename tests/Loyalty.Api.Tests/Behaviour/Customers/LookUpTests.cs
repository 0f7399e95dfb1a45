using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Customers.CustomerWorld;

namespace Loyalty.Api.Tests.Behaviour.Customers;

/// <summary>GET /v2/customers/lookup.</summary>
public sealed class LookUpTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Theory]
    [InlineData("mobile", "911001", 1001)]
    [InlineData("externalId", "E,1", 1001)]
    [InlineData("email", "b@example.com", 1002)]
    [InlineData("cuid", "C2", 1002)]
    [InlineData("id", "1002", 1002)]
    [InlineData("mobile,id", "911001,1001", 1001)]
    [InlineData("email,cuid", "b@example.com,C2", 1002)]
    [Trait("Evidence", "documented: docs/contract/events.md 2.12")]
    public async Task The_answer_is_the_id_of_the_customer(string name, string value, long id)
    {
        var reply = await (await NewAsync(app)).FindAsync(name, value);

        Assert.Equal((200, $$"""{"entity":{{id}},"warnings":[]}"""), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("FACEBOOK")]
    [InlineData("WECHAT")]
    [InlineData("LINE")]
    [InlineData("ALL")]
    [Trait("Evidence", "inferred: docs/contract/events.md 2.12")]
    public async Task Every_source_finds_the_customer(string source) =>
        Assert.Equal(200, (await (await NewAsync(app)).LookUpAsync($"source={source}&identifierName=mobile&identifierValue=911001&accountId=x")).Status);

    [Theory]
    [InlineData("identifierName=mobile&identifierValue=911001", 8001, "Lookup failed, No source passed")]
    [InlineData("source=&identifierName=mobile&identifierValue=911001", 8001, "Lookup failed, No source passed")]
    [InlineData("source=SHOP&identifierName=mobile&identifierValue=911001", 8011, "Look up, Invalid source passed")]
    [InlineData("source=instore&identifierName=mobile&identifierValue=911001", 8011, "Look up, Invalid source passed")]
    [InlineData("source=INSTORE", 8002, "Lookup failed, No identifiers passed")]
    [InlineData("source=INSTORE&identifierName=mobile", 8002, "Lookup failed, No identifiers passed")]
    [InlineData("source=INSTORE&identifierName=mobile&identifierValue=", 8002, "Lookup failed, No identifiers passed")]
    [InlineData("source=INSTORE&identifierName=&identifierValue=911001", 8002, "Lookup failed, No identifiers passed")]
    [InlineData("source=INSTORE&identifierName=phone&identifierValue=911001", 8013, "Lookup, Invalid identifier passed")]
    [InlineData("source=INSTORE&identifierName=Mobile&identifierValue=911001", 8013, "Lookup, Invalid identifier passed")]
    [InlineData("source=INSTORE&identifierName=mobile,&identifierValue=911001,", 8013, "Lookup, Invalid identifier passed")]
    [InlineData("source=INSTORE&identifierName=mobile,id&identifierValue=911001", 8013, "Lookup, Invalid identifier passed")]
    [Trait("Evidence", "documented: docs/contract/events.md 4")]
    public async Task A_wrong_parameter_has_its_code(string query, int code, string message) => RefusedLookup(code, message, await (await NewAsync(app)).LookUpAsync(query));

    [Theory]
    [InlineData("mobile", "911002")]
    [InlineData("email", "911001")]
    [InlineData("id", "1")]
    [InlineData("id", "x")]
    [InlineData("id", "99999999999999999999")]
    [InlineData("cardnumber", "911001")]
    [InlineData("wechat", "911001")]
    [InlineData("mobile,email", "911001,b@example.com")]
    [InlineData("mobile,email", "911001,nobody@example.com")]
    [Trait("Evidence", "documented: docs/contract/events.md 4")]
    [Trait("Evidence", "inferred: docs/contract/events.md 2.12")]
    public async Task Identifiers_that_do_not_name_one_customer_are_8015(string name, string value) =>
        RefusedLookup(8015, "Customer not found for the given identifiers", await (await NewAsync(app)).FindAsync(name, value));

    /// <summary>Only a customer who is not found; what is wrong with a request stays 400.</summary>
    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 3, row A-9")]
    public async Task A_world_can_answer_8015_with_status_200()
    {
        var world = await NewAsync(app, "\"lookupNotFoundIsOk\":true");

        var reply = await world.FindAsync("mobile", "1");

        Assert.Equal((200, """{"errors":[{"status":false,"code":8015,"message":"Customer not found for the given identifiers"}]}"""), (reply.Status, reply.Body));
        Assert.Equal("""{"entity":1001,"warnings":[]}""", (await world.FindAsync("mobile", "911001")).Body);
        RefusedLookup(8013, "Lookup, Invalid identifier passed", await world.FindAsync("phone", "1"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/access.md 1.10")]
    public async Task Refusals_that_all_operations_share_have_errors_only()
    {
        var world = await NewAsync(app);
        var path = $"{CustomerWorld.Customers}/lookup?source=INSTORE&identifierName=mobile&identifierValue=911001";

        var anonymous = await app.GetPlainAsync(path);
        var repeated = await world.LookUpAsync("source=INSTORE&source=ALL&identifierName=mobile&identifierValue=911001");
        var wrongMethod = await world.World.App.ControlAsync(HttpMethod.Delete, path, null, ("Authorization", world.World.Authorization));

        Assert.Equal((401, $$"""{"errors":[{{Warning(401, "Authentication failed. Please check username and password.")}}]}"""), (anonymous.Status, anonymous.Body));
        RefusedLookup(400, "Input is invalid, Please check request parameters or input xml/json. source must not be repeated.", repeated);
        Assert.Equal((405, $$"""{"errors":[{{Warning(405, "The operation is not supported for the resource.")}}]}"""), (wrongMethod.Status, wrongMethod.Body));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.5")]
    public async Task Read_access_to_customers_is_enough_to_look_up_and_not_to_register()
    {
        const string world = """
            {"schemaVersion":1,"name":"readers","timeZone":"UTC","orgs":[{"id":1,"name":"One",
             "accessGroups":[{"name":"Readers","default":true,"otherResources":"WRITE","permissions":{"Customer":"READ"}},{"name":"Nobody","default":false,"otherResources":"WRITE","permissions":{"Customer":"NONE"}}],
             "tills":[{"username":"reader","password":"123"},{"username":"nobody","password":"123","accessGroup":"Nobody"}],"customers":[{"id":1001,"identifiers":[{"name":"mobile","value":"911001"}]}]}]}
            """;
        using var readers = new EmulatorApp(world);
        var path = $"{CustomerWorld.Customers}/lookup?source=INSTORE&identifierName=mobile&identifierValue=911001";

        var refused = await readers.GetPlainAsync(path, ("Authorization", Tills.Of("nobody")));
        var register = await readers.ControlAsync(HttpMethod.Post, CustomerWorld.Customers, "{}", ("Authorization", Tills.Of("reader")));

        Assert.Equal(200, (await readers.GetPlainAsync(path, ("Authorization", Tills.Of("reader")))).Status);
        Assert.Equal((403, $$"""{"errors":[{{Warning(4000, "Not authorized. Access is denied!")}}]}"""), (refused.Status, refused.Body));
        Assert.Equal((403, $$"""{"warnings":[],"errors":[{{Warning(4000, "Not authorized. Access is denied!")}}]}"""), (register.Status, register.Body));
    }
}
