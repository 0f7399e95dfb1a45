using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Loyalty.Store.Providers.Sqlite.Migrations
{
    /// <summary>Adds the id sequences, and the indexes by which the state of a world is loaded.</summary>
    public partial class LivingState : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_UsageEntries_WorldId_PromotionId_CustomerId_At",
                table: "UsageEntries");

            migrationBuilder.DropIndex(
                name: "IX_Targets_WorldId_TargetGroupId",
                table: "Targets");

            migrationBuilder.DropIndex(
                name: "IX_Rulesets_WorldId_PromotionId",
                table: "Rulesets");

            migrationBuilder.DropIndex(
                name: "IX_Rules_WorldId_PromotionId",
                table: "Rules");

            migrationBuilder.DropIndex(
                name: "IX_Promotions_WorldId_ProgramId_SourceType_Id_Active_EventName_PointsOfferType_OrgId",
                table: "Promotions");

            migrationBuilder.DropIndex(
                name: "IX_Periods_WorldId_TargetGroupId_StartDate_EndDate",
                table: "Periods");

            migrationBuilder.CreateTable(
                name: "IdSequences",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    WorldId = table.Column<long>(type: "INTEGER", nullable: false),
                    NextId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdSequences", x => new { x.WorldId, x.Kind });
                });

            foreach (var (kind, table) in new[] { ("ENROLMENT", "Enrolments"), ("USER_TARGET", "UserTargets") })
            {
                migrationBuilder.Sql($"INSERT INTO IdSequences (WorldId, Kind, NextId) SELECT WorldId, '{kind}', MAX(Id) + 1 FROM {table} GROUP BY WorldId;");
            }

            migrationBuilder.CreateIndex(
                name: "IX_UsageEntries_WorldId_CustomerId",
                table: "UsageEntries",
                columns: new[] { "WorldId", "CustomerId" });

            migrationBuilder.CreateIndex(
                name: "IX_UsageEntries_WorldId_PromotionId_Kind_At_Sign_Times_Points",
                table: "UsageEntries",
                columns: new[] { "WorldId", "PromotionId", "Kind", "At", "Sign", "Times", "Points" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "IdSequences");

            migrationBuilder.DropIndex(
                name: "IX_UsageEntries_WorldId_CustomerId",
                table: "UsageEntries");

            migrationBuilder.DropIndex(
                name: "IX_UsageEntries_WorldId_PromotionId_Kind_At_Sign_Times_Points",
                table: "UsageEntries");

            migrationBuilder.CreateIndex(
                name: "IX_UsageEntries_WorldId_PromotionId_CustomerId_At",
                table: "UsageEntries",
                columns: new[] { "WorldId", "PromotionId", "CustomerId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Targets_WorldId_TargetGroupId",
                table: "Targets",
                columns: new[] { "WorldId", "TargetGroupId" });

            migrationBuilder.CreateIndex(
                name: "IX_Rulesets_WorldId_PromotionId",
                table: "Rulesets",
                columns: new[] { "WorldId", "PromotionId" });

            migrationBuilder.CreateIndex(
                name: "IX_Rules_WorldId_PromotionId",
                table: "Rules",
                columns: new[] { "WorldId", "PromotionId" });

            migrationBuilder.CreateIndex(
                name: "IX_Promotions_WorldId_ProgramId_SourceType_Id_Active_EventName_PointsOfferType_OrgId",
                table: "Promotions",
                columns: new[] { "WorldId", "ProgramId", "SourceType", "Id", "Active", "EventName", "PointsOfferType", "OrgId" });

            migrationBuilder.CreateIndex(
                name: "IX_Periods_WorldId_TargetGroupId_StartDate_EndDate",
                table: "Periods",
                columns: new[] { "WorldId", "TargetGroupId", "StartDate", "EndDate" });
        }
    }
}
