using System.Data.Common;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.Database;
using Microsoft.Data.Sqlite;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;
using WrappedDatabase = Loyalty.Laws.Tests.Hosting.WrappedDatabase;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>directEarn takes any number of customers, 100 in a commit. The store may have no room for a later commit.</summary>
[Trait("Evidence", "inferred: docs/contract/promotions.md 2.7")]
public sealed class PartialBulkTests
{
    private const string Full = "Insufficient Storage. The disk of the store is full, so nothing was changed: make room on it and send the request again.";

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 110)]
    public async Task Customers_of_a_refused_commit_have_the_error_and_those_of_earlier_ones_their_issue(int commits, int issued)
    {
        FullAfterCommits? database = null;
        using var app = EmulatorApp.With(inner => database = new FullAfterCommits(inner));
        var world = await NewAsync(app);
        database!.CommitsLeft = commits;

        var reply = await world.BulkAsync("directEarn", Bulk(null, Direct, string.Join(',', Enumerable.Range(5002, 110).Select(id => Customer(id)))));

        database.CommitsLeft = null;
        var items = TestWorlds.ParseJson(reply).GetProperty("response").EnumerateArray().ToList();
        Assert.Equal([.. Enumerable.Repeat(true, issued), .. Enumerable.Repeat(false, 110 - issued)], items.Select(item => item.TryGetProperty("result", out _)));
        Assert.All(items.Skip(issued), item => Assert.Equal(Failed(507, Full), item.GetRawText()));
        var changes = (await world.World.LastRequestAsync()).GetProperty("changes").EnumerateArray().Count();
        Assert.Equal(2 * issued, changes);
    }

    [Fact]
    public async Task A_first_commit_that_is_refused_refuses_the_request()
    {
        FullAfterCommits? database = null;
        using var app = EmulatorApp.With(inner => database = new FullAfterCommits(inner));
        var world = await NewAsync(app);
        database!.CommitsLeft = 0;

        var reply = await world.SendAsync("/v2/promotion/bulk/directEarn", Bulk(null, Direct, Customer(5002)));

        Assert.Equal(507, reply.Status);
    }

    private sealed class FullAfterCommits(IStoreDatabase database) : WrappedDatabase(database)
    {
        /// <summary>Null for any number.</summary>
        public int? CommitsLeft { get; set; }

        public override bool IsFull(Exception error) => CommitsLeft is 0 && error is SqliteException;

        protected override void Change(DbConnection connection) => SQLitePCL.raw.sqlite3_commit_hook(((SqliteConnection)connection).Handle, _ => Refuse(), null);

        private int Refuse()
        {
            if (CommitsLeft is not { } left)
            {
                return 0;
            }

            CommitsLeft = Math.Max(0, left - 1);
            return left > 0 ? 0 : 1;
        }
    }
}
