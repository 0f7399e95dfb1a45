using Loyalty.Api.Worlds;
using Loyalty.Domain.Access;
using Loyalty.Store.Worlds;

namespace Loyalty.Api.Controls;

/// <summary>Explains why a world could not be created: which names are taken, and how to get others.</summary>
internal static class TakenNames
{
    public static string Describe(NewWorld world, string? requestTill, WorldRegistry worlds, CredentialDirectory directory)
    {
        var sentences = new List<string>();
        if (worlds.Find(world.Name) is not null)
        {
            sentences.Add($"The world name '{world.Name}' is taken. Send another \"name\", or leave it out to get a fresh one.");
        }

        var taken = world.Credentials.Where(credential => directory.Find(credential.Kind, credential.Name) is not null).ToLookup(IsRequestTill);
        if (taken[true].Any())
        {
            sentences.Add($"The till '{requestTill}' exists in another world. Send another \"till\", or leave it out to get a fresh one.");
        }

        if (taken[false].Any())
        {
            var names = taken[false].Select(credential => $"{(credential.Kind == CredentialKind.Till ? "till" : "OAuth client")} '{credential.Name}'");
            sentences.Add($"These names of the document exist in another world: {string.Join(", ", names)}. Send \"freshCredentials\": true to get a fresh name for each till and client of the document.");
        }

        return sentences.Count == 0
            ? "A name of this world was taken when the request ran, and is free now. Send the request again."
            : string.Join(' ', sentences);

        bool IsRequestTill(Credential credential) => credential.Kind == CredentialKind.Till && credential.Name.Equals(requestTill, StringComparison.Ordinal);
    }
}
