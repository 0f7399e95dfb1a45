using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Loyalty.Store.Providers.Sqlite.Migrations
{
    /// <summary>Adds the profile of customers, the sequence of their ids, and the index by which their identifiers are loaded.</summary>
    public partial class CustomerProfiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CustomFields",
                table: "Customers",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "ExtendedFields",
                table: "Customers",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "LoyaltyInfo",
                table: "Customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Profiles",
                table: "Customers",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerIdentifiers_WorldId_CustomerId",
                table: "CustomerIdentifiers",
                columns: new[] { "WorldId", "CustomerId" });

            migrationBuilder.Sql("INSERT INTO IdSequences (WorldId, Kind, NextId) SELECT WorldId, 'CUSTOMER', MAX(Id) + 1 FROM Customers GROUP BY WorldId;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DELETE FROM IdSequences WHERE Kind = 'CUSTOMER';");

            migrationBuilder.DropIndex(
                name: "IX_CustomerIdentifiers_WorldId_CustomerId",
                table: "CustomerIdentifiers");

            migrationBuilder.DropColumn(
                name: "CustomFields",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "ExtendedFields",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "LoyaltyInfo",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "Profiles",
                table: "Customers");
        }
    }
}
