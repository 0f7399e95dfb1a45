using System.Text.Json.Nodes;
using Loyalty.Api.Access;
using Loyalty.Api.Controls;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Promotions;
using Loyalty.Store.DocumentFormat;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>The OpenAPI documents and Swagger UI. They need no credentials in any environment.</summary>
public static class Swagger
{
    public const string Basic = "basic";

    public const string Token = "token";

    private const string Version = "v1";

    /// <summary>Swagger UI fades deprecated operations and strikes them through. This style labels them as deprecated instead, so that they stay readable.</summary>
    private const string DeprecatedStyle =
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
                    + "Every operation is filled in and can be executed as it is. Those that write change the sample world, so most of them succeed once; the control `resetWorld` with the world `docs` restores its data. "
                    + "To see the emulator's own controls, select the definition **Controls** in the bar above.\n\n"
                    + "Times have the time zone of the world, which is UTC in the sample world. All fields and codes come from the vendor's public documentation.",
            });
            swagger.SwaggerDoc(ControlRoutes.DocumentName, new OpenApiInfo
            {
                Title = "Loyalty emulator: controls",
                Version = Version,
                Description = "Worlds, clocks, faults and journals of the emulator itself. Requests from this machine need no authorization; other requests need the header X-Emulator-Key.\n\n"
                    + $"Every control is filled in for the world `{ControlDoc.ExampleWorld}`, which the first control creates. Executed from top to bottom, all controls succeed. "
                    + "They do not change the sample world `docs`.",
            });

            // HEAD is left out: it is GET without the body, and an operation id names one operation.
            swagger.DocInclusionPredicate((document, description) =>
                document.Equals(description.GroupName ?? Version, StringComparison.Ordinal) && !HttpMethods.IsHead(description.HttpMethod!));
            swagger.OperationFilter<ControlDocFilter>();
            swagger.DocumentFilter<ControlKeyFilter>();
            swagger.AddSecurityDefinition(Basic, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "basic",
                Description = "The user is a till; the password is the MD5 hash of the till's password in hex. Sample world: user docs.till, password 202cb962ac59075b964b07152d234b70.",
            });
            swagger.AddSecurityDefinition(Token, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = CallerResolver.TokenHeader,
                Description = "The accessToken that POST /v3/oauth/token/generate returns. Sample world: key docs-key, secret docs-secret.",
            });
            swagger.CustomSchemaIds(SchemaNames.Of);

            MapConvertedTypes(swagger);
            swagger.SupportNonNullableReferenceTypes();
            swagger.SchemaFilter<PropertySchemaFilter>();
            swagger.OperationFilter<OperationDocFilter>();

            // Keeps the order in which the operations are mapped.
            swagger.OrderActionsBy(static _ => "");
            swagger.DocumentFilter<DocumentPartsFilter>();

            // A relative URL works wherever the document is read from.
            swagger.AddServer(new OpenApiServer { Url = "/" });
        });
    }

    /// <summary>A converter writes these types, so their properties do not describe them.</summary>
    private static void MapConvertedTypes(SwaggerGenOptions swagger)
    {
        swagger.MapType<DocumentInstant>(static () => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });
        swagger.MapType<JsonObject>(static () => new OpenApiSchema { Type = JsonSchemaType.Object });
        swagger.MapType<WireText>(static () => new OpenApiSchema { Type = JsonSchemaType.String });
        swagger.MapType<WireIdText>(static () => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" });
        swagger.MapType<PropertyValue>(static () => new OpenApiSchema { Description = "Text or a whole number." });
    }

    /// <summary>Uses a separate branch of the pipeline, because both middlewares match every path against regular expressions.</summary>
    public static void UseDocs(this IApplicationBuilder app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase), docs =>
        {
            docs.UseMiddleware<GeneratedDocuments>();
            docs.UseSwagger();
            docs.UseSwaggerUI(page =>
            {
                page.SwaggerEndpoint($"/swagger/{Version}/swagger.json", "Emulated operations");
                page.SwaggerEndpoint($"/swagger/{ControlRoutes.DocumentName}/swagger.json", "Controls");
                page.DocumentTitle = "Loyalty emulator";
                page.DisplayOperationId();
                page.EnableTryItOutByDefault();
                page.EnablePersistAuthorization();
                page.DefaultModelsExpandDepth(0);
                page.HeadContent = DeprecatedStyle;
            });
        });

    public static void MapDocs(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", static () => Results.Redirect("/swagger")).ExcludeFromDescription();
}

/// <summary>Names each schema after its type, without the suffix Json.</summary>
internal static class SchemaNames
{
    private const string Suffix = "Json";

    public static string Of(Type type)
    {
        if (type.IsGenericType)
        {
            throw new NotSupportedException($"{type} is generic and has no plain name; use a record instead.");
        }

        return type.Name.EndsWith(Suffix, StringComparison.Ordinal) ? type.Name[..^Suffix.Length] : type.Name;
    }
}
