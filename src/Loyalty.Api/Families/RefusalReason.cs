namespace Loyalty.Api.Families;

/// <summary>A request feature that keeps why the request was refused, for the journal and the log.</summary>
public interface IRefusalReason
{
    string? Reason { get; set; }
}

/// <summary>Whether answers tell the reason of a refusal in a header.</summary>
public sealed record ReasonHeader(bool IsOn)
{
    public const string Name = "X-Emulator-Reason";
}

/// <summary>
/// Why a request was refused: which parameter, and what it accepts. A documented message says the same for every cause, so the reason has a place of its own.
/// </summary>
public static class RefusalReason
{
    private const int LongestHeader = 1000;

    /// <summary>Tells the reason to the journal, the log and the client. The first reason of a request stays in journal and log.</summary>
    public static void Set(HttpContext context, string reason)
    {
        if (context.Features.Get<IRefusalReason>() is { } refusal)
        {
            refusal.Reason ??= reason;
        }

        if (context.RequestServices.GetRequiredService<ReasonHeader>().IsOn)
        {
            context.Response.Headers[ReasonHeader.Name] = HeaderText(reason);
        }
    }

    /// <summary>One line of printable ASCII: a name of a document or a path may have any character.</summary>
    private static string HeaderText(string reason) => string.Create(Math.Min(reason.Length, LongestHeader), reason, static (text, reason) =>
    {
        for (var index = 0; index < text.Length; index++)
        {
            text[index] = reason[index] is >= ' ' and <= '~' ? reason[index] : '?';
        }
    });
}
