using FluentValidation;
using Loyalty.Api.Families;

namespace Loyalty.Api.Operations;

/// <summary>Ties rules to catalogue entries, so that no loose message leaves a validator.</summary>
public static class ErrorRules
{
    /// <summary>The rule's failure is answered with this entry; the reason names the parameter and what it accepts.</summary>
    public static IRuleBuilderOptions<T, TProperty> WithError<T, TProperty>(this IRuleBuilderOptions<T, TProperty> rule, ApiError error, string reason) =>
        rule.WithState(_ => error).WithMessage(_ => reason);
}
