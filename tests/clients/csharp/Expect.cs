using System.Runtime.CompilerServices;

namespace Loyalty.Clients;

/// <summary>Assertions that end the program with the expression that failed.</summary>
public static class Expect
{
    public static void That(bool holds, [CallerArgumentExpression(nameof(holds))] string what = "", [CallerLineNumber] int line = 0)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Program.cs, line {line}: expected {what}");
        }
    }

    public static void Equal<T>(T expected, T actual, [CallerArgumentExpression(nameof(actual))] string what = "", [CallerLineNumber] int line = 0)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new InvalidOperationException($"Program.cs, line {line}: expected {what} to be {expected}, was {actual}");
        }
    }

    /// <summary>Returns the exception that a rejected call throws.</summary>
    public static async Task<TError> ThrowsAsync<TError>(Func<Task> call, [CallerArgumentExpression(nameof(call))] string what = "", [CallerLineNumber] int line = 0)
        where TError : Exception
    {
        try
        {
            await call();
        }
        catch (TError error)
        {
            return error;
        }

        throw new InvalidOperationException($"Program.cs, line {line}: expected {what} to be refused");
    }
}
