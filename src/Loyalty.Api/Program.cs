using Loyalty.Api.Access;
using Loyalty.Api.Controls;
using Loyalty.Api.Customers;
using Loyalty.Api.Docs;
using Loyalty.Api.Families;
using Loyalty.Api.Faults;
using Loyalty.Api.Hosting;
using Loyalty.Api.Journal;
using Loyalty.Api.Observability;
using Loyalty.Api.Operations;
using Loyalty.Api.Promotions;
using Loyalty.Api.Targets;

if ((HelpCommand.Run(args) ?? CheckCommand.Run(args) ?? await HealthCommand.RunAsync(args) ?? CommandLine.Check(args)) is { } exitCode)
{
    return exitCode;
}

var builder = WebApplication.CreateSlimBuilder(args);
if (EmulatorOptions.ReadOrExplain(builder.Configuration) is not { } options)
{
    return 1;
}

var store = new StoreStartup(options);
builder.AddEmulatorLogging();
builder.AddServer();
builder.Services.AddEmulator(options, store);
builder.Services.AddCrossOrigin(options);
builder.Services.AddAccess();
builder.Services.AddDocs();

var app = builder.Build();
var worldsOpening = app.Services.OpenWorldsAsync();
app.UseRequestState().UseRequestLog().UseRequestIds().UseErrorEnvelopes().UseCrossOrigin(options).UseJournal();
app.UseDocs();
app.UseRouting();
app.UseOperations().UseEncodedWorldNames().UseControlAccess();
app.UseCallers().UseDeprecation().UseFaults().UseAccessGroups().UseRequestBodies().UseStrictRequests();

var routes = app.MapGroup("").WithHead();
routes.MapHealth(store.FindProblemAsync);
routes.MapDocs();
var controls = routes.MapControls();
controls.MapRedemptionControls();
controls.MapFaultControls();
controls.MapJournalControls();
controls.MapUsageControls();
controls.MapWorldCleanUp();
var emulated = routes.MapGroup("").WithValidation();
emulated.MapCustomers();
emulated.MapTargets();
emulated.MapPromotions();
emulated.MapAccess();
app.BuildEndpoints();

return await app.RunEmulatorAsync(options, worldsOpening);

/// <summary>The entry point, visible to the tests that host it.</summary>
public partial class Program;
