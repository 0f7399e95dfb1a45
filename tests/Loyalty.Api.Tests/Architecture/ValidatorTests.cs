using System.Reflection;
using System.Text.RegularExpressions;
using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Api.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests.Architecture;

/// <summary>Every operation has one validator, and what depends on the request alone is said there and nowhere else.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 4")]
public sealed class ValidatorTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private static readonly Type[] Types = typeof(Program).Assembly.GetTypes();

    [Fact]
    public void Every_operation_has_one_validator_and_every_validator_an_operation()
    {
        var validated = Types.Select(ValidatedBy).OfType<Type>().ToList();
        Assert.NotEmpty(validated);
        Assert.Equal(validated.Distinct(), validated);

        var asked = new HashSet<Type>();
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Operation>() is not null))
        {
            var parameters = endpoint.Metadata.GetRequiredMetadata<MethodInfo>().GetParameters();
            asked.Add(Assert.Single(parameters.Select(parameter => parameter.ParameterType), validated.Contains));
        }

        Assert.Equal(validated.ToHashSet(), asked);
    }

    [Fact]
    public void Every_operation_tells_its_codes()
    {
        var operations = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Operation>() is not null).ToList();

        Assert.NotEmpty(operations);
        Assert.All(operations, endpoint => Assert.NotEmpty(endpoint.Metadata.GetRequiredMetadata<OperationErrors>().All));
        Assert.All(operations, endpoint => Assert.All(
            endpoint.Metadata.GetRequiredMetadata<OperationErrors>().All, error => Assert.Equal(endpoint.Metadata.GetRequiredMetadata<Operation>().Family, error.Family)));
    }

    [Fact]
    public void Codes_of_the_request_alone_are_named_by_validators_documentation_and_error_lists_only()
    {
        var named = Catalogues().Where(entry => entry.Error.Source == ErrorSource.Request).Select(entry => entry.Name).ToList();
        Assert.Contains("PromotionErrors.LimitTooLarge", named);
        Assert.Contains("TargetErrors.InvalidEnrollmentType", named);

        var seen = 0;
        foreach (var file in Repository.Sources("src/Loyalty.Api").Where(file => !file.EndsWith(".Documentation.cs", StringComparison.Ordinal)))
        {
            var text = SourceText.WithoutComments(file);
            seen += named.Count(name => Uses(text, name));
            var rest = SourceText.WithoutBlocks(text, @"class (Validator|Errors) :");
            rest = Regex.Replace(rest, @"Example\.Refused(Body)?\([^;]*?\)(,|\])", "");
            Assert.All(named, name => Assert.False(Uses(rest, name), $"{file} names {name} outside its validator"));
        }

        Assert.InRange(seen, named.Count, 1000);

        static bool Uses(string text, string name) => Regex.IsMatch(text, $@"\b{Regex.Escape(name)}\b");
    }

    [Fact]
    public void Every_catalogued_code_stands_in_the_error_list_of_an_operation()
    {
        var listed = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<OperationErrors>()).SelectMany(errors => errors.All).ToHashSet();
        var catalogued = Catalogues().ToList();

        Assert.InRange(catalogued.Count, 14, 1000);
        Assert.All(catalogued, entry => Assert.True(listed.Contains(entry.Error), $"{entry.Name} belongs to no operation"));
    }

    [Fact]
    public void A_code_has_one_message_in_its_family()
    {
        var codes = Catalogues().Select(entry => entry.Error).GroupBy(error => (error.Family, error.Code)).ToList();

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Single(code.Select(error => (error.Status, error.Message)).Distinct()));
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
