using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Loyalty.Store.Providers.Sqlite.Migrations
{
    /// <summary>Adds what the operations of the target family store, and fills the sequences of its ids.</summary>
    public partial class TargetFamily : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "Filters",
                table: "Targets",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "TEXT");

            migrationBuilder.AddColumn<string>(
                name: "AudienceFilters",
                table: "Targets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ExtendedFieldInfo",
                table: "Targets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MilestoneTriggers",
                table: "Targets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Attribution",
                table: "TargetGroups",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CombinationType",
                table: "TargetGroups",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CycleEnd",
                table: "TargetGroups",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CycleStart",
                table: "TargetGroups",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Frequency",
                table: "TargetGroups",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FrequencyType",
                table: "TargetGroups",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "FromDate",
                table: "TargetGroups",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "LeaderboardEnabled",
                table: "TargetGroups",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "PreferredTillId",
                table: "TargetGroups",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RecurringCycles",
                table: "TargetGroups",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Streaks",
                table: "TargetGroups",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TimeZoneName",
                table: "TargetGroups",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ToDate",
                table: "TargetGroups",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "TotalPeriods",
                table: "TargetGroups",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "UnifiedThreshold",
                table: "TargetGroups",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Attribution",
                table: "Periods",
                type: "TEXT",
                nullable: true);

            foreach (var (kind, table, ids) in new[]
            {
                ("TARGET_GROUP", "TargetGroups", "Id"),
                ("PERIOD", "Periods", "Id"),
                ("TARGET", "Targets", "Id"),
                ("EMF_RULE_SET", "Targets", "MAX(IFNULL(EmfRuleSetId, 0), IFNULL(EmfUnrolledRulesetId, 0))"),
            })
            {
                migrationBuilder.Sql($"INSERT INTO IdSequences (WorldId, Kind, NextId) SELECT WorldId, '{kind}', MAX({ids}) + 1 FROM {table} GROUP BY WorldId;");
            }

            migrationBuilder.Sql(
                """
                INSERT INTO IdSequences (WorldId, Kind, NextId)
                SELECT Targets.WorldId, 'DEFAULT_VALUE', MAX(json_extract(value, '$.id')) + 1 FROM Targets, json_each(Targets.DefaultValues) GROUP BY Targets.WorldId;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DELETE FROM IdSequences WHERE Kind IN ('TARGET_GROUP', 'PERIOD', 'TARGET', 'DEFAULT_VALUE', 'MILESTONE_TRIGGER', 'STREAK_LEVEL', 'EMF_RULE_SET');");
            migrationBuilder.Sql("UPDATE Targets SET Filters = '[]' WHERE Filters IS NULL;");

            migrationBuilder.DropColumn(
                name: "AudienceFilters",
                table: "Targets");

            migrationBuilder.DropColumn(
                name: "ExtendedFieldInfo",
                table: "Targets");

            migrationBuilder.DropColumn(
                name: "MilestoneTriggers",
                table: "Targets");

            migrationBuilder.DropColumn(
                name: "Attribution",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "CombinationType",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "CycleEnd",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "CycleStart",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "Frequency",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "FrequencyType",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "FromDate",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "LeaderboardEnabled",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "PreferredTillId",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "RecurringCycles",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "Streaks",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "TimeZoneName",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "ToDate",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "TotalPeriods",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "UnifiedThreshold",
                table: "TargetGroups");

            migrationBuilder.DropColumn(
                name: "Attribution",
                table: "Periods");

            migrationBuilder.AlterColumn<string>(
                name: "Filters",
                table: "Targets",
                type: "TEXT",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldNullable: true);
        }
    }
}
