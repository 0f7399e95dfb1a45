using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Loyalty.Store.Providers.Sqlite.Migrations
{
    /// <summary>Lets stored documents have rows. Those of an older release keep their JSON until they are used.</summary>
    public partial class StoredRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<byte[]>(
                name: "Body",
                table: "StoredDocuments",
                type: "BLOB",
                nullable: true,
                oldClrType: typeof(byte[]),
                oldType: "BLOB");

            migrationBuilder.AddColumn<long>(
                name: "WorldId",
                table: "StoredDocuments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_StoredDocuments_WorldId",
                table: "StoredDocuments",
                column: "WorldId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Rows cannot become JSON again, so the documents that have rows are lost.
            migrationBuilder.DropIndex(
                name: "IX_StoredDocuments_WorldId",
                table: "StoredDocuments");

            migrationBuilder.DropColumn(
                name: "WorldId",
                table: "StoredDocuments");

            migrationBuilder.AlterColumn<byte[]>(
                name: "Body",
                table: "StoredDocuments",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0],
                oldClrType: typeof(byte[]),
                oldType: "BLOB",
                oldNullable: true);
        }
    }
}
