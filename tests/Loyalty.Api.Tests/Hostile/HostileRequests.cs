using System.Text;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Generates random requests to the sample world. The same number gives the same request.</summary>
internal sealed class HostileRequests
{
    private static readonly string[] TargetParameters = ["targetRuleIds", "trackingDate", "enrollmentType", "includeOnlyUserCreated"];

    private static readonly string[] PromotionParameters =
    [
        "limit", "offset", "sourceType", "promotionId", "includeInactivePromotions", "startRuleIdentifier", "eventName", "identifierName", "identifierValue", "source",
    ];

    private static readonly (string Prefix, EnvelopeFamily Family)[] UnknownPathPrefixes =
    [
        ("/v3", EnvelopeFamily.V3), ("/v3.1", EnvelopeFamily.V3), ("/api_gateway/intouch-api-v3", EnvelopeFamily.V3), ("/targetGroups", EnvelopeFamily.V3),
        ("/v3/oauth", EnvelopeFamily.V3), ("/api_gateway/loyalty", EnvelopeFamily.Gateway), ("/v2", EnvelopeFamily.V2), ("/v2.1", EnvelopeFamily.V2), ("/V3", EnvelopeFamily.V3),
        ("/v4", EnvelopeFamily.Problem), ("/v30", EnvelopeFamily.Problem), ("/api_gateway", EnvelopeFamily.Problem), ("/users", EnvelopeFamily.Problem), ("/favicon.ico", EnvelopeFamily.Problem),
    ];

    private readonly HostileValues _values;
    private readonly string _token;

    private HostileRequests(int number, string token)
    {
        _values = new HostileValues(new Random(number));
        _token = token;
    }

    /// <summary><paramref name="token"/> is a valid token, so that some requests authenticate with a token.</summary>
    public static HostileRequest Make(int number, string token) => new HostileRequests(number, token).Make();

    private HostileRequest Make()
    {
        var (path, family, parameters) = Path();
        var isToken = family == EnvelopeFamily.Token;
        var method = _values.Below(8) switch
        {
            0 => _values.OneOf("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PURGE", "get", "PROPFIND", "X", "M-SEARCH"),
            _ => isToken ? "POST" : "GET",
        };
        var body = isToken || _values.OneIn(12) ? Body() : null;
        return new HostileRequest(method, path + Query(parameters), [.. Headers(isToken, body is not null)], body, family);
    }

    private (string Path, EnvelopeFamily? Family, string[] Parameters) Path()
    {
        var (path, family, parameters) = _values.Below(12) switch
        {
            0 or 1 or 2 => ($"/v3/users/{(_values.OneIn(2) ? "565039506" : _values.Segment())}/enrolledTargets", EnvelopeFamily.V3, TargetParameters),
            3 or 4 or 5 or 6 or 9 => (
                $"/api_gateway/loyalty/v1/programs/{(_values.OneIn(5) ? _values.Segment() : "469")}/{_values.OneOf("promotionsV2", "userCreatedPromotions")}", EnvelopeFamily.Gateway, PromotionParameters),
            7 or 8 => (OAuth.TokenPath, EnvelopeFamily.Token, (string[])["key", "secret"]),
            _ => UnknownPath(),
        };
        return _values.OneIn(8) ? (Mutate(path), family == EnvelopeFamily.Problem ? null : FamilyOfMutated(family), parameters) : (path, family, parameters);
    }

    private (string Path, EnvelopeFamily Family, string[] Parameters) UnknownPath()
    {
        var (prefix, family) = _values.OneOf(UnknownPathPrefixes);
        var rest = string.Concat(Enumerable.Range(0, 1 + _values.Below(3)).Select(_ => "/x" + _values.Segment()));
        return (prefix + rest, family, _values.OneIn(2) ? TargetParameters : PromotionParameters);
    }

    private bool _prefixChanged;

    /// <summary>
    /// The expected envelope after a mutation. It is unknown if the prefix changed, and for the token endpoint: a mutation can turn its path
    /// into one of the v3 family.
    /// </summary>
    private EnvelopeFamily? FamilyOfMutated(EnvelopeFamily family) => _prefixChanged || family == EnvelopeFamily.Token ? null : family;

    /// <summary>Changes a path. Most mutations keep the first two segments.</summary>
    private string Mutate(string path)
    {
        switch (_values.Below(10))
        {
            case 0: return path + "/";
            case 1: return path + "/" + _values.Segment();
            case 2: return path + "//";
            case 3: return path + _values.OneOf(";v=1", "%20", ".json", "%0A", "%3F", ":x", "%2F");
            case 4: return path[..path.LastIndexOf('/')] is { Length: > 3 } shorter ? shorter : path;
            case 5: return path[..^1] + $"%{(int)path[^1]:X2}";
            case 6: return path.Replace("users", "USERS", StringComparison.Ordinal).Replace("promotionsV2", "PROMOTIONSv2", StringComparison.Ordinal);
            case 7: return path + "/x/%2e%2e";
        }

        _prefixChanged = true;
        return _values.OneOf("/" + path, "/x/.." + path, "/." + path, path.Replace("/", "%2F", StringComparison.Ordinal).Insert(0, "/"), path.Replace('/', '\\').Insert(0, "/"), "/%76" + path[2..]);
    }

    private string Query(string[] parameters)
    {
        if (_values.OneIn(10))
        {
            return _values.OneOf("", "?", "?&&&", "?=", "?=1", "??", "?" + _values.Value(), "?%00", "?a[]=1&a[]=2");
        }

        var query = new List<string>();
        if (parameters.Contains("limit", StringComparer.Ordinal) && !_values.OneIn(4))
        {
            query.Add("limit=" + _values.OneOf("0", "1", "2", "2", "100", "100", "101"));
            query.Add("offset=" + _values.OneOf("0", "0", "1", "168", "9223372036854775807"));
            query.Add("sourceType=" + (_values.OneIn(20) ? "" : _values.OneIn(10) ? "user_created" : "USER_CREATED"));
        }

        for (var more = _values.Below(3); more > 0; more--)
        {
            var name = _values.OneIn(8) ? _values.Value() : _values.OneOf(parameters);
            var ending = _values.OneIn(12) ? _values.OneOf("[]", "[0]", "%5B%5D", ".x", "%00") : "";
            query.Add(_values.OneIn(15) ? name + ending : $"{name}{ending}={_values.Value()}");
        }

        if (_values.OneIn(6))
        {
            query.Add("identifierName=" + _values.OneOf("id", "mobile", _values.Value()));
            query.Add("identifierValue=" + _values.OneOf("555380205", "919000000005", _values.Value()));
            query.Add("source=" + _values.OneOf("INSTORE", _values.Value()));
        }

        if (query.Count > 0 && _values.OneIn(10))
        {
            query.Add(_values.OneOf(query));
        }

        var text = string.Join('&', query);
        return text.Length == 0 ? "" : "?" + text[..Math.Min(text.Length, 12_000)].Replace("#", "%23", StringComparison.Ordinal);
    }

    private IEnumerable<(string Name, string Value)> Headers(bool isToken, bool hasBody)
    {
        switch (_values.Below(20))
        {
            case 0: yield return ("Authorization", _values.OneOf("Basic", "Basic =", "Basic " + _values.HeaderValue(), "Bearer x", _values.HeaderValue(), "Basic " + new string('A', 5000), Tills.Of("docs.till", "x"))); break;
            case 1: yield return (OAuth.TokenHeader, _values.OneOf("", _token[..40], _token + ".", _token.Replace('.', ','), _values.HeaderValue(), "a.b.c", "..", "{}", new string('.', 900), "e30.e30.e30")); break;
            case 2: break;
            case 3: yield return ("Authorization", Tills.Limited); break;
            case 4 or 5: yield return (_values.OneOf(OAuth.TokenHeader, "CAP-API-ACCESS-TOKEN"), _token); break;
            default: yield return ("Authorization", Tills.Sample); break;
        }

        if (_values.OneIn(6))
        {
            yield return ("Prefer", _values.OneOf(
                "representation=Gateway", "representation=Customer", "representation=Documented", "representation=customer; x=1", "representation=", "representation=2", "representation", "code=404", "code=401",
                "code=310011", "code=4086", "code=429", "code=", "code=99999999999", "code=-1", "delay=0", "delay=1", "delay=-1", "delay=99999999999", "delay=x", "respond-async, wait=10", "=", ",,,", _values.HeaderValue()));
        }

        if (_values.OneIn(6))
        {
            yield return ("If-None-Match", _values.OneOf("*", "*", "\"y\", *", "\"x\"", "W/\"x\"", "x", "\"", "\"a\",\"b\", *", "W/", _values.HeaderValue()));
        }

        if (hasBody ? !_values.OneIn(12) : _values.OneIn(4))
        {
            yield return ("Content-Type", isToken && !_values.OneIn(4) ? "application/json" : _values.OneOf(
                "application/json", "application/json; charset=utf-8", "application/json; charset=utf-16", "application/json; charset=x", "application/json;charset=\"utf-8\"", "text/json", "application/xml",
                "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "application/", "/", "*/*", "application/json, text/xml", "application/problem+json", _values.HeaderValue()));
        }

        if (_values.OneIn(8))
        {
            yield return (_values.OneOf("Accept", "Accept-Encoding", "Accept-Language", "Range", "If-Match", "If-Modified-Since", "X-HTTP-Method-Override", "X-Forwarded-For", "Forwarded", "X-Forwarded-Proto", "DATA-SCOPE",
                "X-CAP-API-AUTH-ORG-ID", "X-CAP-API-ATTRIBUTION-ENTITY-TYPE", "Cookie", "Origin", "Referer", "Upgrade-Insecure-Requests", "X-Emulator-Key", "traceparent", "Via"), _values.HeaderValue());
        }
    }

    private byte[] Body() => _values.Below(16) switch
    {
        0 or 1 => Encoding.UTF8.GetBytes(OAuth.SampleClient),
        2 => Encoding.UTF8.GetBytes("""{"key":"docs-key","secret":"wrong"}"""),
        3 => Encoding.UTF8.GetBytes($$"""{"key":{{_values.OneOf("1", "null", "[]", "{}", "true", "1e999", "\"\\ud800\"", "\"\\u0000\"", "\"" + new string('k', 70_000) + "\"")}},"secret":"docs-secret"}"""),
        4 => Encoding.UTF8.GetBytes(_values.OneOf("{", "[", "]", "nul", "\"", "{]", "{\"key\"", "{\"a\":1,}", "{'key':1}", "{\"\\ud800\":1}", "{\"\\udc00\":{\"x\":\"\\ud800\"}}", "[\"\\udfff\"]", "01", "-", "1e", "\u0000")),
        5 => Encoding.UTF8.GetBytes(new string(_values.OneOf('[', '{', '"'), _values.Below(3000))),
        6 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"key\":", 80)) + "1" + new string('}', 80)),
        7 => [0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0],
        8 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(OAuth.SampleClient)],
        9 => [(byte)'"', 0xC0, 0xAF, 0xED, 0xA0, 0x80, (byte)'"'],
        10 => Encoding.UTF8.GetBytes("""{"key":"docs-key","key":"docs-key","secret":"x","secret":"docs-secret"}"""),
        11 => Encoding.UTF8.GetBytes("key=docs-key&secret=docs-secret"),
        12 => [],
        13 => Encoding.UTF8.GetBytes(new string(' ', _values.Below(200_000)) + OAuth.SampleClient),
        14 => Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, _values.Below(500)).Select(index => $"\"{_values.OneOf("key", "k" + index)}\":{index}")) + "}"),
        _ => Encoding.UTF8.GetBytes(_values.HeaderValue()),
    };
}
