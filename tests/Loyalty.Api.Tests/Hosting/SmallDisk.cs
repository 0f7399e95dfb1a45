using System.ComponentModel;
using System.Diagnostics;

namespace Loyalty.Api.Tests.Hosting;

/// <summary>A file system in memory over a folder. Only root can mount it; otherwise the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    public static SmallDisk Mount(DirectoryInfo folder, string size)
    {
        var problem = Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder.FullName);
        Assert.SkipWhen(problem is not null, $"A small disk cannot be mounted here: {problem}");
        return new(folder.FullName);
    }

    /// <summary>Lazily: the app may still be closing its files.</summary>
    public void Dispose() => Assert.Null(Run("umount", "-l", _folder));

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : errors.Trim();
        }
        catch (Win32Exception exception)
        {
            return exception.Message;
        }
    }
}
