namespace Loyalty.Domain.Customers;

/// <summary>Registers customers. The registration of a known customer changes everything except identifiers (docs/contract/events.md 2.13).</summary>
public static class RegistrationRules
{
    /// <summary>The user of changes that a till or client makes: it has no user id.</summary>
    public const long UnknownUser = -1;

    /// <param name="orgId">The organisation.</param>
    /// <param name="request">The registration; it has at least one identifier, and of each part at most what a customer may have.</param>
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
        return refusesKnown && request.Profiles.Select(SourceOf).Intersect(known.ShownProfiles.Select(SourceOf)).Any()
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
        return CustomerBounds.Exceeded(null, customer) is { } exceeded
            ? Exceeds(exceeded)
            : new(new Registered(id, []), [RowChange.Add(customer), .. rows.Select(RowChange.Add)]);
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
        return CustomerBounds.Exceeded(customer, changed) is { } exceeded ? Exceeds(exceeded) : new(new Registered(customer.Id, warnings), [new RowChange(customer, changed)]);
    }

    private static Decided<Registered> Exceeds(CustomerBound bound) => Decided.Refused(new Registered(0, [], Exceeded: bound));

    /// <summary>Changes the profiles of the same source and account, or adds them.</summary>
    private static (IReadOnlyList<CustomerProfile> Profiles, bool HasNew) Merge(IReadOnlyList<CustomerProfile> known, IReadOnlyList<RegisteredProfile> given)
    {
        List<CustomerProfile> profiles = [.. known];
        var indexes = FirstIndexes(known.Select(SourceOf));
        foreach (var ofSource in given.GroupBy(SourceOf))
        {
            var (source, accountId) = ofSource.Key;
            var isKnown = indexes.TryGetValue(ofSource.Key, out var index);
            var current = isKnown ? profiles[index] : new CustomerProfile(source, accountId, null, null, []);
            var merged = current with
            {
                FirstName = ofSource.Select(profile => profile.FirstName).LastOrDefault(name => name is not null) ?? current.FirstName,
                LastName = ofSource.Select(profile => profile.LastName).LastOrDefault(name => name is not null) ?? current.LastName,
                CommChannels = Merge(current.CommChannels, ofSource.SelectMany(profile => profile.CommChannels)),
            };
            if (isKnown)
            {
                profiles[index] = merged;
            }
            else
            {
                profiles.Add(merged);
            }
        }

        return (profiles, profiles.Count > known.Count);
    }

    private static (CustomerSource Source, string AccountId) SourceOf(CustomerProfile known) => (known.Source, known.AccountId);

    private static (CustomerSource Source, string AccountId) SourceOf(RegisteredProfile given) => (given.Source, given.AccountId);

    /// <summary>Changes the channels of the same type and value, or adds them.</summary>
    private static List<CommChannel> Merge(IReadOnlyList<CommChannel> known, IEnumerable<CommChannel> given)
    {
        List<CommChannel> channels = [.. known];
        var indexes = FirstIndexes(known.Select(channel => (channel.Type, channel.Value)));
        foreach (var channel in given)
        {
            if (indexes.TryAdd((channel.Type, channel.Value), channels.Count))
            {
                channels.Add(channel);
                continue;
            }

            var index = indexes[(channel.Type, channel.Value)];
            var current = channels[index];
            channels[index] = current with { Primary = channel.Primary ?? current.Primary, Verified = channel.Verified ?? current.Verified };
        }

        return channels;
    }

    /// <summary>The position of each key; of equal keys, which a document may contain, the first.</summary>
    private static Dictionary<TKey, int> FirstIndexes<TKey>(IEnumerable<TKey> keys)
        where TKey : notnull
    {
        var indexes = new Dictionary<TKey, int>();
        foreach (var (index, key) in keys.Index())
        {
            indexes.TryAdd(key, index);
        }

        return indexes;
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
