using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Customers.CustomerWorld;

namespace Loyalty.Api.Tests.Behaviour.Customers;

/// <summary>POST /v2/customers.</summary>
public sealed class RegisterTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Invalid = "Input is invalid, Please check request parameters or input xml/json. ";

    private const string Mobile = """ "identifiers":[{"type":"mobile","value":"919"}] """;

    [Fact]
    [Trait("Evidence", "documented: docs/contract/events.md 2.13")]
    public async Task A_registration_stores_everything_and_the_customer_is_found_at_once()
    {
        var world = await NewAsync(app);
        Assert.Equal(400, (await world.FindAsync("mobile", "919")).Status);

        var reply = await world.SendAsync("""
            {"profiles":[{"firstName":"Mira","lastName":"Walker","fields":{"shoe":"38"},"identifiers":[{"type":"mobile","value":"919"},{"type":"cuid","value":"C3"}],
             "commChannels":[{"type":"email","value":"m@example.com","primary":true,"verified":false,"meta":{"residence":true}}],"source":"WEBSITE","accountId":"web-1"}],
             "loyaltyInfo":{"loyaltyType":"non_loyalty"},"extendedFields":{"gender":"female"},"referralCode":"R1"}
            """);

        Assert.Equal((200, Registered(1003)), (reply.Status, reply.Body));
        Assert.Equal("""{"entity":1003,"warnings":[]}""", (await world.FindAsync("mobile", "919")).Body);
        Assert.Equal("""{"entity":1003,"warnings":[]}""", (await world.FindAsync("cuid", "C3")).Body);
        Assert.Equal("""{"entity":1003,"warnings":[]}""", (await world.FindAsync("id", "1003")).Body);
        Assert.Equal(
            """{"id":1003,"identifiers":[{"name":"mobile","value":"919"},{"name":"cuid","value":"C3"}]"""
            + ""","profiles":[{"source":"WEBSITE","accountId":"web-1","firstName":"Mira","lastName":"Walker","commChannels":[{"type":"email","value":"m@example.com","primary":true,"verified":false}],"orgSourceId":-1}]"""
            + ""","loyaltyInfo":{"loyaltyType":"NON_LOYALTY","lifetimePurchases":0,"attribution":{"createdOn":"2031-06-15T12:00:00Z","lastUpdatedOn":"2031-06-15T12:00:00Z","lastUpdatedBy":-1,"createdBy":-1}}"""
            + ""","customFields":{"shoe":"38"},"extendedFields":{"gender":"female"}}""",
            (await world.ExportedAsync())[2]);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task The_journal_lists_only_the_fields_that_a_registration_does_not_read()
    {
        var world = await NewAsync(app);

        await world.SendAsync("""
            {"profiles":[{"firstName":"Mira","lastName":"Walker","fields":{"shoe":"38"},"identifiers":[{"type":"mobile","value":"919","kind":"x"}],
             "commChannels":[{"type":"email","value":"m@example.com","primary":true,"verified":false,"meta":{"residence":true}}],"source":"WEBSITE","accountId":"web-1","lastname":"W"}],
             "loyaltyInfo":{"loyaltyType":"non_loyalty","level":1},"extendedFields":{"gender":"female"},"referralCode":"R1"}
            """);

        Assert.Equal(
            ["$.profiles[0].identifiers[0].kind", "$.profiles[0].commChannels[0].meta", "$.profiles[0].lastname", "$.loyaltyInfo.level", "$.referralCode"],
            (await world.World.LastRequestAsync()).GetProperty("unread").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/events.md 2.13")]
    [Trait("Evidence", "documented: docs/contract/events.md 3, row E-21")]
    public async Task The_registration_of_a_known_customer_changes_everything_except_identifiers()
    {
        var world = await NewAsync(app);

        var reply = await world.RegisterAsync(
            """ "lastName":"Walker","fields":{"hat":"S"},"identifiers":[{"type":"externalId","value":"new"},{"type":"mobile","value":"911001"}],"commChannels":[{"type":"mobile","value":"911001","verified":true},{"type":"email","value":"a@example.com"}] """,
            ""","loyaltyInfo":{"loyaltyType":"non_loyalty"},"extendedFields":{"gender":"female"}""");

        Assert.Equal((200, Registered(1001)), (reply.Status, reply.Body));
        Assert.Equal(
            """{"id":1001,"identifiers":[{"name":"mobile","value":"911001"},{"name":"externalId","value":"E,1"}]"""
            + ""","profiles":[{"source":"INSTORE","accountId":"","firstName":"Asha","lastName":"Walker","commChannels":[{"type":"mobile","value":"911001","primary":false,"verified":true,"subscribed":true},{"type":"email","value":"a@example.com"}],"orgSourceId":-1}]"""
            + ""","loyaltyInfo":{"loyaltyType":"NON_LOYALTY","lifetimePurchases":10.5,"attribution":{"createdOn":"2030-01-01T00:00:00Z","lastUpdatedOn":"2031-06-15T12:00:00Z","lastUpdatedBy":-1,"createdBy":7}}"""
            + ""","customFields":{"shoe":"42","hat":"S"},"extendedFields":{"gender":"female"}}""",
            (await world.ExportedAsync())[0]);
        Assert.Equal(400, (await world.FindAsync("externalId", "new")).Status);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/events.md 4")]
    public async Task A_profile_of_another_source_is_combined_with_a_warning()
    {
        var world = await NewAsync(app);

        var reply = await world.SendAsync("""{"profiles":[{"source":"facebook","firstName":"A","identifiers":[{"type":"mobile","value":"911001"}]}]}""");

        Assert.Equal(Registered(1001, Warning(8050, "Same Customer found in other sources, Combining")), reply.Body);
        Assert.Contains("\"firstName\":\"Asha\",\"lastName\":\"Runner\"", (await world.ExportedAsync())[0], StringComparison.Ordinal);
        Assert.Contains("{\"source\":\"FACEBOOK\",\"accountId\":\"\",\"firstName\":\"A\",\"orgSourceId\":-1}", (await world.ExportedAsync())[0], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/events.md 4")]
    public async Task Identifiers_of_several_customers_update_the_first_with_a_warning()
    {
        var world = await NewAsync(app);
        var second = (await world.ExportedAsync())[1];

        var reply = await world.RegisterAsync($""" "firstName":"X","identifiers":[{Identifier("mobile", "911001")},{Identifier("email", "b@example.com")}] """);

        Assert.Equal(Registered(1001, Warning(8052, "Add customer, Conflicting Customers found")), reply.Body);
        Assert.Equal(second, (await world.ExportedAsync())[1]);
    }

    /// <summary>The name in the request is new, but nothing is changed.</summary>
    [Fact]
    [Trait("Evidence", "documented: docs/contract/events.md 3, row E-21")]
    public async Task A_world_can_refuse_customers_who_are_known_from_the_same_source()
    {
        var world = await NewAsync(app, "\"refuseKnownCustomers\":true");
        var before = await world.World.ExportAsync();

        RefusedRegistration(8006, "Add failed, Customer already exists with id 1001 for same source", await world.RegisterAsync($""" "firstName":"X","identifiers":[{Identifier("mobile", "911001")}] """));

        Assert.Equal(before, await world.World.ExportAsync());
        var ofOtherSource = await world.SendAsync($$"""{"profiles":[{"source":"FACEBOOK","identifiers":[{{Identifier("mobile", "911001")}}]}]}""");
        Assert.Equal(Registered(1001, Warning(8050, "Same Customer found in other sources, Combining")), ofOtherSource.Body);
        var ofOtherAccount = await world.RegisterAsync($""" "accountId":"shop-2","identifiers":[{Identifier("mobile", "911001")}] """);
        Assert.Equal(Registered(1001, Warning(8050, "Same Customer found in other sources, Combining")), ofOtherAccount.Body);
        Assert.Equal(Registered(1003), (await world.RegisterAsync(Mobile)).Body);
        RefusedRegistration(8006, "Add failed, Customer already exists with id 1003 for same source", await world.RegisterAsync(Mobile));
    }

    [Theory]
    [InlineData(8006, "Add failed, Customer already exists with id {0} for same source")]
    [InlineData(8014, "Error in customer registration: Invalid Primary Id - {0}")]
    [InlineData(8017, "Error in customer registration: Invalid registration date")]
    [InlineData(8020, "Inference attribute-type is invalid")]
    [InlineData(8028, "Customer seems is already registered")]
    [Trait("Evidence", "documented: docs/contract/events.md 4")]
    public async Task Codes_without_a_documented_condition_are_answered_on_request_and_nothing_is_stored(int code, string message)
    {
        var world = await NewAsync(app);
        var before = await world.World.ExportAsync();

        RefusedRegistration(code, message, await world.RegisterAsync(Mobile, "", ("Prefer", $"code={code}")));
        await world.World.FailAsync($$$"""{"match":{"operation":"registerCustomer"},"effect":{"code":{{{code}}}}}""");
        RefusedRegistration(code, message, await world.RegisterAsync(Mobile));

        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Theory]
    [InlineData("mobile", "12x", 8056, "Invalid mobile")]
    [InlineData("mobile", "", 8056, "Invalid mobile")]
    [InlineData("email", "a.example.com", 8055, "Invalid email id")]
    [InlineData("email", "a@b@example.com", 8055, "Invalid email id")]
    [Trait("Evidence", "documented: docs/contract/events.md 4")]
    public async Task An_invalid_identifier_is_left_out_with_a_warning(string type, string value, int code, string message)
    {
        var world = await NewAsync(app);

        var reply = await world.RegisterAsync($""" "identifiers":[{Identifier(type, value)},{Identifier("externalId", "E3")}] """);

        Assert.Equal(Registered(1003, Warning(code, message)), reply.Body);
        Assert.Contains("\"identifiers\":[{\"name\":\"externalId\",\"value\":\"E3\"}]", (await world.ExportedAsync())[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mobile", "12x", 8058, "Invalid mobile in comm channel")]
    [InlineData("email", "@", 8057, "Invalid email id in comm channel")]
    [Trait("Evidence", "documented: docs/contract/events.md 4")]
    public async Task An_invalid_communication_channel_is_left_out_with_a_warning(string type, string value, int code, string message)
    {
        var world = await NewAsync(app);

        var reply = await world.RegisterAsync($""" {Mobile},"commChannels":[{Identifier(type, value)},{Identifier("line", "any text")}] """);

        Assert.Equal(Registered(1003, Warning(code, message)), reply.Body);
        Assert.Contains("\"commChannels\":[{\"type\":\"line\",\"value\":\"any text\"}]", (await world.ExportedAsync())[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"profiles":[{"identifiers":[{"type":"mobile","value":"919"}]}]}""", 8004, "Add failed, No source passed")]
    [InlineData("""{"profiles":[{"source":"","identifiers":[{"type":"mobile","value":"919"}]}]}""", 8004, "Add failed, No source passed")]
    [InlineData("""{"profiles":[{"source":"SHOP","identifiers":[{"type":"mobile","value":"919"}]}]}""", 8003, "Invalid source passed")]
    [InlineData("""{"profiles":[{"source":"ALL","identifiers":[{"type":"mobile","value":"919"}]}]}""", 8003, "Invalid source passed")]
    [InlineData("""{}""", 8005, "Add failed, No valid identifiers passed")]
    [InlineData("""{"profiles":[]}""", 8005, "Add failed, No valid identifiers passed")]
    [InlineData("""{"profiles":null}""", 8005, "Add failed, No valid identifiers passed")]
    [InlineData("""{"profiles":[null]}""", 8005, "Add failed, No valid identifiers passed")]
    [InlineData("""{"profiles":[{"source":"INSTORE"}]}""", 8005, "Add failed, No valid identifiers passed")]
    [InlineData("""{"profiles":[{"source":"INSTORE","identifiers":[null]}]}""", 8005, "Add failed, No valid identifiers passed")]
    [InlineData("""{"profiles":[{"source":"INSTORE","identifiers":[{"type":"mobile"}]}]}""", 8005, "Add failed, No valid identifiers passed")]
    [InlineData("""{"profiles":[{"source":"INSTORE","identifiers":[{"type":"mobile","value":"12x"}]}]}""", 8005, "Add failed, No valid identifiers passed")]
    [InlineData("""{"profiles":[{"source":"INSTORE","identifiers":[{"type":"mobile","value":"919"}],"commChannels":[{"type":"mobile"}]}]}""", 8010, "Invalid communication channel passed")]
    [InlineData("""{"profiles":[{"source":"INSTORE","identifiers":[{"type":"mobile","value":"919"}],"commChannels":[null]}]}""", 8010, "Invalid communication channel passed")]
    [Trait("Evidence", "documented: docs/contract/events.md 4")]
    public async Task A_wrong_body_has_its_code_and_changes_nothing(string body, int code, string message)
    {
        var world = await NewAsync(app);
        var before = await world.World.ExportAsync();

        RefusedRegistration(code, message, await world.SendAsync(body));

        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{")]
    [InlineData("""{"profiles":{}}""")]
    [InlineData("""{"profiles":[1]}""")]
    [InlineData("""{"profiles":[],"profiles":[]}""")]
    [InlineData("""{"profiles":[{"source":1,"identifiers":[{"type":"mobile","value":"919"}]}]}""")]
    [InlineData("""{"profiles":[{"source":"INSTORE","identifiers":[{"type":"mobile","value":919}]}]}""")]
    [InlineData("""{"profiles":[{"source":"INSTORE","identifiers":[{"type":"wechat","value":"919"}]}]}""")]
    [InlineData("""{"profiles":[{"source":"INSTORE","identifiers":[{"type":"mobile","value":"919"},{"type":"id","value":"1001"}]}]}""")]
    [InlineData("""{"profiles":[{"source":"INSTORE","fields":{"a":{}},"identifiers":[{"type":"mobile","value":"919"}]}]}""")]
    [InlineData("""{"profiles":[{"source":"INSTORE","identifiers":[{"type":"mobile","value":"919"}]}],"loyaltyInfo":{"loyaltyType":"LOYALTY"}}""")]
    [InlineData("""{"profiles":[{"source":"INSTORE","identifiers":[{"type":"mobile","value":"919"}]}],"extendedFields":[]}""")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Input_without_a_documented_code_is_400_in_the_v2_envelope_and_changes_nothing(string body)
    {
        var world = await NewAsync(app);
        var before = await world.World.ExportAsync();

        var reply = await world.SendAsync(body);

        Assert.Equal(400, reply.Status);
        Assert.StartsWith("""{"warnings":[],"errors":[{"status":false,"code":400,"message":"Input is invalid, Please check request parameters or input xml/json. """, reply.Body, StringComparison.Ordinal);
        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Theory]
    [InlineData(1001, 1, 0, 0, 0, "A registration has at most 1000 identifiers.")]
    [InlineData(1, 101, 0, 0, 0, "A customer has at most 100 profiles.")]
    [InlineData(1, 1, 1001, 0, 0, "A customer has at most 1000 commChannels.")]
    [InlineData(1, 1, 0, 1001, 0, "A customer has at most 1000 fields.")]
    [InlineData(1, 1, 0, 0, 1001, "A customer has at most 1000 extendedFields.")]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_registration_beyond_a_bound_is_400_and_changes_nothing(int identifiers, int profiles, int channels, int fields, int extendedFields, string sentence)
    {
        var world = await NewAsync(app);
        var before = await world.World.ExportAsync();

        RefusedRegistration(400, Invalid + sentence, await world.SendAsync(Parts(identifiers, profiles, channels, fields, extendedFields)));

        Assert.Equal(before, await world.World.ExportAsync());
    }

    /// <summary>The customer has one of each already, except extended fields.</summary>
    [Theory]
    [InlineData(100, 0, 0, "A customer has at most 100 profiles.")]
    [InlineData(1, 1000, 0, "A customer has at most 1000 commChannels.")]
    [InlineData(1, 0, 1000, "A customer has at most 1000 fields.")]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_customer_who_would_get_more_than_a_bound_is_not_changed(int profiles, int channels, int fields, string sentence)
    {
        var world = await NewAsync(app);
        await world.RegisterAsync(""" "accountId":"other","identifiers":[{"type":"mobile","value":"911001"}] """);
        var before = await world.World.ExportAsync();

        RefusedRegistration(400, Invalid + sentence, await world.SendAsync(Parts(1, profiles, channels, fields, 0).Replace("919", "911001", StringComparison.Ordinal)));

        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_registration_has_as_much_of_everything_as_the_bounds_say()
    {
        var world = await NewAsync(app);

        var (added, again) = (await world.SendAsync(Parts(1000, 100, 1000, 1000, 1000)), await world.SendAsync(Parts(1000, 100, 1000, 1000, 1000)));

        Assert.Equal((Registered(1003), Registered(1003)), (added.Body, again.Body));
        Assert.Equal("""{"entity":1003,"warnings":[]}""", (await world.FindAsync("cuid", "999")).Body);
    }

    /// <summary>Each registration adds a field.</summary>
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_customer_does_not_grow_without_end()
    {
        var world = await NewAsync(app);
        Task<Reply> AddAsync(int number) => world.RegisterAsync(""" "identifiers":[{"type":"mobile","value":"911001"}] """, $$""","extendedFields":{"f{{number}}":"{{new string('x', 400_000)}}"}""");
        Assert.Equal(200, (await AddAsync(0)).Status);
        var before = await world.World.ExportAsync();

        RefusedRegistration(
            400,
            Invalid + "The profiles and fields of a customer take at most 1 MiB of memory, an estimate with two bytes for each character.",
            await AddAsync(1));

        Assert.Equal(before, await world.World.ExportAsync());
        Assert.Equal(200, (await AddAsync(0)).Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Many_parallel_registrations_of_one_identifier_make_exactly_one_customer()
    {
        var world = await NewAsync(app);
        for (var round = 0; round < 5; round++)
        {
            var mobile = $"9{round}9";
            await world.FindAsync("mobile", mobile);

            var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(index => world.RegisterAsync($""" "firstName":"N{index}","identifiers":[{Identifier("mobile", mobile)}] """)));

            Assert.All(replies, reply => Assert.Equal((200, Registered(1003 + round)), (reply.Status, reply.Body)));
            Assert.Equal(3 + round, (await world.ExportedAsync()).Count);
            Assert.Equal($$"""{"entity":{{1003 + round}},"warnings":[]}""", (await world.FindAsync("mobile", mobile)).Body);
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_dry_run_decides_and_changes_nothing()
    {
        var world = await NewAsync(app);
        var before = await world.World.ExportAsync();

        var dry = await world.RegisterAsync(Mobile, "", ("Prefer", "dry-run"));

        Assert.Equal((200, Registered(1003), "dry-run"), (dry.Status, dry.Body, dry.Headers["Preference-Applied"]));
        Assert.Equal(before, await world.World.ExportAsync());
        Assert.Equal(400, (await world.FindAsync("mobile", "919")).Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_reset_forgets_the_customer_and_the_journal_shows_what_a_registration_changed()
    {
        var world = await NewAsync(app);
        await world.RegisterAsync(Mobile, "", ("SKIP-DOWNSTREAM", "true"));

        var request = await world.World.LastRequestAsync();
        Assert.Equal("registerCustomer", request.GetProperty("operation").GetString());
        Assert.Equal(["customer", "identifier"], request.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("entity").GetString()));
        await world.World.DoAsync(HttpMethod.Post, "/reset");
        Assert.Equal(400, (await world.FindAsync("mobile", "919")).Status);
        Assert.Equal(Registered(1003), (await world.RegisterAsync(Mobile)).Body);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 5")]
    public async Task A_fault_rule_answers_a_code_of_the_operation_and_nothing_is_stored()
    {
        var world = await NewAsync(app);
        await world.World.FailAsync("""{"match":{"operation":"registerCustomer"},"effect":{"code":8005}}""");

        RefusedRegistration(8005, "Add failed, No valid identifiers passed", await world.RegisterAsync(Mobile));

        Assert.Equal(2, (await world.ExportedAsync()).Count);
    }

    /// <summary>A registration with a number of each part. The first identifier is the mobile number 919.</summary>
    private static string Parts(int identifiers, int profiles, int channels, int fields, int extendedFields)
    {
        static string Join(int count, Func<int, string> part) => string.Join(',', Enumerable.Range(0, count).Select(part));
        var ids = Join(identifiers, number => number == 0 ? Identifier("mobile", "919") : Identifier("cuid", $"{number}"));
        var others = string.Concat(Enumerable.Range(1, profiles - 1).Select(number => $$""",{"source":"LINE","accountId":"{{number}}"}"""));
        return $$"""
            {"profiles":[{"source":"INSTORE","identifiers":[{{ids}}],"commChannels":[{{Join(channels, number => Identifier("line", $"{number}"))}}],
            "fields":{ {{Join(fields, number => $"\"f{number}\":\"\"")}} } }{{others}}],"extendedFields":{ {{Join(extendedFields, number => $"\"e{number}\":\"\"")}} } }
            """;
    }
}
