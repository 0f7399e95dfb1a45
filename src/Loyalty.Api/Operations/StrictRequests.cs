using Loyalty.Api.Families;

namespace Loyalty.Api.Operations;

/// <summary>Refuses query parameters and paths that are not spelled as documented, if the request's world asks for it.</summary>
public static class StrictRequests
{
    public static IApplicationBuilder UseStrictRequests(this IApplicationBuilder app) => app.Use((context, next) =>
        RequestState.Find(context) is { Operation: { } operation } state
        && (state.Caller?.Settings ?? state.World?.View.Settings)?.StrictRequests is true
        && ReasonOf(EmulatedOperation.Of(context.GetEndpoint()!), context.Request) is { } reason
            ? ErrorBody.WriteAsync(context, GenericErrors.InvalidInput(operation.Family), reason)
            : next(context));

    /// <summary>Null for a request that is spelled as documented.</summary>
    private static string? ReasonOf(EmulatedOperation operation, HttpRequest request)
    {
        foreach (var (sent, known) in operation.MisspelledSegments(request.Path.Value ?? ""))
        {
            return $"{sent} in the path is spelled {known}.";
        }

        if (operation.UnknownParameters(request.QueryString.Value ?? "") is not [var name, ..])
        {
            return null;
        }

        return operation.QueryParameters.MinBy(known => Distance(name, known)) is { } nearest
            ? $"{name} is not a parameter of this operation; the nearest is {nearest}."
            : $"{name} is not a parameter of this operation; it has none.";
    }

    /// <summary>How many characters have to be changed, added or removed to make one name of the other; another case counts nothing.</summary>
    internal static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 0; i < one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < other.Length; j++)
            {
                var changed = diagonal + (char.ToUpperInvariant(one[i]) == char.ToUpperInvariant(other[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(changed, Math.Min(row[j], row[j + 1]) + 1);
            }
        }

        return row[^1];
    }
}
