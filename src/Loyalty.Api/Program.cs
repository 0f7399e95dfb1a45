using Loyalty.Api.Access;
using Loyalty.Api.Docs;
using Loyalty.Api.Emulator;
using Loyalty.Api.Errors;
using Loyalty.Api.Observability;
using Loyalty.Api.Promotions;
using Loyalty.Api.Targets;
using Loyalty.Api.Validation;
using Loyalty.Api.Wire;

if ((CheckCommand.Run(args) ?? await HealthCommand.RunAsync(args)) is { } exitCode)
{
    return exitCode;
}

var builder = WebApplication.CreateBuilder(args);
if (EmulatorOptions.ReadOrExplain(builder.Configuration) is not { } options)
{
    return 1;
}

var store = new OpenedStore(options);
builder.AddEmulatorLogging();
builder.AddServer();
builder.Services.AddEmulator(options, store);
builder.Services.AddAccess();
builder.Services.AddTargets();
builder.Services.AddPromotions();
builder.Services.AddDocs();

var app = builder.Build();
var opening = app.Services.OpenWorldsAsync();
app.UseRequestLog();
app.UseRequestIds();
app.UseBareRefusals();
app.UseJournal();
app.UseDocs();
app.UseRouting();
app.UseEncodedNames();
app.UseControlAccess();
app.UseCallers();
app.UseDeprecation();
app.UseFaults();
app.UseAccessGroups();
app.UseRequestBodies();
app.UseKeptAnswers();

app.MapHealth();
app.MapDocs();
app.MapControls();
var emulated = app.MapGroup("").WithValidation();
emulated.MapAccess();
emulated.MapTargets();
emulated.MapPromotions();

return await app.RunEmulatorAsync(options, opening);

/// <summary>The entry point, visible to the tests that host it.</summary>
public partial class Program;
