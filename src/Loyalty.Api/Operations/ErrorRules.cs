using FluentValidation;
using Loyalty.Api.Families;

namespace Loyalty.Api.Operations;

/// <summary>Attaches entries of the error catalogue to validation rules, so that every validation error has a code.</summary>
public static class ErrorRules
{
    /// <summary>If the rule fails, the answer is this entry. The reason names the parameter and what it accepts.</summary>
    public static IRuleBuilderOptions<T, TProperty> WithError<T, TProperty>(this IRuleBuilderOptions<T, TProperty> rule, ApiError error, string reason) =>
        rule.WithState(_ => error).WithMessage(_ => reason);
}
