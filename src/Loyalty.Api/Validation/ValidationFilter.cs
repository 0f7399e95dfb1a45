using System.Reflection;
using FluentValidation;
using Loyalty.Api.Errors;
using Loyalty.Api.Wire;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Validation;

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

        var names = parameters[position].ParameterType.GetProperties()
            .Select(property => property.GetCustomAttribute<FromQueryAttribute>()?.Name)
            .OfType<string>()
            .ToArray();
        var validator = (IValidator)factory.ApplicationServices.GetRequiredService(ValidatorOf(parameters[position]));
        return async invocation =>
        {
            var context = invocation.HttpContext;
            foreach (var name in names)
            {
                if (context.Request.Query[name].Count > 1)
                {
                    var operation = context.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>();
                    var error = GenericErrors.InvalidInput(operation.Family);
                    await ErrorBody.WriteAsync(context, error, $"{error.Message} {name} is accepted once.");
                    return Results.Empty;
                }
            }

            var result = await validator.ValidateAsync(new ValidationContext<object?>(invocation.Arguments[position]), context.RequestAborted);
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

    private static Type ValidatorOf(ParameterInfo parameter) => typeof(IValidator<>).MakeGenericType(parameter.ParameterType);
}
