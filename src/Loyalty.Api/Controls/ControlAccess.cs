using System.Net;
using System.Security.Cryptography;
using System.Text;
using Loyalty.Api.Access;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Loyalty.Api.Controls;

/// <summary>The key that allows control requests from anywhere. It is configured, or generated at start if other machines can connect.</summary>
public sealed class ControlKey(string? configured)
{
    private byte[]? _hash = configured is null ? null : HashOf(configured);

    /// <summary>Where the key of this emulator comes from, for a caller that has none.</summary>
    public string Origin => (configured, _hash) switch
    {
        (not null, _) => "The key is the value of the emulator's setting Emulator__ControlKey.",
        (_, not null) => "The emulator generated a key and wrote it to its log at start; the setting Emulator__ControlKey sets another.",
        _ => "This emulator has no key, because it listens only on this machine; the setting Emulator__ControlKey sets one.",
    };

    /// <summary>Generates a key. Returns null if a key exists or if only this machine can connect.</summary>
    public string? MakeFor(IServer server)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (_hash is not null || addresses.All(IsLoopback))
        {
            return null;
        }

        var key = NewCredentials.FreshSecret();
        _hash = HashOf(key);
        return key;
    }

    public bool Opens(string key) => _hash is { } hash && CryptographicOperations.FixedTimeEquals(hash, HashOf(key));

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}

/// <summary>Who may use <c>/_emulator</c> (docs/architecture.md 5).</summary>
public static class ControlAccess
{
    public const string Prefix = "/_emulator";

    public const string KeyHeader = "X-Emulator-Key";

    /// <summary>Headers that reverse proxies add, besides those that start with <c>X-Forwarded-</c>.</summary>
    private static readonly string[] ForwardedHeaders = ["Forwarded", "Via", "X-Real-IP"];

    public static IApplicationBuilder UseControlAccess(this IApplicationBuilder app)
    {
        var key = app.ApplicationServices.GetRequiredService<ControlKey>();
        return app.Use((context, next) =>
            !context.Request.Path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase) || Refusal(context, key) is not { } refusal
                ? next(context)
                : ControlProblem.WriteAsync(context, StatusCodes.Status403Forbidden, $"{refusal} {key.Origin}"));
    }

    /// <summary>
    /// False if the request comes from another machine, or if a proxy says that it passed the request on. A connection without an address is a Unix socket
    /// of this machine.
    /// </summary>
    public static bool IsFromThisMachine(HttpContext context) => IsLoopback(context.Connection.RemoteIpAddress) && !IsForwarded(context.Request.Headers);

    private static bool IsLoopback(IPAddress? peer) => peer is null || IPAddress.IsLoopback(peer);

    private static bool IsForwarded(IHeaderDictionary headers) => headers.Keys.Any(static name =>
        name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || Array.Exists(ForwardedHeaders, header => header.Equals(name, StringComparison.OrdinalIgnoreCase)));

    private static string? Refusal(HttpContext context, ControlKey key)
    {
        var request = context.Request;
        if (request.Headers.TryGetValue(KeyHeader, out var values))
        {
            return values is [{ } text] && key.Opens(text) ? null : $"The header {KeyHeader} does not contain the control key of this emulator.";
        }

        if (!IsLoopback(context.Connection.RemoteIpAddress))
        {
            return $"A control request from another machine needs the header {KeyHeader}.";
        }

        if (IsForwarded(request.Headers))
        {
            return $"A forwarded control request needs the header {KeyHeader}.";
        }

        if (request.Host.Host.ToLowerInvariant() is not ("localhost" or "127.0.0.1" or "[::1]"))
        {
            return $"A control request to a host other than localhost, 127.0.0.1 and [::1] needs the header {KeyHeader}.";
        }

        return request.Headers.Origin is [] || (request.Headers.Origin is [{ } origin] && IsSameOrigin(origin, request))
            ? null
            : $"A control request from a page of another origin needs the header {KeyHeader}.";
    }

    private static bool IsSameOrigin(string origin, HttpRequest request) =>
        origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
