namespace Loyalty.Domain.Customers;

/// <summary>A customer to register, or new details of a known customer. Null keeps what is known.</summary>
public sealed record Registration(
    IReadOnlyList<RegisteredProfile> Profiles,
    LoyaltyType? LoyaltyType,
    IReadOnlyDictionary<string, string> CustomFields,
    IReadOnlyDictionary<string, string> ExtendedFields);

/// <summary>A profile of a registration, with valid identifiers and communication channels only.</summary>
public sealed record RegisteredProfile(
    CustomerSource Source,
    string AccountId,
    string? FirstName,
    string? LastName,
    IReadOnlyList<IdentifierText> Identifiers,
    IReadOnlyList<CommChannel> CommChannels);

/// <summary>The name and the value of an identifier, or the type and the value of a communication channel.</summary>
public readonly record struct IdentifierText(string Name, string Value)
{
    private const int LongestMobile = 20;

    /// <summary>False for a mobile number or an email address that cannot be one. Every other text is valid unless it is empty (inferred).</summary>
    public bool IsValid => Name switch
    {
        "mobile" => IsMobile(Value),
        "email" => IsEmail(Value),
        _ => Value.Length > 0,
    };

    private static bool IsMobile(string text)
    {
        var digits = text.AsSpan(text.StartsWith('+') ? 1 : 0);
        return digits.Length is > 0 and <= LongestMobile && !digits.ContainsAnyExceptInRange('0', '9');
    }

    private static bool IsEmail(string text) =>
        text.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));
}

/// <summary>What a registration found besides the customer.</summary>
public enum RegistrationWarning
{
    /// <summary>The customer was known from other sources only; the new profile was added.</summary>
    Combined,

    /// <summary>The identifiers belong to several customers; the one of the first identifier was updated.</summary>
    Conflict,
}

/// <summary>The customer that was registered or updated; or, if it is refused, who is known from the same source, or the bound that the customer would exceed.</summary>
public sealed record Registered(long CustomerId, IReadOnlyList<RegistrationWarning> Warnings, bool IsRefused = false, CustomerBound? Exceeded = null);
