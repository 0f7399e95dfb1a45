// usage: dotnet run -c Release --project tests/Loyalty.Benchmarks [-- short]
using Loyalty.Benchmarks;

return args switch
{
    ["bare", var url, var folder] => await BareServer.RunAsync(url, folder),
    ["short"] => await Suite.RunAsync(Scale.Short),
    [] => await Suite.RunAsync(Scale.Full),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Loyalty.Benchmarks [-- short]");
    return 2;
}
