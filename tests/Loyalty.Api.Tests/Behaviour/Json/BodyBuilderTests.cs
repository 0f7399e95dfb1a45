using Loyalty.Api.Json;

namespace Loyalty.Api.Tests.Behaviour.Json;

public sealed class BodyBuilderTests
{
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public void A_body_has_its_maximum_size_and_no_byte_more()
    {
        using var body = new BodyBuilder();
        var part = new byte[1024 * 1024];
        for (var parts = 0; parts < BodyBuilder.MaxBytes / part.Length; parts++)
        {
            body.Append(part);
        }

        Assert.Equal(BodyBuilder.MaxBytes, body.Body.Length);
        Assert.Throws<AnswerTooLargeException>(() => body.Append(" "u8));
    }
}
