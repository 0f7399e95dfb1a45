using Loyalty.Laws.Tests.Hosting;

namespace Loyalty.Laws.Tests.Model;

/// <summary>What an answer must be. The body is null where only the status is known, and a start where the rest is not documented.</summary>
internal sealed record Expected(int Status, string? Body = null, bool IsStart = false)
{
    public void Require(Reply reply, string what)
    {
        var fits = reply.Status == Status && (Body is null || (IsStart ? reply.Body.StartsWith(Body, StringComparison.Ordinal) : reply.Body.Equals(Body, StringComparison.Ordinal)));
        Assert.True(fits, $"{what}\nexpected {Status} {Body}\nanswered {reply.Status} {reply.Body}");
    }
}
