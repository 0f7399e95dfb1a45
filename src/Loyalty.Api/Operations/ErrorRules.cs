using FluentValidation;
using Loyalty.Api.Families;

namespace Loyalty.Api.Operations;

/// <summary>Attaches entries of the error catalogue to validation rules, so that every validation error has a code.</summary>
public static class ErrorRules
{
    /// <summary>If the rule fails, the answer is this entry. If given, <paramref name="because"/> follows its message.</summary>
    public static IRuleBuilderOptions<T, TProperty> WithError<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, ApiError error, string? because = null) =>
        rule.WithState(_ => error).WithMessage(_ => because is null ? error.Message : error.Because(because));
}
