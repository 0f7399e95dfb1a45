using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Loyalty.Store.Providers.Sqlite.Migrations
{
    /// <summary>Lets enrolments and issues of promotions expire, and adds the sequences for their ids and event logs.</summary>
    public partial class PromotionLifecycle : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ExpiresAt",
                table: "UsageEntries",
                type: "INTEGER",
                nullable: true);

            // An id that has no successor gives no sequence, as in a new document.
            foreach (var (kind, column) in new[] { ("USAGE_ENTRY", "Id"), ("EVENT_LOG", "EventId") })
            {
                migrationBuilder.Sql($"INSERT INTO IdSequences (WorldId, Kind, NextId) SELECT WorldId, '{kind}', MAX({column}) + 1 FROM UsageEntries WHERE {column} > 0 AND {column} < {long.MaxValue} GROUP BY WorldId;");
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DELETE FROM IdSequences WHERE Kind IN ('USAGE_ENTRY', 'EVENT_LOG');");

            migrationBuilder.DropColumn(
                name: "ExpiresAt",
                table: "UsageEntries");
        }
    }
}
