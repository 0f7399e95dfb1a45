using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Loyalty.Store.Migrations
{
    /// <inheritdoc />
    public partial class Worlds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ExpiresAfter",
                table: "Worlds",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Faults",
                table: "Worlds",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "RandomSeed",
                table: "Worlds",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "Snapshots",
                columns: table => new
                {
                    WorldName = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    KeptAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Snapshots", x => new { x.WorldName, x.Name });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Snapshots_Content",
                table: "Snapshots",
                column: "Content");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Snapshots");

            migrationBuilder.DropColumn(
                name: "ExpiresAfter",
                table: "Worlds");

            migrationBuilder.DropColumn(
                name: "Faults",
                table: "Worlds");

            migrationBuilder.DropColumn(
                name: "RandomSeed",
                table: "Worlds");
        }
    }
}
