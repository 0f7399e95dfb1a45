using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Loyalty.Store.Providers.Sqlite.Migrations
{
    /// <summary>Renames a table and two columns to the terms that the rest of the code uses. No row changes.</summary>
    public partial class StandardNames : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameTable(name: "KeptDocuments", newName: "StoredDocuments");
            migrationBuilder.RenameColumn(name: "KeptAt", table: "Snapshots", newName: "CreatedAt");
            migrationBuilder.RenameColumn(name: "Proof", table: "Credentials", newName: "SecretHash");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(name: "SecretHash", table: "Credentials", newName: "Proof");
            migrationBuilder.RenameColumn(name: "CreatedAt", table: "Snapshots", newName: "KeptAt");
            migrationBuilder.RenameTable(name: "StoredDocuments", newName: "KeptDocuments");
        }
    }
}
