using Loyalty.Store.Emulator;
using Microsoft.OpenApi;

namespace Loyalty.Api.Docs;

/// <summary>The OpenAPI document of the emulated operations and its page, open to everybody in every environment.</summary>
public static class Swagger
{
    public const string Basic = "basic";

    public const string Token = "token";

    public const string Controls = "controls";

    private const string Version = "v1";

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
                    "A stateful, offline stand-in for parts of the Capillary loyalty API in test environments. Not affiliated with Capillary. "
                    + "Instants are printed in the zone of the world's server, UTC in the sample world. Source of every field and code: the vendor's public documentation.",
            });
            swagger.SwaggerDoc(Controls, new OpenApiInfo
            {
                Title = "Loyalty emulator: controls",
                Version = Version,
                Description = "Worlds, clocks, faults and journals of the emulator itself. Open to this machine, or with the header X-Emulator-Key.",
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
                Name = Access.Authentication.TokenHeader,
                Description = "The accessToken that POST /v3/oauth/token/generate answers. Sample world: key docs-key, secret docs-secret.",
            });
            swagger.CustomSchemaIds(SchemaNames.Of);

            // What has a converter of its own is not what its properties say.
            swagger.MapType<DocumentInstant>(static () => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });
            swagger.SupportNonNullableReferenceTypes();
            swagger.SchemaFilter<PropertySchemaFilter>();
            swagger.OperationFilter<OperationDocFilter>();
            swagger.DocumentFilter<DocumentPartsFilter>();

            // Wherever the document was read from.
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
                page.SwaggerEndpoint($"/swagger/{Controls}/swagger.json", "Controls");
                page.DocumentTitle = "Loyalty emulator";
                page.DisplayOperationId();
                page.EnableTryItOutByDefault();
            });
        });

    public static void MapDocs(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", static () => Results.Redirect("/swagger")).ExcludeFromDescription();
}
