using System.Text;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>
/// A random request that an HTTP server can parse. <paramref name="Target"/> is the target in the request line.
/// <paramref name="Family"/> is the expected envelope, or null if the test cannot predict it from the path.
/// </summary>
internal sealed record HostileRequest(
    string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body, EnvelopeFamily? Family)
{
    public string Path => Target.Split('?', 2)[0];

    public string Query => Target.Contains('?', StringComparison.Ordinal) ? Target[Target.IndexOf('?', StringComparison.Ordinal)..] : "";

    /// <summary>The request as sent over a socket.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder().Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (Body is not null)
        {
            head.Append("Content-Length: ").Append(Body.Length).Append("\r\n");
        }

        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. Body ?? []];
    }

    public override string ToString()
    {
        var body = Body is null ? "" : Encoding.UTF8.GetString(Body);
        var text = $"{Method} {Target}\n{string.Join('\n', Headers.Select(header => $"{header.Name}: {header.Value}"))}\n\n{body}";
        return text.Length > 3000 ? text[..3000] + "…" : text;
    }
}

/// <summary>The error envelopes of docs/contract/access.md 1.10, and problem+json.</summary>
internal enum EnvelopeFamily
{
    V3,
    Token,
    Gateway,
    V2,
    Lookup,
    Problem,
}
