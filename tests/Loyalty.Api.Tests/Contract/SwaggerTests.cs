using System.Text.Json;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Api.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests.Contract;

/// <summary>The OpenAPI document as a whole: what clients generate code from does not change by accident.</summary>
public sealed class SwaggerTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    /// <summary>The names of the served documents.</summary>
    public static readonly IReadOnlyList<string> Documents = ["v1", "controls"];

    public static TheoryData<string> DocumentNames => [.. Documents];

    /// <summary>The committed copy of a document.</summary>
    public static string FileOf(string document) => document is "v1" ? "tests/Loyalty.Api.Tests/Contract/swagger.json" : "tests/Loyalty.Api.Tests/Contract/swagger-controls.json";

    [Theory]
    [MemberData(nameof(DocumentNames))]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task The_document_is_the_committed_one(string document)
    {
        var reply = await app.GetPlainAsync($"/swagger/{document}/swagger.json");
        var file = Repository.PathOf(FileOf(document));
        if (Environment.GetEnvironmentVariable("UPDATE_SWAGGER") is "1")
        {
            await File.WriteAllTextAsync(file, reply.Body, TestContext.Current.CancellationToken);
        }

        Assert.Equal(200, reply.Status);
        Assert.True(
            string.Equals(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), reply.Body, StringComparison.Ordinal),
            $"The OpenAPI document has changed. If that is meant: UPDATE_SWAGGER=1 dotnet test tests/Loyalty.Api.Tests, then read the diff of {FileOf(document)}.");
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Operation_ids_are_unique_and_these()
    {
        using var document = await DocumentAsync();

        Assert.Equal(
            [
                "changePromotionStatus", "createPromotion", "createTargetGroup", "createTargetPeriods", "createTargets", "createUnifiedPromotion", "deactivateTarget",
                "deleteTargetGroup", "directEarn", "enrolAndEarn", "enrolInPromotion", "enroll", "enrollV31", "enrollV31Gateway", "enrollWithoutVersion", "generateToken",
                "getActionSummary", "getEnrolledTargets", "getMemberPromotion", "getMilestones", "getPromotion", "getPromotionData", "getPromotionDataV21", "getPromotionsV2", "getTargetGroup",
                "getTargetGroups", "getTargetPeriods", "getTargets", "getTrackedTargetEvents", "getUnifiedActionSummary", "getUnifiedPromotion", "getUserCreatedPromotions", "getUserTargetGroups",
                "getUserTargetGroupsV31", "getUserTargetGroupsV31Gateway", "isValidName", "issuePromotion", "listMemberPromotions", "listPromotions", "listUnifiedPromotions",
                "lookUpCustomer", "registerCustomer", "reviewPromotion", "revokeDirectEarn", "revokeEnrolAndEarn", "revokePromotion", "unEnroll", "unEnrollV31", "unEnrollV31Gateway",
                "unEnrollWithoutVersion", "updateTarget", "updateTargetGroup", "updateTargetPeriods", "updateTargetPost", "updateUnifiedPromotion", "updateUnifiedTargets",
                "updateUnifiedTargetsPost",
            ],
            Operations(document.RootElement).Select(operation => operation.GetProperty("operationId").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.1, row Notice")]
    public async Task Only_enrolledTargets_is_deprecated()
    {
        using var document = await DocumentAsync();

        var deprecated = Operations(document.RootElement)
            .Where(operation => operation.TryGetProperty("deprecated", out var flag) && flag.GetBoolean())
            .Select(operation => operation.GetProperty("operationId").GetString()!);
        Assert.Equal(["getEnrolledTargets"], deprecated);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.6")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6")]
    public async Task Every_code_that_an_operation_answers_has_an_example_under_its_status()
    {
        using var document = await DocumentAsync();
        var documented = Operations(document.RootElement).ToDictionary(operation => operation.GetProperty("operationId").GetString()!, StringComparer.Ordinal);
        var looked = 0;
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints)
        {
            if (endpoint.Metadata.GetMetadata<Operation>() is not { } operation)
            {
                continue;
            }

            foreach (var error in endpoint.Metadata.GetOrderedMetadata<OperationErrors>().SelectMany(errors => errors.All))
            {
                looked++;
                var examples = documented[endpoint.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName].GetProperty("responses").GetProperty($"{error.Status}").GetProperty("content").GetProperty("application/json").GetProperty("examples");
                Assert.True(examples.TryGetProperty($"error-{error.Code}", out _), $"{operation.Id} has no example of {error.Code}");
            }
        }

        Assert.InRange(looked, 29, 10_000);
    }

    /// <summary>The document lists parameters from the operation's documentation, the operation reads them from its request record.</summary>
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Every_query_parameter_that_an_operation_reads_is_in_the_document()
    {
        using var document = await DocumentAsync();
        var documented = Operations(document.RootElement).ToDictionary(operation => operation.GetProperty("operationId").GetString()!, StringComparer.Ordinal);
        var operations = app.Services.GetRequiredService<OperationCatalog>().All;

        Assert.NotEmpty(operations.SelectMany(operation => operation.QueryParameters));
        Assert.All(operations, operation => Assert.Empty(operation.QueryParameters.Except(
            documented[operation.Endpoint.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName].TryGetProperty("parameters", out var all) ? all.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()) : [],
            StringComparer.Ordinal)));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task The_page_and_the_document_need_no_credentials_and_the_root_leads_there()
    {
        var root = await app.GetPlainAsync("/");
        var page = await app.GetPlainAsync("/swagger/index.html");

        Assert.Equal(302, root.Status);
        Assert.Equal("/swagger", root.Headers["Location"]);
        Assert.Equal(200, page.Status);
        Assert.Contains("Loyalty emulator", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task Every_environment_has_the_page()
    {
        using var production = new EmulatorApp(null, ("environment", "Production"));

        Assert.Equal(200, (await production.GetPlainAsync("/swagger/index.html")).Status);
        Assert.Equal(200, (await production.GetPlainAsync("/swagger/v1/swagger.json")).Status);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 7")]
    public async Task The_Authorize_dialog_is_told_the_sample_tills_user_and_hash()
    {
        using var document = await DocumentAsync();

        var schemes = document.RootElement.GetProperty("components").GetProperty("securitySchemes");
        var basic = schemes.GetProperty("basic");
        Assert.Equal("http", basic.GetProperty("type").GetString());
        Assert.Equal("basic", basic.GetProperty("scheme").GetString());
        Assert.Contains("docs.till", basic.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Contains("202cb962ac59075b964b07152d234b70", basic.GetProperty("description").GetString(), StringComparison.Ordinal);
        var closed = Operations(document.RootElement).Where(operation => operation.GetProperty("security").GetArrayLength() > 0).ToList();
        Assert.InRange(closed.Count, 3, 10_000);
        Assert.All(closed, operation => Assert.Contains("""{"basic":[]}""", PrintedJson.Compact(operation.GetProperty("security").GetRawText()), StringComparison.Ordinal));
    }

    /// <summary>A C# class cannot have a member of its own name, so generators would rename the property.</summary>
    [Theory]
    [MemberData(nameof(DocumentNames))]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Schemas_have_plain_names_and_no_property_of_the_same_name(string name)
    {
        using var document = await DocumentAsync(name);

        var schemas = document.RootElement.GetProperty("components").GetProperty("schemas").EnumerateObject().ToList();
        Assert.InRange(schemas.Count, 10, 10_000);
        Assert.All(schemas, schema => Assert.Matches("^[A-Z][A-Za-z0-9]+$", schema.Name));
        Assert.DoesNotContain(schemas, schema => schema.Value.TryGetProperty("properties", out var properties)
            && properties.EnumerateObject().Any(property => property.Name.Equals(schema.Name, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>A second list of the same values would be a second type in a generated client.</summary>
    [Theory]
    [MemberData(nameof(DocumentNames))]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Every_enumeration_is_in_the_document_once(string name)
    {
        using var document = await DocumentAsync(name);

        var enumerations = EnumerationsOf(document.RootElement).Where(values => values is not "[null]").ToList();
        Assert.InRange(enumerations.Count, 5, 10_000);
        Assert.Distinct(enumerations);
    }

    [Theory]
    [MemberData(nameof(DocumentNames))]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task The_document_names_its_server_and_no_text_names_a_source_document(string name)
    {
        using var document = await DocumentAsync(name);

        Assert.Equal("/", Assert.Single(document.RootElement.GetProperty("servers").EnumerateArray()).GetProperty("url").GetString());
        Assert.DoesNotMatch("(?i)seed 0", document.RootElement.GetRawText());
    }

    /// <summary>A required field of a request cannot be null, and an operation with a body refuses a request without one.</summary>
    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.18")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.20")]
    public async Task The_body_of_an_enrolment_is_one_customer_with_a_customerId()
    {
        using var document = await DocumentAsync();

        var bodies = Operations(document.RootElement).Where(operation => operation.GetProperty("operationId").GetString()!.Contains("nroll", StringComparison.Ordinal) && operation.TryGetProperty("requestBody", out _))
            .Select(operation => operation.GetProperty("requestBody")).ToList();
        Assert.Equal(8, bodies.Count);
        Assert.All(bodies, body =>
        {
            var list = body.GetProperty("content").GetProperty("application/json").GetProperty("schema");
            Assert.Equal((true, 1, 1), (body.GetProperty("required").GetBoolean(), list.GetProperty("minItems").GetInt32(), list.GetProperty("maxItems").GetInt32()));
            var customer = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty(list.GetProperty("items").GetProperty("$ref").GetString()!.Split('/')[^1]);
            Assert.Equal("customerId", Assert.Single(customer.GetProperty("required").EnumerateArray()).GetString());
            Assert.False(customer.GetProperty("properties").GetProperty("customerId").TryGetProperty("nullable", out _));
        });
    }

    private static IEnumerable<string> EnumerationsOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property =>
            property is { Name: "enum", Value.ValueKind: JsonValueKind.Array } ? [PrintedJson.Compact(property.Value.GetRawText())] : EnumerationsOf(property.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(EnumerationsOf),
        _ => [],
    };

    private static IEnumerable<JsonElement> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value);

    private async Task<JsonDocument> DocumentAsync(string name = "v1") => JsonDocument.Parse((await app.GetPlainAsync($"/swagger/{name}/swagger.json")).Body);
}
