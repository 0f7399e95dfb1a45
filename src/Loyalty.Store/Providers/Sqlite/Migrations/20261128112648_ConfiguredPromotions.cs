using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Loyalty.Store.Providers.Sqlite.Migrations
{
    /// <summary>Adds what createPromotion and v3 store, and the sequences of their ids.</summary>
    public partial class ConfiguredPromotions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ContextId",
                table: "Rulesets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LinkedTargets",
                table: "Promotions",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "PromotionType",
                table: "Promotions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SkipEarnedDateCheckOnRedeem",
                table: "Promotions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "UnifiedPromotions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    WorldId = table.Column<long>(type: "INTEGER", nullable: false),
                    OrgId = table.Column<long>(type: "INTEGER", nullable: false),
                    PromotionId = table.Column<long>(type: "INTEGER", nullable: true),
                    ParentId = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: true),
                    ProgramId = table.Column<long>(type: "INTEGER", nullable: true),
                    StartsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    TimezoneName = table.Column<string>(type: "TEXT", nullable: true),
                    PromotionType = table.Column<string>(type: "TEXT", nullable: false),
                    Identifier = table.Column<string>(type: "TEXT", nullable: true),
                    Metadata = table.Column<string>(type: "TEXT", nullable: false),
                    IsStackable = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsConsideredForRanking = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsExclusive = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsAlwaysApply = table.Column<bool>(type: "INTEGER", nullable: false),
                    SkipEarnedDateCheckOnRedeem = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedOn = table.Column<long>(type: "INTEGER", nullable: false),
                    LastModifiedOn = table.Column<long>(type: "INTEGER", nullable: false),
                    Comments = table.Column<string>(type: "TEXT", nullable: true),
                    Definition = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnifiedPromotions", x => new { x.WorldId, x.Id });
                });

            migrationBuilder.Sql("INSERT INTO IdSequences (WorldId, Kind, NextId) SELECT WorldId, 'PROMOTION', MAX(Id) + 1 FROM Promotions GROUP BY WorldId;");
            migrationBuilder.Sql("""
                INSERT INTO IdSequences (WorldId, Kind, NextId) SELECT WorldId, 'RULE', MAX(Id) + 1 FROM (
                    SELECT WorldId, Id FROM Rulesets
                    UNION ALL SELECT WorldId, Id FROM Rules
                    UNION ALL SELECT Rulesets.WorldId, json_extract(value, '$.id') FROM Rulesets, json_each(Rulesets.Filters)
                    UNION ALL SELECT Rules.WorldId, json_extract(value, '$.id') FROM Rules, json_each(Rules.Actions)
                ) GROUP BY WorldId;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "UnifiedPromotions");

            migrationBuilder.DropColumn(
                name: "ContextId",
                table: "Rulesets");

            migrationBuilder.DropColumn(
                name: "LinkedTargets",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "PromotionType",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "SkipEarnedDateCheckOnRedeem",
                table: "Promotions");
        }
    }
}
