using Loyalty.Api.Controls;
using Loyalty.Api.Operations;
using Loyalty.Domain.Faults;

namespace Loyalty.Api.Faults;

/// <summary>Reads a rule of a fault plan. A rule that could never take effect is refused.</summary>
internal static class FaultRuleCheck
{
    /// <summary>Maximum number of conditions on the query of a rule.</summary>
    public const int MaxConditions = 100;

    /// <summary>Headers that describe the connection or the length of the body. The server writes them.</summary>
    private static readonly string[] ServerHeaders = ["Connection", "Content-Length", "Date", "Keep-Alive", "Transfer-Encoding", "Upgrade"];

    public static FaultRule Of(FaultRuleJson? rule, string jsonPath, IReadOnlyList<EmulatedOperation> allOperations)
    {
        MatchValidation.Require(rule is not null, jsonPath, "a rule must be an object.");
        var match = rule!.Match ?? new FaultMatch();
        MatchValidation.Require(!(match.Query?.Count > MaxConditions), $"{jsonPath}.match.query", $"a rule has at most {MaxConditions} conditions on the query.");
        MatchValidation.Require($"{jsonPath}.match.", match.Method, match.Path, match.Query);
        MatchValidation.Require(
            match.Operation is null || allOperations.Any(operation => operation.Id.Equals(match.Operation, StringComparison.Ordinal)),
            $"{jsonPath}.match.operation",
            $"unknown operation '{match.Operation}'; accepted operations: {string.Join(", ", allOperations.Select(operation => operation.Id).Distinct(StringComparer.Ordinal))}.");
        var operations = allOperations.Where(operation => operation.CanMatch(match)).ToList();
        MatchValidation.Require(
            operations.Count > 0,
            $"{jsonPath}.match",
            $"no emulated operation matches, so the rule would never fire; emulated operations: {string.Join(", ", allOperations.Select(operation => $"{operation.Id} ({operation.Method} {operation.Route})"))}.");

        var effect = EffectOf(rule.Effect, $"{jsonPath}.effect", operations);
        var times = rule.Times;
        MatchValidation.Require(times?.First is null or >= 0, $"{jsonPath}.times.first", "first is 0 or more; with 0, the rule never fires.");
        MatchValidation.Require(times?.Nth is null or >= 1, $"{jsonPath}.times.nth", "nth is 1 or more.");
        MatchValidation.Require(times?.Every is null or >= 1, $"{jsonPath}.times.every", "every is 1 or more.");
        MatchValidation.Require(times?.Rate is null or (>= 0 and <= 1), $"{jsonPath}.times.rate", "a rate is a number from 0 to 1.");
        return new FaultRule(
            match,
            effect,
            times is null ? null : new FaultTimes(times.First, times.Every, times.Rate, times.Seed, times.Until?.Milliseconds, times.Nth));
    }

    private static FaultEffect EffectOf(FaultEffectJson? effect, string jsonPath, IReadOnlyList<EmulatedOperation> operations)
    {
        MatchValidation.Require(effect is not null, jsonPath, "an effect must be an object.");
        MatchValidation.Require(
            effect != new FaultEffectJson { RetryAfter = effect!.RetryAfter },
            jsonPath,
            "an effect has a code, a status, headers, a body, a content, a delay, a barrier or a connection.");
        MatchValidation.Require(effect.Code is null || effect.Status is null, jsonPath, "an effect has a code or a status, not both.");
        MatchValidation.Require(
            effect.Code is not { } code || operations.Any(operation => operation.Offers(code)),
            jsonPath + ".code",
            $"no matching operation documents the code {effect.Code}; documented codes: {string.Join(", ", operations.SelectMany(operation => operation.Codes).Distinct().Order())}.");
        MatchValidation.Require(effect.Status is null or (>= 400 and <= 599), jsonPath + ".status", "a status is a number from 400 to 599.");
        MatchValidation.Require(
            effect.Delay is not { } delay || (delay.Min >= 0 && delay.Min <= delay.Max && delay.Max <= FaultDelay.MaxMilliseconds),
            jsonPath + ".delay",
            $"a delay is 0 to {FaultDelay.MaxMilliseconds} milliseconds, with min not greater than max.");
        var connection = CamelCaseName<FaultConnection>.Parse(effect.Connection);
        MatchValidation.Require(effect.Connection is null || connection is not null, jsonPath + ".connection", $"a connection is one of {string.Join(", ", CamelCaseName<FaultConnection>.All)}.");
        RequireHeaders(effect, jsonPath);
        var content = CamelCaseName<FaultContent>.Parse(effect.Content);
        MatchValidation.Require(effect.Content is null || content is not null, jsonPath + ".content", $"a content is one of {string.Join(", ", CamelCaseName<FaultContent>.All)}.");
        MatchValidation.Require(
            new object?[] { effect.Code, effect.Body, content }.Count(part => part is not null) <= 1,
            jsonPath,
            "an effect has at most one of code, body and content; a status can be combined with a body or a content.");
        MatchValidation.Require(content is not FaultContent.Html || effect.Status is not null, jsonPath + ".content", "html is the error page of a gateway and needs a status, such as 502.");
        if (effect.Barrier is { } barrier)
        {
            ResourceName.Require(barrier, jsonPath + ".barrier");
        }

        return new FaultEffect(effect.Code, effect.Status, effect.Delay, connection, effect.RetryAfter, effect.Headers, effect.Body, content, effect.Barrier);
    }

    private static void RequireHeaders(FaultEffectJson effect, string jsonPath)
    {
        MatchValidation.Require(effect.RetryAfter is null or >= 0, jsonPath + ".retryAfter", "retryAfter is 0 or more seconds.");
        MatchValidation.Require(effect.RetryAfter is null || effect.Code is not null || effect.Status is not null, jsonPath + ".retryAfter", "retryAfter needs a code or a status.");
        MatchValidation.Require(effect.Headers is not { Count: 0 }, jsonPath + ".headers", "headers must contain a header.");
        foreach (var (name, value) in effect.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            var path = $"{jsonPath}.headers{MatchValidation.PathStep(name)}";
            MatchValidation.Require(name.Length > 0 && name.All(IsTokenCharacter), path, "a header's name has letters, digits and !#$%&'*+-.^_`|~.");
            MatchValidation.Require(!ServerHeaders.Contains(name, StringComparer.OrdinalIgnoreCase), path, "the server writes this header itself.");
            MatchValidation.Require(
                effect.RetryAfter is null || !name.Equals("Retry-After", StringComparison.OrdinalIgnoreCase), path, "give retryAfter or this header, not both.");

            // The deserializer accepts null as a dictionary value.
            MatchValidation.Require((string?)value is { } text && text.All(character => character is >= ' ' and <= '~'), path, "a header's value is printable ASCII text.");
        }
    }

    private static bool IsTokenCharacter(char character) => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal);
}
