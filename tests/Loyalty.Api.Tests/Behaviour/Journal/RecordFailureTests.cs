using Loyalty.Api.Journal;
using Loyalty.Api.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Loyalty.Api.Tests.Behaviour.Journal;

public sealed class RecordFailureTests
{
    /// <summary>An exception while a response starts would replace it by 500 without a body.</summary>
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_request_that_cannot_be_recorded_is_logged_and_its_answer_goes_on()
    {
        using var logs = new LogCapture();
        await using var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(logs)).BuildServiceProvider();

        // Without the state of a request, the recorder throws.
        (JournalRecorder, HttpContext) request = (new JournalRecorder(null!, null!, null!), new DefaultHttpContext { RequestServices = services });
        await JournalMiddleware.RecordAsync(request);

        Assert.Contains(logs.Lines, line => line.StartsWith("Error Loyalty.Api.Journal.JournalRecorder A request could not be recorded in the journal", StringComparison.Ordinal));
    }
}
