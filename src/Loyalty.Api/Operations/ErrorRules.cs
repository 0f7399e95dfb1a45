using FluentValidation;
using Loyalty.Api.Families;

namespace Loyalty.Api.Operations;

/// <summary>Ties rules to catalogue entries, so that no loose message leaves a validator.</summary>
public static class ErrorRules
{
    /// <summary>The rule's failure is answered with this entry, its message followed by <paramref name="because"/> where given.</summary>
    public static IRuleBuilderOptions<T, TProperty> WithError<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, ApiError error, string? because = null) =>
        rule.WithState(_ => error).WithMessage(_ => because is null ? error.Message : error.Because(because));
}
