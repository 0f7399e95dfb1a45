using Loyalty.Api.Configuration;

namespace Loyalty.Api.Hosting;

/// <summary>Checks the configured listen addresses. Kestrel would end the start with a stack trace, or listen on all addresses for an invalid port.</summary>
internal static class ListenAddresses
{
    private const string Urls = "ASPNETCORE_URLS";

    private const string Ports = "ASPNETCORE_HTTP_PORTS";

    /// <summary>True if the configuration contains addresses or ports.</summary>
    public static bool AreGiven(IConfiguration configuration) => !string.IsNullOrEmpty(Value(configuration, out _));

    public static void Check(IConfiguration configuration)
    {
        var text = Value(configuration, out var option);
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (text.Length > 0 && (parts.Length == 0 || !Array.TrueForAll(parts, option is Urls ? IsAddress : IsPort)))
        {
            throw new OptionException(option, option is Urls
                ? $"accepts addresses such as http://localhost:8080 or http://+:8080, separated by semicolons, not '{text}'."
                : $"accepts port numbers from 0 to {ushort.MaxValue}, separated by semicolons, not '{text}'.");
        }
    }

    public static OptionException CannotListen(IConfiguration configuration, Exception exception)
    {
        var text = Value(configuration, out var option);
        var reason = exception.Message.Split('\n')[0].TrimEnd('.');
        return new(option, $"accepts addresses on which this process can listen, not '{(text.Length > 0 ? text : Server.DefaultUrl)}': {reason}.");
    }

    /// <summary>Replaces the wildcard hosts <c>*</c> and <c>+</c> with localhost, so that this machine can connect to the address.</summary>
    public static string Local(string address) => address.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal);

    private static string Value(IConfiguration configuration, out string option)
    {
        var urls = configuration[WebHostDefaults.ServerUrlsKey];
        var ports = configuration[WebHostDefaults.HttpPortsKey];
        option = string.IsNullOrEmpty(urls) && !string.IsNullOrEmpty(ports) ? Ports : Urls;
        return (option is Urls ? urls : ports) ?? "";
    }

    private static bool IsPort(string text) => ushort.TryParse(text, System.Globalization.NumberStyles.None, null, out _);

    private static bool IsAddress(string text) =>
        text.StartsWith("http://unix:/", StringComparison.OrdinalIgnoreCase)
        || ((text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            && Uri.TryCreate(Local(text), UriKind.Absolute, out var uri)
            && uri.PathAndQuery is "/" && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0);
}
