using System.Diagnostics;
using System.Globalization;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Access;
using Loyalty.Store.Access;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Tests.Behaviour.Worlds;

/// <summary>The cost of tills, access groups and worlds grows with their number, not with its square.</summary>
[Collection(nameof(SpeedTests))]
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class ManyTillsTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    [Fact]
    public void Thirty_thousand_tills_with_a_group_each_get_their_groups_in_less_than_a_second()
    {
        const int count = 30_000;
        static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);
        var document = new WorldDocument(1, "many", "UTC", [new OrgDocument(1, "Many")
        {
            AccessGroups = [.. Enumerable.Range(0, count).Select(number => new AccessGroupDocument(Name(number), number == 0, Permission.Read))],
            Tills = [.. Enumerable.Range(0, count).Select(number => new TillDocument(Name(number), Name(number)))],
        }]);
        var start = Stopwatch.GetTimestamp();

        var principals = WorldPrincipals.Of(document);

        var elapsed = Stopwatch.GetElapsedTime(start);
        output.WriteLine($"{elapsed}");
        Assert.Equal(Name(count - 1), principals.Of(CredentialKind.Till, Name(count - 1)).Group.Name);
        Assert.True(elapsed < Limit, $"{elapsed}");
    }

    [Fact]
    public void The_tills_of_ten_thousand_worlds_are_found_and_removed_in_less_than_a_second()
    {
        List<string> worlds = [.. Enumerable.Range(0, 10_000).Select(number => $"world-{number}")];
        var directory = new CredentialDirectory();
        foreach (var world in worlds)
        {
            directory.AddWorld(world, [.. new[] { CredentialKind.Till, CredentialKind.OAuthClient }.Select(kind => new Credential { Kind = kind, Name = $"{kind}-{world}", WorldName = world, SecretHash = [] })]);
        }

        var start = Stopwatch.GetTimestamp();
        Assert.Equal(worlds.Select(world => $"Till-{world}"), worlds.SelectMany(directory.TillsOf));
        worlds.ForEach(directory.RemoveWorld);

        var elapsed = Stopwatch.GetElapsedTime(start);
        output.WriteLine($"{elapsed}");
        Assert.Null(directory.Find(CredentialKind.Till, "Till-world-1"));
        Assert.True(elapsed < Limit, $"{elapsed}");
    }
}
