using System.Text;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Draws requests whose line, headers or body are framed wrongly, or cut off, or changed in single bytes.</summary>
internal static class RandomFraming
{
    private static readonly string[] Targets =
    [
        $"GET {OAuth.TargetsPath}", $"GET {OAuth.PromotionsPath}", $"POST {OAuth.TokenPath}", "POST /v3/targetGroups/1/targets/2/enroll", "POST /v2/nothing", "GET /v3/nothing",
        "GET /nothing", "DELETE /v3/users/1/enrolledTargets", $"GET http://localhost{OAuth.TargetsPath}", "OPTIONS *", "CONNECT localhost:80",
    ];

    private static readonly string[] Versions = [.. Enumerable.Repeat("HTTP/1.1", 24), "HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "http/1.1", "HTTP/1.1 ", ""];

    private static readonly string[] LineEnds = [.. Enumerable.Repeat("\r\n", 10), "\n", "\r", "\r\r\n", "\n\r\n"];

    private static readonly string[] Encodings = [.. Enumerable.Repeat("chunked", 20), "Chunked", "chunked, chunked", "gzip", "gzip, chunked", "identity", "chunked;a=b", " chunked ", "\tchunked", "xchunked", ""];

    private static readonly string[] Lengths = ["0", "1", "2", "5", "100", "70000", "1048577", "-1", "+2", "2 ", "0x2", "2,2", "99999999999999999999", "9223372036854775807", "2.0", ""];

    private static readonly string[] Sizes =
        ["0", "0", "1", "2", "2", "a", "A", "ff", "11000", "7fffffff", "80000000", "ffffffff", "100000000", "7fffffffffffffff", "ffffffffffffffff", "fffffffffffffffff", "-1", "+2", " 2", "2 ", "0x2", "g", "", "00000000000000000002"];

    private static readonly string[] Extensions = [.. Enumerable.Repeat("", 10), ";a=b", ";a", ";", ";\0", ";a=\u00ff", ";" + new string('x', 9000)];

    private static readonly string[] Trailers =
        [.. Enumerable.Repeat("", 20), "X: y\r\n", "X: a\0b\r\n", "X: \u00ff\r\n", "X\u0080: y\r\n", "No colon\r\n", ": y\r\n", " X: folded\r\n", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", $"X: {new string('y', 40_000)}\r\n", "X: y\n", "X: y\r"];

    private static readonly string[] OddHeaders =
        ["Expect: 100-continue", "Expect: nothing", "Connection: upgrade\r\nUpgrade: websocket", "Connection: keep-alive, close", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__", "TE: trailers", "Host: other", "X: \0", "X: \u0085", "Trailer: X", "X : y", "Content-Type: text/plain"];

    public static byte[] Of(Random random)
    {
        var text = new StringBuilder();
        for (var requests = random.Next(8) == 0 ? 2 : 1; requests > 0; requests--)
        {
            AppendRequest(text, random, isLast: requests == 1);
        }

        var bytes = Encoding.Latin1.GetBytes(text.ToString());
        if (random.Next(3) == 0)
        {
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)"\r\n\0: ,;0f\u007f"[random.Next(10)];
            }
        }

        return random.Next(5) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static void AppendRequest(StringBuilder text, Random random, bool isLast)
    {
        var end = random.Next(6) == 0 ? Of(random, LineEnds) : "\r\n";
        text.Append(Of(random, Targets)).Append(' ').Append(Of(random, Versions)).Append(end);
        text.Append("Host: localhost").Append(end).Append("Authorization: ").Append(Tills.Sample).Append(end);
        if (random.Next(4) != 0)
        {
            text.Append("Content-Type: application/json").Append(end);
        }

        if (random.Next(6) == 0)
        {
            text.Append(Of(random, OddHeaders)).Append(end);
        }

        if (isLast)
        {
            text.Append("Connection: close").Append(end);
        }

        switch (random.Next(6))
        {
            case 0:
                text.Append(end);
                break;
            case 1:
                text.Append("Content-Length: ").Append(Of(random, Lengths)).Append(end).Append(end).Append(Of(random, ["", "{}", "[]", "\"abc\"", new string(' ', 70_000)]));
                break;
            default:
                text.Append("Transfer-Encoding: ").Append(Of(random, Encodings)).Append(end);
                if (random.Next(6) == 0)
                {
                    text.Append("Content-Length: ").Append(Of(random, Lengths)).Append(end);
                }

                text.Append(end);
                AppendChunks(text, random);
                break;
        }
    }

    private static void AppendChunks(StringBuilder text, Random random)
    {
        for (var chunks = random.Next(4); chunks > 0; chunks--)
        {
            if (random.Next(3) != 0)
            {
                var data = Of(random, ["{}", "[{\"customerId\":1}]", " ", new string(' ', 0x11000)]);
                text.Append(data.Length.ToString("x", System.Globalization.CultureInfo.InvariantCulture)).Append(Of(random, Extensions)).Append("\r\n").Append(data).Append(Of(random, LineEnds));
            }
            else
            {
                text.Append(Of(random, Sizes)).Append(Of(random, Extensions)).Append(Of(random, LineEnds)).Append(Of(random, ["{}", "", "abc"])).Append(Of(random, LineEnds));
            }
        }

        text.Append('0').Append(Of(random, Extensions)).Append("\r\n").Append(Of(random, Trailers)).Append("\r\n");
    }

    private static string Of(Random random, string[] values) => values[random.Next(values.Length)];
}
