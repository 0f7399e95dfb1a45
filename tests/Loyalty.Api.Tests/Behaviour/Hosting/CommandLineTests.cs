using Loyalty.Api.Configuration;
using Loyalty.Api.Hosting;
using Loyalty.Api.Tests.Hosting;
using Microsoft.Extensions.Configuration;

namespace Loyalty.Api.Tests.Behaviour.Hosting;

/// <summary>Settings on the command line, and the help that lists them.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 6")]
public sealed class CommandLineTests
{
    private const string Help = " --help lists all settings.";

    [Theory]
    [InlineData("--Emulator:Sead=none", "--Emulator:Sead is not a setting of this emulator; the nearest is --Emulator:Seed." + Help)]
    [InlineData("--Emulater:Seed=none", "--Emulater:Seed is not a setting of this emulator; the nearest is --Emulator:Seed." + Help)]
    [InlineData("--Emulator__Seed=none", "--Emulator__Seed is not a setting of this emulator; the nearest is --Emulator:Seed." + Help)]
    [InlineData("--Seed=none", "--Seed is not a setting of this emulator; the nearest is --")]
    [InlineData("--url=http://localhost:1", "--url is not a setting of this emulator; the nearest is --urls." + Help)]
    [InlineData("/Store:Durabilty=Full", "/Store:Durabilty is not a setting of this emulator; the nearest is --Store:Durability." + Help)]
    [InlineData("Store:Durabilty=Full", "Store:Durabilty is not a setting of this emulator; the nearest is --Store:Durability." + Help)]
    [InlineData("-urls=http://localhost:1", "-urls is not a setting of this emulator; the nearest is --urls." + Help)]
    [InlineData("--Emulator:Seed=none --x=1", "--x is not a setting of this emulator; the nearest is --urls." + Help)]
    [InlineData("--Emulator:Seed none later", "later is not a setting of this emulator: a setting is given as --Section:Name=value." + Help)]
    [InlineData("--Emulator:Seed", "--Emulator:Seed has no value: give it as --Emulator:Seed=value.")]
    [InlineData("--Emulator=none", "--Emulator is not a setting of this emulator; the nearest is --")]
    [InlineData("--Emulater=", "--Emulater is not a setting of this emulator; the nearest is --")]
    [InlineData("--=x", "-- is not a setting of this emulator; the nearest is --urls." + Help)]
    public void A_mistyped_setting_is_refused_with_the_nearest_one(string arguments, string error) =>
        Assert.StartsWith(error, CommandLine.FindError(arguments.Split(' ')), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("--emulator:seed=none")]
    [InlineData("--Emulator:Seed none --urls=http://localhost:1")]
    [InlineData("--Emulator= --serilog= --ConnectionStrings= --Emulator:Seed=none")]
    [InlineData("/Emulator:Seed=none Store:Durability=Full --environment Development")]
    [InlineData("--Serilog:MinimumLevel:Override:Microsoft=Debug --Kestrel:Limits:MaxConcurrentConnections=5 --contentRoot=/tmp")]
    public void Every_form_of_a_known_setting_is_accepted(string arguments) =>
        Assert.Null(CommandLine.FindError(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void Every_option_that_is_read_is_listed_by_the_help()
    {
        var unknown = Assert.Throws<OptionException>(() => EmulatorOptions.Read(
            new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Emulator:Nothing", (string?)"x")]).Build())).Message;
        var read = unknown[(unknown.IndexOf("options: ", StringComparison.Ordinal) + 9)..].TrimEnd('.').Split(", ").Order(StringComparer.Ordinal).ToList();

        Assert.InRange(read.Count, 10, 100);
        Assert.Equal(
            read,
            HelpCommand.Settings.Select(setting => setting.Name)
                .Where(name => name.Contains(':', StringComparison.Ordinal) && name.Split(':')[0] is not ("ConnectionStrings" or "Serilog"))
                .Select(OptionException.Spelling).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_help_lists_the_settings_of_the_README()
    {
        var rows = Repository.Read("README.md").Split("## Settings")[1].Split("\n## ")[0].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(
            rows.Select(row => row.Split('`')[1]),
            HelpCommand.Settings.Select(setting => setting.Name switch
            {
                "urls" => "ASPNETCORE_URLS",
                "environment" => "ASPNETCORE_ENVIRONMENT",
                var name => OptionException.Spelling(name),
            }));
        Assert.All(HelpCommand.Settings, setting => Assert.Contains($"  --{setting.Name}  (default: {setting.Default})\n      {setting.Accepts}\n", HelpCommand.Text(), StringComparison.Ordinal));
    }
}
