using Loyalty.Api.Configuration;
using Loyalty.Api.Hosting;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Providers;
using Loyalty.Store.Providers.Sqlite;
using Microsoft.Extensions.Configuration;

namespace Loyalty.Api.Tests.Behaviour.Hosting;

/// <summary>Every option has a default. An invalid value stops the start with the option's name and what it accepts.</summary>
public sealed class OptionsTests
{
    private static readonly string[] KnownOptions =
        ["Emulator__DataFolder", "Emulator__Seed", "Emulator__ControlKey", "Store__Durability", "Promotions__Representation", "Targets__TrackingDate"];

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public void Every_option_has_a_default()
    {
        var options = Read();

        Assert.Equal("data", options.DataFolder);
        Assert.Equal($"Data Source={Path.Combine("data", "loyalty.db")}", options.ConnectionString);
        Assert.Equal(Durability.Normal, options.Durability);
        Assert.Equal("sample", options.Seed);
        Assert.Null(options.ControlKey);
        Assert.Empty(options.CorsOrigins);
        Assert.True(options.ReasonHeader);
        Assert.Equal(new WorldSettings(PromotionRepresentation.Documented, true, TrackingDateReading.CreatedOn, true, true, false, NotEnrolledReading.OpenApi, false, false, true, 50, false, false, false), options.WorldDefaults);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public void Options_are_case_insensitive()
    {
        var options = Read(
            ("Emulator:DataFolder", "/data"),
            ("Emulator:Seed", "none"),
            ("Emulator:ControlKey", "0123456789abcdef"),
            ("Store:Durability", "full"),
            ("Promotions:Representation", "gateway"),
            ("promotions:advanced", "False"),
            ("Targets:TrackingDate", "asof"),
            ("Targets:IsoAttribution", "false"),
            ("Targets:NotEnrolled", "table"),
            ("Emulator:StrictRequests", "True"),
            ("Targets:Leaderboards", "TRUE"),
            ("Promotions:NewerKeys", "True"),
            ("Promotions:OptInDuration", "false"),
            ("Targets:UnifiedTargets", "12"),
            ("Targets:CreatedForPost", "TRUE"),
            ("Customers:RefuseKnown", "true"),
            ("customers:lookupNotFoundIsOk", "True"),
            ("Targets:DeprecationHeaders", "FALSE"));

        Assert.Equal($"Data Source={Path.Combine("/data", "loyalty.db")}", options.ConnectionString);
        Assert.Equal("none", options.Seed);
        Assert.Equal("0123456789abcdef", options.ControlKey);
        Assert.Equal(Durability.Full, options.Durability);
        Assert.Equal(new WorldSettings(PromotionRepresentation.Gateway, false, TrackingDateReading.AsOf, false, false, true, NotEnrolledReading.Table, true, true, false, 12, true, true, true), options.WorldDefaults);
    }

    [Theory]
    [InlineData("Store:Durability", "Fast", "Store__Durability accepts Normal, Full, not 'Fast'.")]
    [InlineData("Store:Durability", "1", "Store__Durability accepts Normal, Full, not '1'.")]
    [InlineData("Store:Durability", "", "Store__Durability accepts Normal, Full, not ''.")]
    [InlineData("Promotions:Representation", "Both", "Promotions__Representation accepts Documented, Gateway, Customer, not 'Both'.")]
    [InlineData("Promotions:Advanced", "on", "Promotions__Advanced accepts true or false, not 'on'.")]
    [InlineData("Customers:RefuseKnown", "yes", "Customers__RefuseKnown accepts true or false, not 'yes'.")]
    [InlineData("Customers:LookupNotFoundIsOk", "200", "Customers__LookupNotFoundIsOk accepts true or false, not '200'.")]
    [InlineData("Targets:TrackingDate", "Created", "Targets__TrackingDate accepts CreatedOn, AsOf, not 'Created'.")]
    [InlineData("Targets:IsoAttribution", "1", "Targets__IsoAttribution accepts true or false, not '1'.")]
    [InlineData("Targets:UnifiedTargets", "1", "Targets__UnifiedTargets accepts a whole number from 2 to 1000, not '1'.")]
    [InlineData("Targets:UnifiedTargets", "1001", "Targets__UnifiedTargets accepts a whole number from 2 to 1000, not '1001'.")]
    [InlineData("Targets:DeprecationHeaders", "yes", "Targets__DeprecationHeaders accepts true or false, not 'yes'.")]
    [InlineData("Emulator:CorsOrigins", "shop.example", "Emulator__CorsOrigins accepts * or origins such as https://shop.example, separated by commas, not 'shop.example'.")]
    [InlineData("Emulator:CorsOrigins", "https://shop.example/", "Emulator__CorsOrigins accepts * or origins such as https://shop.example, separated by commas, not 'https://shop.example/'.")]
    [InlineData("Emulator:CorsOrigins", "*,https://shop.example", "Emulator__CorsOrigins accepts * or origins such as https://shop.example, separated by commas, not '*,https://shop.example'.")]
    [InlineData("Emulator:CorsOrigins", "ftp://shop.example", "Emulator__CorsOrigins accepts * or origins such as https://shop.example, separated by commas, not 'ftp://shop.example'.")]
    [InlineData("Emulator:StrictRequests", "yes", "Emulator__StrictRequests accepts true or false, not 'yes'.")]
    [InlineData("Emulator:ReasonHeader", "0", "Emulator__ReasonHeader accepts true or false, not '0'.")]
    [InlineData("Emulator:ControlKey", "short", "Emulator__ControlKey accepts a secret of at least 16 characters.")]
    [InlineData("Emulator:ControlKey", "", "Emulator__ControlKey accepts a secret of at least 16 characters.")]
    [InlineData("ConnectionStrings:Loyalty", "Data Source=a.db;Password=p", "ConnectionStrings__Loyalty accepts a SQLite connection string such as 'Data Source=data/loyalty.db' or 'Data Source=:memory:'; encrypted files are not supported, leave Password out")]
    [InlineData("ConnectionStrings:Loyalty", "Data Source=file::memory:", "ConnectionStrings__Loyalty accepts a SQLite connection string such as 'Data Source=data/loyalty.db' or 'Data Source=:memory:'; a file is named by its path, not by a URI")]
    [InlineData("Emulator:StateMegabytes", "many", "Emulator__StateMegabytes accepts a whole number from 16 to 16384, not 'many'.")]
    [InlineData("Emulator:StateMegabytes", "15", "Emulator__StateMegabytes accepts a whole number from 16 to 16384, not '15'.")]
    [InlineData("Targets:NotEnrolled", "310126", "Targets__NotEnrolled accepts OpenApi, Table, not '310126'.")]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public void An_invalid_value_is_rejected_with_the_options_name_and_what_it_accepts(string option, string value, string message) =>
        Assert.Equal(message, Assert.Throws<OptionException>(() => Read((option, value))).Message);

    [Theory]
    [InlineData("urls", "garbage")]
    [InlineData("urls", "localhost:8080")]
    [InlineData("urls", "ftp://localhost:8080")]
    [InlineData("urls", "http://")]
    [InlineData("urls", "http://127.0.0.1:99999")]
    [InlineData("urls", "http://127.0.0.1:-1")]
    [InlineData("urls", "http://127.0.0.1:abc")]
    [InlineData("urls", "http://127.0.0.1:8080/base")]
    [InlineData("urls", "http://127.0.0.1:8080?x")]
    [InlineData("urls", "http://127.0.0.1:8080#x")]
    [InlineData("urls", "http://me@127.0.0.1:8080")]
    [InlineData("urls", "http://127.0.0.1:8080,http://127.0.0.1:8081")]
    [InlineData("urls", "http://127.0.0.1:8080; http://127.0.0.1:8081")]
    [InlineData("urls", ";")]
    [InlineData("urls", " ")]
    [InlineData("http_ports", "http")]
    [InlineData("http_ports", "65536")]
    [InlineData("http_ports", "8080;-1")]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public void An_invalid_address_is_rejected_with_the_options_name(string option, string text)
    {
        var exception = Assert.Throws<OptionException>(() => Read((option, text)));

        Assert.StartsWith(option is "urls" ? "ASPNETCORE_URLS accepts addresses such as http://localhost:8080 or " : "ASPNETCORE_HTTP_PORTS accepts port numbers from 0 to 65535, ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith($"not '{text}'.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urls", "")]
    [InlineData("urls", "http://localhost:8080")]
    [InlineData("urls", "http://127.0.0.1:0/")]
    [InlineData("urls", "HTTP://[::1]:65535;https://shop.example")]
    [InlineData("urls", "http://+:8080;http://*:8081;")]
    [InlineData("urls", "http://unix:/run/loyalty.sock")]
    [InlineData("http_ports", "0;65535;")]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public void Every_form_of_address_that_the_server_supports_is_accepted(string option, string text) => Assert.NotNull(Read((option, text)));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public void An_empty_data_folder_means_the_default(string folder)
    {
        var options = Read(("Emulator:DataFolder", folder), ("ConnectionStrings:Loyalty", folder));

        Assert.Equal("data", options.DataFolder);
        Assert.Equal($"Data Source={Path.Combine("data", "loyalty.db")}", options.ConnectionString);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public void A_data_folder_may_have_any_name() =>
        Assert.Equal("/d;Mode=Memory='\"/loyalty.db", SqliteConnectionString.FileOf(Read(("Emulator:DataFolder", "/d;Mode=Memory='\"")).ConnectionString));

    [Theory]
    [InlineData("Host=db;Username=emulator")]
    [InlineData("Data Source=x;Colour=green")]
    [InlineData("loyalty.db")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_connection_string_of_another_database_is_rejected_with_a_reason(string connection)
    {
        var exception = Assert.Throws<OptionException>(() => Read(("ConnectionStrings:Loyalty", connection)));

        Assert.StartsWith(
            "ConnectionStrings__Loyalty accepts a SQLite connection string such as 'Data Source=data/loyalty.db' or 'Data Source=:memory:'; other databases are not supported (",
            exception.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("emulator", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Emulator:Sead")]
    [InlineData("Promotions:Representations")]
    [InlineData("Targets:Tracking")]
    [InlineData("Store:Path")]
    [InlineData("Emulator:Seed:First")]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public void An_unknown_option_is_rejected_with_a_list_of_the_known_ones(string option)
    {
        var exception = Assert.Throws<OptionException>(() => Read((option, "x")));

        Assert.StartsWith($"{option.Replace(":", "__", StringComparison.Ordinal)} is not an option of this emulator. Known options: ", exception.Message, StringComparison.Ordinal);
        Assert.All(KnownOptions, known => Assert.Contains(known, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public void A_missing_seed_is_rejected_with_what_a_seed_may_be() => Assert.Equal(
        "Emulator__Seed accepts a world document, a folder of them, 'sample', 'demo' or 'none'; '/no/such/world.json' does not exist.",
        Assert.Throws<OptionException>(() => Seeding.Documents("/no/such/world.json")).Message);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public void A_seed_folder_without_documents_is_rejected_and_one_with_documents_is_read_in_order_of_names()
    {
        var folder = Directory.CreateTempSubdirectory("loyalty-seeds-");
        try
        {
            Assert.Equal(
                $"Emulator__Seed names the folder '{folder.FullName}', which contains no .json file.",
                Assert.Throws<OptionException>(() => Seeding.Documents(folder.FullName)).Message);

            foreach (var name in new[] { "b", "a" })
            {
                File.WriteAllText(Path.Combine(folder.FullName, name + ".json"), $$"""{"schemaVersion":1, "name":"{{name}}", "timeZone":"UTC", "orgs":[{"id":1, "name":"One"}]}""");
            }

            Assert.Equal(["a", "b"], Seeding.Documents(folder.FullName).Select(document => document.Name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public void The_seed_none_has_no_documents() => Assert.Empty(Seeding.Documents("none"));

    private static EmulatorOptions Read(params (string Name, string Value)[] settings) => EmulatorOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build());
}
