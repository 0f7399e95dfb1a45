using Loyalty.Api.Operations;

namespace Loyalty.Api.Hosting;

/// <summary>Refuses settings on the command line that nothing reads. The framework ignores them.</summary>
public static class CommandLine
{
    /// <summary>Names that the framework reads and the help does not list.</summary>
    private static readonly string[] FrameworkNames = ["http_ports", "https_ports", "contentRoot", "applicationName"];

    /// <summary>Sections whose names the framework and its packages define.</summary>
    private static readonly string[] FrameworkSections = ["Serilog:", "Kestrel:", "Logging:"];

    private static readonly string[] Known = [.. HelpCommand.Settings.Select(setting => setting.Name), .. FrameworkNames];

    /// <summary>Prints the first error on standard error and returns the exit code; null if there is no error.</summary>
    public static int? Check(string[] args)
    {
        if (FindError(args) is not { } error)
        {
            return null;
        }

        Console.Error.WriteLine(error);
        return 1;
    }

    /// <summary>Accepts the forms of the framework: <c>--name=value</c>, <c>--name value</c>, <c>/name=value</c> and <c>name=value</c>.</summary>
    internal static string? FindError(string[] args)
    {
        for (var index = 0; index < args.Length; index++)
        {
            var argument = args[index];
            var name = argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..] : argument.StartsWith('/') ? argument[1..] : argument;
            var isMarked = name.Length < argument.Length;
            var equals = name.IndexOf('=', StringComparison.Ordinal);
            var isEmpty = equals == name.Length - 1;
            if (equals >= 0)
            {
                name = name[..equals];
            }
            else if (!isMarked)
            {
                return $"{argument} is not a setting of this emulator: a setting is given as --Section:Name=value. --help lists all settings.";
            }

            // A host that passes its configuration on, as tests do, lists the sections without a value.
            if (!IsKnown(name) && !(isEmpty && IsSection(name)))
            {
                var nearest = Known.MinBy(known => StrictRequests.Distance(name, known));
                return $"{argument.Split('=')[0]} is not a setting of this emulator; the nearest is --{nearest}. --help lists all settings.";
            }

            if (equals < 0 && ++index == args.Length)
            {
                return $"--{name} has no value: give it as --{name}=value.";
            }
        }

        return null;
    }

    private static bool IsSection(string name) =>
        Known.Concat(FrameworkSections).Any(known => known.StartsWith(name + ':', StringComparison.OrdinalIgnoreCase));

    private static bool IsKnown(string name) =>
        Known.Contains(name, StringComparer.OrdinalIgnoreCase) || FrameworkSections.Any(section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase));
}
