using Loyalty.Api.Families;

namespace Loyalty.Api.Operations;

/// <summary>Endpoint metadata of a documented path that is not emulated.</summary>
/// <param name="Path">The path.</param>
/// <param name="What">What it is, after the path in the sentence of the answer.</param>
public sealed record NotEmulated(string Path, string What);

public static class NotEmulatedRoutes
{
    /// <summary>Answers every method of the path with 501 and a sentence, in the envelope of its family.</summary>
    public static void MapNotEmulated(this IEndpointRouteBuilder routes, string path, string what)
    {
        var family = ApiFamilies.Of(path) ?? throw new ArgumentException($"{path} belongs to no family.", nameof(path));
        var error = new ApiError(
            family, StatusCodes.Status501NotImplemented, StatusCodes.Status501NotImplemented, $"{path} {what}. This emulator does not emulate it.", ErrorSource.Request);
        routes.Map(path, context => ErrorBody.WriteAsync(context, error)).WithMetadata(new NotEmulated(path, what)).ExcludeFromDescription();
    }
}
