using System.Reflection;
using FluentValidation;
using FluentValidation.Validators;
using Loyalty.Api.Families;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Operations;

/// <summary>
/// One filter for every emulated operation: refuses repeated parameters, then asks the validator of the operation's query or body.
/// What to look at is found out once, when the endpoint is built.
/// </summary>
public static class ValidationFilter
{
    public static TBuilder WithValidation<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder =>
        routes.AddEndpointFilterFactory(Create);

    private static EndpointFilterDelegate Create(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var parameters = factory.MethodInfo.GetParameters();
        var services = factory.ApplicationServices.GetRequiredService<IServiceProviderIsService>();
        var position = Array.FindIndex(parameters, parameter => services.IsService(ValidatorOf(parameter)));
        if (position < 0)
        {
            return next;
        }

        // A positional record keeps its attributes on the parameters of its constructor.
        var names = parameters[position].ParameterType.GetConstructors()
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<FromQueryAttribute>()?.Name)
            .OfType<string>()
            .ToArray();
        var validator = (IValidator)factory.ApplicationServices.GetRequiredService(ValidatorOf(parameters[position]));
        var waits = validator.CreateDescriptor().Rules.SelectMany(rule => rule.Components).Any(component => Waits(component.Validator));
        return async invocation =>
        {
            var context = invocation.HttpContext;
            foreach (var name in names)
            {
                if (context.Request.Query[name].Count > 1)
                {
                    var operation = context.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>();
                    var error = GenericErrors.InvalidInput(operation.Family);
                    await ErrorBody.WriteAsync(context, error, $"{name} is accepted once.");
                    return Results.Empty;
                }
            }

            var request = new ValidationContext<object?>(invocation.Arguments[position]);
            var result = waits ? await validator.ValidateAsync(request, context.RequestAborted) : validator.Validate(request);
            if (result.IsValid)
            {
                return await next(invocation);
            }

            // Rules stand in the order in which their codes win.
            var first = result.Errors[0];
            await ErrorBody.WriteAsync(context, (ApiError)first.CustomState, first.ErrorMessage);
            return Results.Empty;
        };
    }

    /// <summary>A validator that only looks at the request is spared the state machines.</summary>
    private static bool Waits(IPropertyValidator validator) => Array.Exists(
        validator.GetType().GetInterfaces(), type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncPropertyValidator<,>));

    private static Type ValidatorOf(ParameterInfo parameter) => typeof(IValidator<>).MakeGenericType(parameter.ParameterType);
}
