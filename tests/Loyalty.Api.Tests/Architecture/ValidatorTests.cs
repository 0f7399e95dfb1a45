using System.Reflection;
using System.Text.RegularExpressions;
using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Api.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests.Architecture;

/// <summary>Every operation has one validator, which alone checks what depends only on the request.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 4")]
public sealed class ValidatorTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private static readonly Type[] Types = typeof(Program).Assembly.GetTypes();

    [Fact]
    public void Every_operation_has_one_validator_and_every_validator_has_an_operation()
    {
        var validatedTypes = Types.Select(ValidatedBy).OfType<Type>().ToList();
        Assert.NotEmpty(validatedTypes);
        Assert.Equal(validatedTypes.Distinct(), validatedTypes);

        var requestTypes = new HashSet<Type>();
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Operation>() is not null))
        {
            var parameters = endpoint.Metadata.GetRequiredMetadata<MethodInfo>().GetParameters();
            requestTypes.Add(Assert.Single(parameters.Select(parameter => parameter.ParameterType), validatedTypes.Contains));
        }

        Assert.Equal(validatedTypes.ToHashSet(), requestTypes);
        Assert.All(requestTypes, type => Assert.True(
            app.Services.GetService(typeof(IValidator<>).MakeGenericType(type)) is not null, $"The validator of {type} is not registered as a service"));
    }

    [Fact]
    public void An_operation_has_one_file_of_its_name_with_route_request_validator_and_handler()
    {
        var handlers = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Operation>() is not null)
            .Select(endpoint => endpoint.Metadata.GetRequiredMetadata<MethodInfo>()).Distinct().ToList();

        Assert.InRange(handlers.Count, 3, 1000);
        Assert.All(handlers, handler =>
        {
            var operation = handler.DeclaringType!;
            var text = SourceText.WithoutComments($"src/Loyalty.Api/{operation.FullName!["Loyalty.Api.".Length..].Replace('.', '/')}.cs");
            Assert.Contains(".WithOperation(", text, StringComparison.Ordinal);
            Assert.Contains($" {handler.Name}(", text, StringComparison.Ordinal);
            Assert.Contains("class Validator : AbstractValidator<", text, StringComparison.Ordinal);
            Assert.Contains(handler.GetParameters(), parameter => text.Contains($"record {parameter.ParameterType.Name}(", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Every_operation_lists_its_errors_and_all_are_of_its_family()
    {
        var operations = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Operation>() is not null).ToList();

        Assert.NotEmpty(operations);
        Assert.All(operations, endpoint => Assert.NotEmpty(endpoint.Metadata.GetRequiredMetadata<OperationErrors>().All));
        Assert.All(operations, endpoint => Assert.All(
            endpoint.Metadata.GetRequiredMetadata<OperationErrors>().All, error => Assert.Equal(endpoint.Metadata.GetRequiredMetadata<Operation>().Family, error.Family)));
    }

    [Fact]
    public void Only_validators_documentation_and_error_lists_use_errors_that_depend_only_on_the_request()
    {
        var requestErrors = Catalogues().Where(entry => entry.Error.Source == ErrorSource.Request).Select(entry => entry.Name).ToList();
        Assert.Contains("PromotionErrors.LimitTooLarge", requestErrors);
        Assert.Contains("TargetErrors.InvalidEnrollmentType", requestErrors);

        var uses = 0;
        foreach (var file in Repository.Sources("src/Loyalty.Api").Where(file => !file.EndsWith(".Documentation.cs", StringComparison.Ordinal)))
        {
            var text = SourceText.WithoutComments(file);
            uses += requestErrors.Count(name => Uses(text, name));
            var rest = SourceText.WithoutBlocks(text, @"class \w*(Validator|Errors)\b");
            rest = Regex.Replace(rest, @"Example\.Refused(Body)?\([^;]*?\)(,|\])", "");
            Assert.All(requestErrors, name => Assert.False(Uses(rest, name), $"{file} uses {name} outside its validator"));
        }

        Assert.InRange(uses, requestErrors.Count, 1000);

        static bool Uses(string text, string name) => Regex.IsMatch(text, $@"\b{Regex.Escape(name)}\b");
    }

    [Fact]
    public void Every_catalogued_error_is_listed_by_an_operation()
    {
        var listed = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<OperationErrors>()).SelectMany(errors => errors.All).ToHashSet();
        var catalogued = Catalogues().ToList();

        Assert.InRange(catalogued.Count, 14, 1000);
        Assert.All(catalogued, entry => Assert.True(listed.Contains(entry.Error), $"no operation lists {entry.Name}"));
    }

    [Fact]
    public void A_code_has_one_status_and_one_message_per_catalogue_except_where_the_documentation_has_several()
    {
        // docs/contract/promotions.md 4, docs/contract/targets.md 4
        int[] several = [400, 2010, 4076, 300004, 300006, 310151, 310159, 310174, 999999];
        var entries = Catalogues().ToList();
        var codes = entries.GroupBy(entry => (entry.Name.Split('.')[0], entry.Error.Family, entry.Error.Code), entry => entry.Error).ToList();

        Assert.NotEmpty(codes);
        Assert.All(codes.Where(code => !several.Contains(code.Key.Code)), code => Assert.Single(code.Select(error => (error.Status, error.Message)).Distinct()));
        Assert.All(several, code => Assert.True(entries.Where(entry => entry.Error.Code == code).DistinctBy(entry => entry.Error.Message).Count() > 1, $"{code} has one message"));
    }

    private static IEnumerable<(string Name, ApiError Error)> Catalogues() =>
        from type in Types
        where type.Name.EndsWith("Errors", StringComparison.Ordinal) && type.IsAbstract && type.IsSealed && type != typeof(GenericErrors)
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        where field.FieldType == typeof(ApiError)
        select ($"{type.Name}.{field.Name}", (ApiError)field.GetValue(null)!);

    private static Type? ValidatedBy(Type type) =>
        type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(AbstractValidator<>) ? parent.GetGenericArguments()[0] : null;
}
