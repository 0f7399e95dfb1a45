using System.Text.Json.Nodes;
using Loyalty.Api.Access;
using Loyalty.Api.Promotions;
using Loyalty.Api.Targets;
using Loyalty.Api.Wire;
using Loyalty.Domain.Emulator;
using Loyalty.Store.Emulator;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>The OpenAPI document of the emulated operations and its page, open to everybody in every environment.</summary>
public static class Swagger
{
    public const string Basic = "basic";

    public const string Token = "token";

    public const string Controls = "controls";

    private const string Version = "v1";

    /// <summary>Swagger UI fades deprecated operations and strikes them through; here they say that they are deprecated and stay readable.</summary>
    private const string Readable =
        """
        <style>
            .swagger-ui .opblock.opblock-deprecated { opacity: 1; border-color: #7d8492; }
            .swagger-ui .opblock.opblock-deprecated .opblock-summary-method { background: #7d8492; }
            .swagger-ui .opblock .opblock-summary-path__deprecated { text-decoration: none; }
            .swagger-ui .opblock.opblock-deprecated .opblock-summary-description::after { content: " (deprecated)"; }
        </style>
        """;

    public static void AddDocs(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc(Version, new OpenApiInfo
            {
                Title = "Loyalty emulator",
                Version = Version,
                Description =
                    "A stateful, offline emulator of parts of the Capillary loyalty API for test environments. Not affiliated with Capillary.\n\n"
                    + "To try it, press **Authorize** and enter the user `docs.till` with the password `202cb962ac59075b964b07152d234b70`. "
                    + "Every operation is filled in and can be executed as it is. The emulator's own controls are the second definition in the bar above.\n\n"
                    + "Instants are printed in the zone of the world's server, UTC in the sample world. Source of every field and code: the vendor's public documentation.",
            });
            swagger.SwaggerDoc(Controls, new OpenApiInfo
            {
                Title = "Loyalty emulator: controls",
                Version = Version,
                Description = "Worlds, clocks, faults and journals of the emulator itself. A request from this machine needs no authorization; others send the header X-Emulator-Key.\n\n"
                    + $"Every control is filled in for the world `{ControlDoc.ExampleWorld}`, which the first one creates; executed from top to bottom, all succeed. "
                    + "The sample world `docs` stays as it is.",
            });
            swagger.DocInclusionPredicate((document, description) => document.Equals(description.GroupName ?? Version, StringComparison.Ordinal));
            swagger.OperationFilter<ControlDocFilter>();
            swagger.DocumentFilter<ControlKeyFilter>();
            swagger.AddSecurityDefinition(Basic, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "basic",
                Description = "Till and MD5 of its password. Sample world: user docs.till, password 202cb962ac59075b964b07152d234b70.",
            });
            swagger.AddSecurityDefinition(Token, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = Authentication.TokenHeader,
                Description = "The accessToken that POST /v3/oauth/token/generate answers. Sample world: key docs-key, secret docs-secret.",
            });
            swagger.CustomSchemaIds(SchemaNames.Of);

            // What has a converter of its own is not what its properties say.
            swagger.MapType<DocumentInstant>(static () => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });
            swagger.MapType<JsonObject>(static () => new OpenApiSchema { Type = JsonSchemaType.Object, Description = "A world document" });
            swagger.MapType<FaultDelay>(static () => new OpenApiSchema { Description = "A number of milliseconds, or an object with min and max" });
            swagger.SupportNonNullableReferenceTypes();
            swagger.UseAllOfToExtendReferenceSchemas();
            swagger.OperationFilter<OperationDocFilter>();

            // The order of mapping is the order of the page.
            swagger.OrderActionsBy(static _ => "");
            swagger.DocumentFilter<GroupFilter>();
        });
    }

    /// <summary>In a branch of its own: both parts match every path they see against regular expressions.</summary>
    public static void UseDocs(this IApplicationBuilder app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase), docs =>
        {
            docs.UseSwagger();
            docs.UseSwaggerUI(page =>
            {
                page.SwaggerEndpoint($"/swagger/{Version}/swagger.json", "Emulated operations");
                page.SwaggerEndpoint($"/swagger/{Controls}/swagger.json", "Controls");
                page.DocumentTitle = "Loyalty emulator";
                page.DisplayOperationId();
                page.EnableTryItOutByDefault();
                page.EnablePersistAuthorization();
                page.DefaultModelsExpandDepth(0);
                page.HeadContent = Readable;
            });
        });

    public static void MapDocs(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", static () => Results.Redirect("/swagger")).ExcludeFromDescription();
}

/// <summary>Lists the groups in the page's order, without those that have no operations.</summary>
internal sealed class GroupFilter : IDocumentFilter
{
    private static readonly IReadOnlyList<(string Name, string Description)> Emulated =
    [
        ("Targets", "Targets of a customer"),
        ("Promotions", "Promotions of a program"),
        ("Access", "Access tokens"),
    ];

    public void Apply(OpenApiDocument document, DocumentFilterContext context) => document.Tags =
        (context.DocumentName.Equals(Swagger.Controls, StringComparison.Ordinal) ? ControlGroups.All : Emulated)
            .Select(group => new OpenApiTag { Name = group.Name, Description = group.Description }).ToHashSet();
}

/// <summary>Schema names that stay when types are renamed: those of whole bodies are given, others are the type's name.</summary>
internal static class SchemaNames
{
    private const string Suffix = "Json";

    private static readonly Dictionary<Type, string> Given = new()
    {
        [typeof(V3Answer<IReadOnlyList<TargetJson>>)] = "EnrolledTargetsResponse",
        [typeof(V3Answer<object>)] = "V3ErrorResponse",
        [typeof(DocumentedPromotions)] = "PromotionsV2Response",
        [typeof(GatewayPromotions)] = "PromotionsV2GatewayResponse",
        [typeof(CustomerPromotions)] = "PromotionsV2CustomerResponse",
        [typeof(GatewayRefusal)] = "GatewayErrorResponse",
        [typeof(GenerateToken.Body)] = "AccessTokenRequest",
        [typeof(TokenAnswer<AccessTokenJson>)] = "AccessTokenResponse",
        [typeof(TokenAnswer<object>)] = "AccessTokenErrorResponse",
    };

    public static string Of(Type type)
    {
        if (Given.TryGetValue(type, out var name))
        {
            return name;
        }

        return type.IsGenericType
            ? throw new NotSupportedException($"Give {type} a name in {nameof(SchemaNames)}.")
            : type.Name.EndsWith(Suffix, StringComparison.Ordinal) ? type.Name[..^Suffix.Length] : type.Name;
    }
}
