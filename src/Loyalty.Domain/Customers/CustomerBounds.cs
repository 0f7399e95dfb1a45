namespace Loyalty.Domain.Customers;

/// <summary>What one registration may contain, and what a customer may have after it: each registration writes the customer's whole row.</summary>
public static class CustomerBounds
{
    public const int MostIdentifiers = 1000;

    public const int MostProfiles = 100;

    /// <summary>Those of all profiles of a customer.</summary>
    public const int MostCommChannels = 1000;

    /// <summary>Custom fields, and as many extended fields.</summary>
    public const int MostFields = 1000;

    /// <summary>The size of a customer without the identifiers, in bytes, as <see cref="Customer.Weight"/> estimates it.</summary>
    public const long LargestCustomer = 1024 * 1024;

    /// <summary>The bound that a change exceeds; null if it exceeds none. A customer of a world document may have more, and then may not grow.</summary>
    /// <param name="before">The customer before the change; null if the customer is new.</param>
    /// <param name="after">The customer after the change.</param>
    public static CustomerBound? Exceeded(Customer? before, Customer after)
    {
        return IsExceeded(MostProfiles, static customer => customer.Profiles.Count) ? CustomerBound.Profiles
            : IsExceeded(MostCommChannels, static customer => customer.Profiles.Sum(profile => profile.CommChannels.Count)) ? CustomerBound.CommChannels
            : IsExceeded(MostFields, static customer => customer.CustomFields.Count) ? CustomerBound.Fields
            : IsExceeded(MostFields, static customer => customer.ExtendedFields.Count) ? CustomerBound.ExtendedFields
            : IsExceeded(LargestCustomer, static customer => customer.Weight) ? CustomerBound.Size
            : null;

        bool IsExceeded(long most, Func<Customer, long> sizeOf) => sizeOf(after) is var size && size > most && (before is null || size > sizeOf(before));
    }
}

/// <summary>What a customer has too much of. See <see cref="CustomerBounds"/>.</summary>
public enum CustomerBound
{
    Identifiers,
    Profiles,
    CommChannels,
    Fields,
    ExtendedFields,

    /// <summary>The estimated size of everything except the identifiers.</summary>
    Size,
}
