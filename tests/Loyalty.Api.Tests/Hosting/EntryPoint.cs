namespace Loyalty.Api.Tests.Hosting;

/// <summary>Runs the program's entry point in this process. Console and working directory belong to the whole process, so no other test may run meanwhile.</summary>
internal static class EntryPoint
{
    public static async Task<(int Code, string Output, string Errors)> RunAsync(string workingFolder, params string[] arguments)
    {
        var (output, errors, folder) = (Console.Out, Console.Error, Environment.CurrentDirectory);
        await using var newOutput = new StringWriter();
        await using var newErrors = new StringWriter();
        try
        {
            Console.SetOut(newOutput);
            Console.SetError(newErrors);
            Environment.CurrentDirectory = workingFolder;
            var code = await Task.Run(() => (int)typeof(Program).Assembly.EntryPoint!.Invoke(null, [arguments])!, TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            return (code, newOutput.ToString(), newErrors.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
            Environment.CurrentDirectory = folder;
        }
    }
}
