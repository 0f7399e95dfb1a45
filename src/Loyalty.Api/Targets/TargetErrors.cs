using Loyalty.Api.Families;

namespace Loyalty.Api.Targets;

/// <summary>Codes of the target family (docs/contract/seeds.md 1.6; docs/contract/targets.md 4).</summary>
public static class TargetErrors
{
    public static readonly ApiError InvalidUserId =
        new(ApiFamily.V3, 400, 310011, "Invalid userId", ErrorSource.Both, nameof(InvalidUserId));

    public static readonly ApiError InvalidEnrollmentType =
        new(ApiFamily.V3, 400, 310130, "Invalid enrollment type as input", ErrorSource.Request, nameof(InvalidEnrollmentType));

    public static readonly ApiError InvalidInput = GenericErrors.InvalidInput(ApiFamily.V3);
}
