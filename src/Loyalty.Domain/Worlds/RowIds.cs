using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Worlds;

/// <summary>The ids in a row whose kinds have a sequence. New ids start above all of them.</summary>
public static class RowIds
{
    public static IEnumerable<(IdKind Kind, long Id)> Of(object row) => row switch
    {
        Enrolment enrolment => [(IdKind.Enrolment, enrolment.Id)],
        UserTarget progress => [(IdKind.UserTarget, progress.Id)],
        UsageEntry entry => entry.EventId is { } eventId ? [(IdKind.UsageEntry, entry.Id), (IdKind.EventLog, eventId)] : [(IdKind.UsageEntry, entry.Id)],
        Customer customer => [(IdKind.Customer, customer.Id)],
        _ => [],
    };
}
