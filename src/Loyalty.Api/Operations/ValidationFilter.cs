using System.Reflection;
using FluentValidation;
using FluentValidation.Validators;
using Loyalty.Api.Families;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Operations;

/// <summary>
/// Validates the requests of every emulated operation: refuses repeated parameters, then runs the validator of the operation's query or body.
/// Parameters and validator are determined once, when the endpoint is built.
/// </summary>
public static class ValidationFilter
{
    /// <summary>Registers the validators of all operations.</summary>
    public static void AddValidators(this IServiceCollection services) =>
        services.AddValidatorsFromAssembly(typeof(ValidationFilter).Assembly, ServiceLifetime.Singleton, includeInternalTypes: true);

    public static TBuilder WithValidation<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder =>
        routes.AddEndpointFilterFactory(Create);

    private static EndpointFilterDelegate Create(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var parameters = factory.MethodInfo.GetParameters();
        var services = factory.ApplicationServices.GetRequiredService<IServiceProviderIsService>();
        var validatedIndex = Array.FindIndex(parameters, parameter => services.IsService(ValidatorOf(parameter)));
        if (validatedIndex < 0)
        {
            return next;
        }

        // The attributes of a positional record are on its constructor parameters.
        var names = parameters[validatedIndex].ParameterType.GetConstructors()
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<FromQueryAttribute>()?.Name)
            .OfType<string>()
            .ToArray();
        var validator = (IValidator)factory.ApplicationServices.GetRequiredService(ValidatorOf(parameters[validatedIndex]));
        var isAsync = validator.CreateDescriptor().Rules.SelectMany(rule => rule.Components).Any(component => IsAsync(component.Validator));
        return async invocation =>
        {
            var context = invocation.HttpContext;
            foreach (var name in names)
            {
                if (context.Request.Query[name].Count > 1)
                {
                    var operation = context.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>();
                    var error = GenericErrors.InvalidInput(operation.Family);
                    await ErrorBody.WriteAsync(context, error, $"{name} must not be repeated.");
                    return Results.Empty;
                }
            }

            var request = new ValidationContext<object?>(invocation.Arguments[validatedIndex]);
            var result = isAsync ? await validator.ValidateAsync(request, context.RequestAborted) : validator.Validate(request);
            if (result.IsValid)
            {
                return await next(invocation);
            }

            // Rules are in the order of precedence of their codes.
            var first = result.Errors[0];
            await ErrorBody.WriteAsync(context, (ApiError)first.CustomState, first.ErrorMessage);
            return Results.Empty;
        };
    }

    /// <summary>A validator without asynchronous rules runs synchronously, which is faster.</summary>
    private static bool IsAsync(IPropertyValidator validator) => Array.Exists(
        validator.GetType().GetInterfaces(), type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncPropertyValidator<,>));

    private static Type ValidatorOf(ParameterInfo parameter) => typeof(IValidator<>).MakeGenericType(parameter.ParameterType);
}
