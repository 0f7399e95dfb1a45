namespace Loyalty.Domain.Targets;

/// <summary>The code of unEnroll for a customer who is not enrolled (docs/contract/targets.md 3, row 39).</summary>
public enum NotEnrolledReading
{
    /// <summary>310126 with HTTP status 500, as in the vendor's OpenAPI document.</summary>
    OpenApi,

    /// <summary>310119 with HTTP status 400, as in the vendor's table.</summary>
    Table,
}
