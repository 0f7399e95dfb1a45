using System.Text;
using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Contract;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.Tests.Generated;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Draws hostile requests to the sample world.</summary>
internal sealed class HostileRequests
{
    private static readonly string[] TargetParameters = QueryParametersOf("/v3/users/{userId}/enrolledTargets");

    private static readonly string[] PromotionParameters = QueryParametersOf("/api_gateway/loyalty/v1/programs/{programId}/promotionsV2");

    private static readonly (string Prefix, EnvelopeFamily Family)[] Elsewhere =
    [
        ("/v3", EnvelopeFamily.V3), ("/v3.1", EnvelopeFamily.V3), ("/api_gateway/intouch-api-v3", EnvelopeFamily.V3), ("/targetGroups", EnvelopeFamily.V3),
        ("/v3/oauth", EnvelopeFamily.V3), ("/api_gateway/loyalty", EnvelopeFamily.Gateway), ("/v2", EnvelopeFamily.V2), ("/v2.1", EnvelopeFamily.V2), ("/v2/customers/lookup", EnvelopeFamily.Lookup), ("/V3", EnvelopeFamily.V3),
        ("/v4", EnvelopeFamily.Problem), ("/v30", EnvelopeFamily.Problem), ("/api_gateway", EnvelopeFamily.Problem), ("/users", EnvelopeFamily.Problem), ("/favicon.ico", EnvelopeFamily.Problem),
    ];

    private readonly HostileValues _pieces;
    private readonly string _token;

    private HostileRequests(RandomData random, string token)
    {
        _pieces = new HostileValues(random);
        _token = token;
    }

    /// <summary>Some requests carry <paramref name="token"/>, a valid one, so that they get past authentication.</summary>
    public static HostileRequest Make(RandomData random, string token) => new HostileRequests(random, token).Make();

    /// <summary>As the committed OpenAPI document lists them.</summary>
    private static string[] QueryParametersOf(string path) =>
    [
        .. JsonNode.Parse(Repository.Read(SwaggerTests.FileOf("v1")))!["paths"]![path]!["get"]!["parameters"]!.AsArray()
            .Where(parameter => (string)parameter!["in"]! is "query").Select(parameter => (string)parameter!["name"]!),
    ];

    private HostileRequest Make()
    {
        var (path, family, parameters) = _pieces.Part(Path);
        var isToken = family == EnvelopeFamily.Token;
        var isEnrolment = path.EndsWith("nroll", StringComparison.Ordinal);
        var method = _pieces.Below(8) switch
        {
            7 => _pieces.Of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PURGE", "get", "PROPFIND", "X", "M-SEARCH"),
            _ => isToken || isEnrolment ? "POST" : "GET",
        };
        var body = _pieces.Part(() => isEnrolment && !_pieces.OneIn(4) ? EnrolmentBody() : isToken || isEnrolment || _pieces.OneIn(12) ? Body() : null);
        return new HostileRequest(method, path + _pieces.Part(() => Query(parameters)), _pieces.Part(() => Headers(isToken || isEnrolment, body is not null).ToList()), body, family);
    }

    private (string Path, EnvelopeFamily? Family, string[] Parameters) Path()
    {
        var (path, family, parameters) = _pieces.Below(12) switch
        {
            0 or 1 or 2 => ($"/v3/users/{(_pieces.OneIn(3) ? _pieces.Segment() : "565039506")}/enrolledTargets", EnvelopeFamily.V3, TargetParameters),
            3 or 4 or 5 or 6 or 9 => (
                $"/api_gateway/loyalty/v1/programs/{(_pieces.OneIn(5) ? _pieces.Segment() : "469")}/{_pieces.Of("promotionsV2", "userCreatedPromotions")}", EnvelopeFamily.Gateway, PromotionParameters),
            10 => (EnrolmentPath(), EnvelopeFamily.V3, TargetParameters),
            7 or 8 => (OAuth.TokenPath, EnvelopeFamily.Token, (string[])["key", "secret"]),
            _ => Else(),
        };
        return _pieces.OneIn(8) ? (Mutated(path), family == EnvelopeFamily.Problem ? null : Kept(family), parameters) : (path, family, parameters);
    }

    private (string Path, EnvelopeFamily Family, string[] Parameters) Else()
    {
        var (prefix, family) = _pieces.Of(Elsewhere);
        var rest = string.Concat(_pieces.List(1, 3, () => "/x" + _pieces.Segment()));
        return (prefix + rest, family, _pieces.OneIn(2) ? TargetParameters : PromotionParameters);
    }

    private EnvelopeFamily? _kept;

    /// <summary>What the mutation left of the family; the token endpoint's prefix is deep enough to be lost.</summary>
    private EnvelopeFamily? Kept(EnvelopeFamily family) => _kept == EnvelopeFamily.Problem || family == EnvelopeFamily.Token ? null : family;

    /// <summary>Changes that keep the first two segments, and some that do not.</summary>
    private string Mutated(string path)
    {
        switch (_pieces.Below(10))
        {
            case 0: return path + "/";
            case 1: return path + "/" + _pieces.Segment();
            case 2: return path + "//";
            case 3: return path + _pieces.Of(";v=1", "%20", ".json", "%0A", "%3F", ":x", "%2F");
            case 4: return path[..path.LastIndexOf('/')] is { Length: > 3 } shorter ? shorter : path;
            case 5: return path[..^1] + $"%{(int)path[^1]:X2}";
            case 6: return path.Replace("users", "USERS", StringComparison.Ordinal).Replace("promotionsV2", "PROMOTIONSv2", StringComparison.Ordinal);
            case 7: return path + "/x/%2e%2e";
        }

        _kept = EnvelopeFamily.Problem;
        return _pieces.Of("/" + path, "/x/.." + path, "/." + path, path.Replace("/", "%2F", StringComparison.Ordinal).Insert(0, "/"), path.Replace('/', '\\').Insert(0, "/"), "/%76" + path[2..]);
    }

    private string Query(string[] parameters)
    {
        if (_pieces.OneIn(10))
        {
            return _pieces.Of("", "?", "?&&&", "?=", "?=1", "??", "?" + _pieces.Value(), "?%00", "?a[]=1&a[]=2");
        }

        var query = new List<string>();
        if (parameters.Contains("limit", StringComparer.Ordinal) && !_pieces.OneIn(4))
        {
            query.Add("limit=" + _pieces.Of("0", "1", "2", "2", "100", "100", "101"));
            query.Add("offset=" + _pieces.Of("0", "0", "1", "168", "9223372036854775807"));
            query.Add("sourceType=" + (_pieces.OneIn(20) ? "" : _pieces.OneIn(10) ? "user_created" : "USER_CREATED"));
        }

        query.AddRange(_pieces.List(0, 2, () =>
        {
            var name = _pieces.OneIn(8) ? _pieces.Value() : _pieces.Of(parameters);
            var ending = _pieces.OneIn(12) ? _pieces.Of("[]", "[0]", "%5B%5D", ".x", "%00") : "";
            return _pieces.OneIn(15) ? name + ending : $"{name}{ending}={_pieces.Value()}";
        }));

        if (_pieces.OneIn(6))
        {
            query.Add("identifierName=" + _pieces.Of("id", "mobile", _pieces.Value()));
            query.Add("identifierValue=" + _pieces.Of("555380205", "919000000005", _pieces.Value()));
            query.Add("source=" + _pieces.Of("INSTORE", _pieces.Value()));
        }

        if (query.Count > 0 && _pieces.OneIn(10))
        {
            query.Add(_pieces.Of(query));
        }

        var text = string.Join('&', query);
        return text.Length == 0 ? "" : "?" + text[..Math.Min(text.Length, 12_000)].Replace("#", "%23", StringComparison.Ordinal);
    }

    private IEnumerable<(string Name, string Value)> Headers(bool isToken, bool hasBody)
    {
        switch (_pieces.Below(20))
        {
            case 19: yield return ("Authorization", _pieces.Of("Basic", "Basic =", "Basic " + _pieces.HeaderValue(), "Bearer x", _pieces.HeaderValue(), "Basic " + new string('A', 5000), Tills.Of("docs.till", "x"))); break;
            case 18: yield return (OAuth.TokenHeader, _pieces.Of("", _token[..40], _token + ".", _token.Replace('.', ','), _pieces.HeaderValue(), "a.b.c", "..", "{}", new string('.', 900), "e30.e30.e30")); break;
            case 17: break;
            case 16: yield return ("Authorization", Tills.Limited); break;
            case 14 or 15: yield return (_pieces.Of(OAuth.TokenHeader, "CAP-API-ACCESS-TOKEN"), _token); break;
            default: yield return ("Authorization", Tills.Sample); break;
        }

        if (_pieces.OneIn(6))
        {
            yield return ("Prefer", _pieces.Of(
                "representation=Gateway", "representation=Customer", "representation=Documented", "representation=customer; x=1", "representation=", "representation=2", "representation", "code=404", "code=401",
                "code=310011", "code=4086", "code=429", "code=", "code=99999999999", "code=-1", "delay=0", "delay=1", "delay=-1", "delay=99999999999", "delay=x", "respond-async, wait=10", "=", ",,,", _pieces.HeaderValue()));
        }

        if (_pieces.OneIn(6))
        {
            yield return ("If-None-Match", _pieces.Of("*", "*", "\"y\", *", "\"x\"", "W/\"x\"", "x", "\"", "\"a\",\"b\", *", "W/", _pieces.HeaderValue()));
        }

        if (hasBody ? !_pieces.OneIn(12) : _pieces.OneIn(4))
        {
            yield return ("Content-Type", isToken && !_pieces.OneIn(4) ? "application/json" : _pieces.Of(
                "application/json", "application/json; charset=utf-8", "application/json; charset=utf-16", "application/json; charset=x", "application/json;charset=\"utf-8\"", "text/json", "application/xml",
                "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "application/", "/", "*/*", "application/json, text/xml", "application/problem+json", _pieces.HeaderValue()));
        }

        if (_pieces.OneIn(8))
        {
            yield return (_pieces.Of("Accept", "Accept-Encoding", "Accept-Language", "Range", "If-Match", "If-Modified-Since", "X-HTTP-Method-Override", "X-Forwarded-For", "Forwarded", "X-Forwarded-Proto", "DATA-SCOPE",
                "X-CAP-API-AUTH-ORG-ID", "X-CAP-API-ATTRIBUTION-ENTITY-TYPE", "Cookie", "Origin", "Referer", "Upgrade-Insecure-Requests", "X-Emulator-Key", "traceparent", "Via"), _pieces.HeaderValue());
        }
    }

    /// <summary>No target has the id 1, so that nothing is ever enrolled.</summary>
    private string EnrolmentPath() => _pieces.Of("/v3", "", "/v3.1", "/api_gateway/intouch-api-v3/v3.1")
        + $"/targetGroups/{(_pieces.OneIn(4) ? _pieces.Segment() : "4102")}/targets/{(_pieces.OneIn(4) ? "x" + _pieces.Segment() : "1")}/{_pieces.Of("enroll", "unEnroll")}";

    private byte[] EnrolmentBody()
    {
        string Json() => _pieces.Of("71000042", "\"71000042\"", "null", "true", "0", "-1", "1.5", "1e999", "9223372036854775808", "[]", "{}", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"" + new string('9', 500) + "\"");
        string Customer() => $"{{\"customerId\":{Json()}{string.Concat(_pieces.List(0, 2, () => $",\"{_pieces.Of("periodName", "initialBalance", "resetStreakStatus", "CUSTOMERID", "x")}\":{Json()}"))}}}";
        return Encoding.UTF8.GetBytes(_pieces.Below(8) switch
        {
            0 => Customer(),
            1 => $"[{Customer()},{Customer()}]",
            2 => $"[[{Customer()}]]",
            3 => $"[{Customer()}",
            _ => $"[{Customer()}]",
        });
    }

    private byte[] Body() => _pieces.Below(16) switch
    {
        0 or 1 => Encoding.UTF8.GetBytes(OAuth.SampleClient),
        2 => Encoding.UTF8.GetBytes("""{"key":"docs-key","secret":"wrong"}"""),
        3 => Encoding.UTF8.GetBytes($$"""{"key":{{_pieces.Of("1", "null", "[]", "{}", "true", "1e999", "\"\\ud800\"", "\"\\u0000\"", "\"" + new string('k', 70_000) + "\"")}},"secret":"docs-secret"}"""),
        4 => Encoding.UTF8.GetBytes(_pieces.Of("{", "[", "]", "nul", "\"", "{]", "{\"key\"", "{\"a\":1,}", "{'key':1}", "{\"\\ud800\":1}", "{\"\\udc00\":{\"x\":\"\\ud800\"}}", "[\"\\udfff\"]", "01", "-", "1e", "\u0000")),
        5 => Encoding.UTF8.GetBytes(new string(_pieces.Of('[', '{', '"'), _pieces.Below(3000))),
        6 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"key\":", 80)) + "1" + new string('}', 80)),
        7 => [0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0],
        8 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(OAuth.SampleClient)],
        9 => [(byte)'"', 0xC0, 0xAF, 0xED, 0xA0, 0x80, (byte)'"'],
        10 => Encoding.UTF8.GetBytes("""{"key":"docs-key","key":"docs-key","secret":"x","secret":"docs-secret"}"""),
        11 => Encoding.UTF8.GetBytes("key=docs-key&secret=docs-secret"),
        12 => [],
        13 => Encoding.UTF8.GetBytes(new string(' ', _pieces.Below(200_000)) + OAuth.SampleClient),
        14 => Encoding.UTF8.GetBytes("{" + string.Join(',', _pieces.List(0, 499, () => _pieces.Of("key", "k")).Select((name, index) => name is "k" ? $"\"k{index}\":{index}" : $"\"key\":{index}")) + "}"),
        _ => Encoding.UTF8.GetBytes(_pieces.HeaderValue()),
    };
}
