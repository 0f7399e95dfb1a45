using Loyalty.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Sqlite.Design.Internal;
using Microsoft.Extensions.DependencyInjection;

if (args is not [var name])
{
    Console.Error.WriteLine("usage: dotnet run --project tests/Loyalty.Store.Scaffold NAME");
    return 2;
}

using var context = new LoyaltyContext(Sqlite.Options("Data Source=:memory:", Durability.Normal));

var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(context);
#pragma warning disable EF1001 // What dotnet-ef itself calls; the tool that would do it for us does not restore.
new SqliteDesignTimeServices().ConfigureDesignTimeServices(services);
#pragma warning restore EF1001
using var provider = services.BuildServiceProvider();
using var scope = provider.CreateScope();

var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
var migration = scaffolder.ScaffoldMigration(name, "Loyalty.Store");
var project = Path.GetFullPath("src/Loyalty.Store");
var files = scaffolder.Save(project, migration, Path.Combine(project, "Migrations"), dryRun: false);
Console.WriteLine(files.MigrationFile);
return 0;
