namespace Loyalty.Domain.Customers;

/// <summary>Registers customers. The registration of a known customer changes everything except identifiers (docs/contract/events.md 2.13).</summary>
public static class RegistrationRules
{
    /// <summary>The user of changes that a till or client makes: it has no user id.</summary>
    public const long UnknownUser = -1;

    /// <param name="orgId">The organisation.</param>
    /// <param name="request">The registration; it has at least one identifier.</param>
    /// <param name="refusesKnown">Whether a customer who is known from the same source and account is refused instead of changed (docs/contract/events.md 3, row E-21).</param>
    /// <param name="ownerOf">The customer that an identifier belongs to; null if there is none.</param>
    /// <param name="find">A customer that an identifier belongs to.</param>
    /// <param name="now">The world's time.</param>
    /// <param name="ids">The ids of new rows.</param>
    public static Decided<Registered> Register(
        long orgId, Registration request, bool refusesKnown, Func<IdentifierText, long?> ownerOf, Func<long, Customer> find, long now, FreshIds ids)
    {
        IReadOnlyList<IdentifierText> identifiers = [.. request.Profiles.SelectMany(profile => profile.Identifiers).Distinct()];
        IReadOnlyList<long> owners = [.. identifiers.Select(ownerOf).OfType<long>().Distinct()];
        if (owners is not [var first, ..])
        {
            return Add(orgId, request, identifiers, now, ids);
        }

        var known = find(first);
        return refusesKnown && request.Profiles.Any(profile => known.ShownProfiles.Any(other => IsOfSameSource(other, profile)))
            ? Decided.Refused(new Registered(first, [], IsRefused: true))
            : Update(known, request, hasConflict: owners.Count > 1, now);
    }

    private static Decided<Registered> Add(long orgId, Registration request, IReadOnlyList<IdentifierText> identifiers, long now, FreshIds ids)
    {
        var id = ids.Next(IdKind.Customer);
        var (profiles, _) = Merge([], request.Profiles);
        var customer = new Customer
        {
            Id = id,
            OrgId = orgId,
            Profiles = profiles,
            LoyaltyInfo = new LoyaltyInfo(request.LoyaltyType ?? LoyaltyType.Loyalty, 0, new CustomerAttribution(now, now, UnknownUser, UnknownUser)),
            CustomFields = request.CustomFields,
            ExtendedFields = request.ExtendedFields,
        };
        var rows = identifiers.Select((identifier, position) => new CustomerIdentifier
        {
            OrgId = orgId,
            Name = identifier.Name,
            Value = identifier.Value,
            CustomerId = id,
            Position = position,
        });
        return new(new Registered(id, []), [RowChange.Add(customer), .. rows.Select(RowChange.Add)]);
    }

    private static Decided<Registered> Update(Customer customer, Registration request, bool hasConflict, long now)
    {
        var (profiles, hasNewSource) = Merge(customer.ShownProfiles, request.Profiles);
        var loyalty = customer.ShownLoyaltyInfo;
        var changed = customer with
        {
            Profiles = profiles,
            LoyaltyInfo = loyalty with
            {
                LoyaltyType = request.LoyaltyType ?? loyalty.LoyaltyType,
                Attribution = loyalty.Attribution is { } attribution ? attribution with { LastUpdatedOn = now, LastUpdatedBy = UnknownUser } : null,
            },
            CustomFields = Merge(customer.CustomFields, request.CustomFields),
            ExtendedFields = Merge(customer.ExtendedFields, request.ExtendedFields),
        };
        IReadOnlyList<RegistrationWarning> warnings =
        [
            .. hasNewSource ? [RegistrationWarning.Combined] : Array.Empty<RegistrationWarning>(),
            .. hasConflict ? [RegistrationWarning.Conflict] : Array.Empty<RegistrationWarning>(),
        ];
        return new(new Registered(customer.Id, warnings), [new RowChange(customer, changed)]);
    }

    /// <summary>Changes the profile of the same source and account, or adds one.</summary>
    private static (IReadOnlyList<CustomerProfile> Profiles, bool HasNew) Merge(IReadOnlyList<CustomerProfile> known, IReadOnlyList<RegisteredProfile> given)
    {
        List<CustomerProfile> profiles = [.. known];
        foreach (var profile in given)
        {
            var index = profiles.FindIndex(other => IsOfSameSource(other, profile));
            if (index < 0)
            {
                profiles.Add(new CustomerProfile(profile.Source, profile.AccountId, profile.FirstName, profile.LastName, Merge([], profile.CommChannels)));
                continue;
            }

            var current = profiles[index];
            profiles[index] = current with
            {
                FirstName = profile.FirstName ?? current.FirstName,
                LastName = profile.LastName ?? current.LastName,
                CommChannels = Merge(current.CommChannels, profile.CommChannels),
            };
        }

        return (profiles, profiles.Count > known.Count);
    }

    private static bool IsOfSameSource(CustomerProfile known, RegisteredProfile given) => (known.Source, known.AccountId) == (given.Source, given.AccountId);

    /// <summary>Changes the channel of the same type and value, or adds one.</summary>
    private static List<CommChannel> Merge(IReadOnlyList<CommChannel> known, IReadOnlyList<CommChannel> given)
    {
        List<CommChannel> channels = [.. known];
        foreach (var channel in given)
        {
            var index = channels.FindIndex(other => (other.Type, other.Value) == (channel.Type, channel.Value));
            if (index < 0)
            {
                channels.Add(channel);
                continue;
            }

            var current = channels[index];
            channels[index] = current with { Primary = channel.Primary ?? current.Primary, Verified = channel.Verified ?? current.Verified };
        }

        return channels;
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> known, IReadOnlyDictionary<string, string> given)
    {
        var fields = new Dictionary<string, string>(known, StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            fields[name] = value;
        }

        return fields;
    }
}
