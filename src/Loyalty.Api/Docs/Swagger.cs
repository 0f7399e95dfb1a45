using Loyalty.Api.Access;
using Loyalty.Api.Controls;
using Loyalty.Api.Operations;
using Loyalty.Domain.Promotions;
using Loyalty.Store.DocumentFormat;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>The OpenAPI document of the emulated operations and its page, open to everybody in every environment.</summary>
public static class Swagger
{
    public const string Basic = "basic";

    public const string Token = "token";

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
            swagger.SwaggerDoc(ControlRoutes.DocumentName, new OpenApiInfo
            {
                Title = "Loyalty emulator: controls",
                Version = Version,
                Description = "Worlds, clocks, faults and journals of the emulator itself. A request from this machine needs no authorization; others send the header X-Emulator-Key.\n\n"
                    + $"Every control is filled in for the world `{ControlDoc.ExampleWorld}`, which the first one creates; executed from top to bottom, all succeed. "
                    + "The sample world `docs` stays as it is.",
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
                Description = "Till and MD5 of its password. Sample world: user docs.till, password 202cb962ac59075b964b07152d234b70.",
            });
            swagger.AddSecurityDefinition(Token, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = CallerResolver.TokenHeader,
                Description = "The accessToken that POST /v3/oauth/token/generate answers. Sample world: key docs-key, secret docs-secret.",
            });
            swagger.CustomSchemaIds(SchemaNames.Of);

            // What has a converter of its own is not what its properties say.
            swagger.MapType<DocumentInstant>(static () => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });
            swagger.MapType<PropertyValue>(static () => new OpenApiSchema { Description = "Text or a whole number." });
            swagger.SupportNonNullableReferenceTypes();
            swagger.SchemaFilter<PropertySchemaFilter>();
            swagger.OperationFilter<OperationDocFilter>();

            // The order of mapping is the order of the page.
            swagger.OrderActionsBy(static _ => "");
            swagger.DocumentFilter<DocumentPartsFilter>();

            // Relative, so that it holds wherever the document was read from.
            swagger.AddServer(new OpenApiServer { Url = "/" });
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
                page.SwaggerEndpoint($"/swagger/{ControlRoutes.DocumentName}/swagger.json", "Controls");
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

/// <summary>The name of a schema is the name of its type, without the suffix of wire records.</summary>
internal static class SchemaNames
{
    private const string Suffix = "Json";

    public static string Of(Type type)
    {
        if (type.IsGenericType)
        {
            throw new NotSupportedException($"{type} has no plain name; give the answer a record of its own.");
        }

        return type.Name.EndsWith(Suffix, StringComparison.Ordinal) ? type.Name[..^Suffix.Length] : type.Name;
    }
}
