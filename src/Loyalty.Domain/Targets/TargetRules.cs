namespace Loyalty.Domain.Targets;

/// <summary>What a target may measure (docs/contract/targets.md 1.4 and 2.2).</summary>
public static class TargetRules
{
    public const string DefaultEvent = "TransactionAdd";

    public const int LongestName = 200;

    public const int LongestDescription = 255;

    /// <summary>The vendor's own events; all other names are behavioural events.</summary>
    private static readonly string[] EmfEvents = ["CustomerRegistration", "PointsRedemption", "ReturnBill", "PointsTransfer", "CustomerUpdate"];

    private static readonly Dictionary<TargetEntity, TargetType[]> TypesOf = new()
    {
        [TargetEntity.Transaction] = [TargetType.Sales, TargetType.GrossSales, TargetType.Count, TargetType.Visit, TargetType.Quantity, TargetType.ExtendedField, TargetType.All],
        [TargetEntity.Lineitem] = [TargetType.Sales, TargetType.GrossSales, TargetType.Quantity, TargetType.ExtendedField],
        [TargetEntity.Event] = [TargetType.Count, TargetType.Visit, TargetType.EventAttribute],
        [TargetEntity.Points] = [TargetType.RegularPoints, TargetType.PromotionalPoints, TargetType.AllPoints],
        [TargetEntity.AlternateCurrencies] = [TargetType.All, TargetType.Regular, TargetType.Promotion],
    };

    /// <summary>Null if the target may be created in the group.</summary>
    public static TargetGroupRefusal? Check(Target target, TargetGroup group, TargetGroupChange change) =>
        CheckNames(target, null, change)
        ?? CheckMeasure(target)
        ?? CheckExtendedField(target, change)
        ?? CheckGroup(target, group);

    /// <param name="target">The target with its new name and description.</param>
    /// <param name="present">The name that it has; null for a new target.</param>
    /// <param name="change">The organisation's targets.</param>
    internal static TargetGroupRefusal? CheckNames(Target target, string? present, TargetGroupChange change) =>
        CheckName(target.Name, "the name of a target")
        ?? CheckDescription(target.Description, "a target")
        ?? (change.IsFree(TargetNameKind.TargetName, target.Name, present) ? null : TargetGroupRefusal.Invalid("Another target of the organisation has this name, in any case."));

    /// <summary>Null for a description that may be stored.</summary>
    internal static TargetGroupRefusal? CheckDescription(string? description, string what) =>
        description?.Length > LongestDescription ? TargetGroupRefusal.Invalid($"The description of {what} has at most {LongestDescription} characters.") : null;

    /// <summary>Null for a name that may be stored.</summary>
    public static TargetGroupRefusal? CheckName(string name, string what) =>
        name.Length > LongestName ? new(TargetGroupProblem.NameTooLong, $"A name has at most {LongestName} characters, also {what}.")
        : name.Length == 0 || name.Trim().Length != name.Length ? TargetGroupRefusal.Invalid($"Blanks at the beginning or the end, or nothing at all, are not accepted as {what}.")
        : null;

    /// <summary>The target with what the vendor adds: the default event, and the id of its rule set (docs/contract/targets.md 1.7).</summary>
    public static Target Completed(Target target, TargetGroup group, FreshIds ids) => target with
    {
        EventName = target.EventName ?? (target.TargetEntity == TargetEntity.Event ? null : DefaultEvent),
        EmfRuleSetId = target.TargetEntity is TargetEntity.Points or TargetEntity.AlternateCurrencies || group.TrackingType == TrackingType.Capping ? null : ids.Next(IdKind.EmfRuleSet),
    };

    private static TargetGroupRefusal? CheckMeasure(Target target) =>
        !TypesOf.TryGetValue(target.TargetEntity, out var types) || !types.Contains(target.TargetType)
        || (target.TargetType == TargetType.EventAttribute && EmfEvents.Contains(target.EventName, StringComparer.Ordinal))
            ? new(TargetGroupProblem.EntityAndType, $"{Name(target.TargetEntity)} accepts {string.Join(", ", (types ?? []).Select(WireName<TargetType>.Of))} as targetType; EVENT_ATTRIBUTE needs a behavioural event.")
        : target.TargetEntity == TargetEntity.Event && target.EventName is null ? TargetGroupRefusal.Invalid("A target of the entity EVENT needs eventName.")
        : null;

    private static TargetGroupRefusal? CheckExtendedField(Target target, TargetGroupChange change)
    {
        var info = target.ExtendedFieldInfo;
        if (target.TargetEntity == TargetEntity.AlternateCurrencies)
        {
            return info is null ? new TargetGroupRefusal(TargetGroupProblem.MissingMetadata, "A target of alternate currencies needs extendedFieldInfo with programId and alternateCurrencyIdentifier.")
                : info.ProgramId is not { } program || !change.IsProgram(program) ? new(TargetGroupProblem.UnknownProgram, "extendedFieldInfo.programId names no program of this organisation.")
                : string.IsNullOrWhiteSpace(info.AlternateCurrencyIdentifier) ? new(TargetGroupProblem.AlternateCurrency, "extendedFieldInfo.alternateCurrencyIdentifier names the alternate currency.")
                : null;
        }

        return target.TargetType switch
        {
            TargetType.ExtendedField when info is null => new(TargetGroupProblem.MissingMetadata, "A target of the type EXTENDED_FIELD needs extendedFieldInfo."),
            TargetType.ExtendedField when string.IsNullOrWhiteSpace(info.Name) => new(TargetGroupProblem.ExtendedFieldName, "extendedFieldInfo.name names the extended field."),
            TargetType.EventAttribute when string.IsNullOrWhiteSpace(info?.Name) || info.AggregateFunction != AggregateFunction.Sum =>
                TargetGroupRefusal.Invalid("A target of the type EVENT_ATTRIBUTE needs extendedFieldInfo with the name of the attribute and the aggregateFunction SUM."),
            _ => null,
        };
    }

    private static TargetGroupRefusal? CheckGroup(Target target, TargetGroup group) =>
        group.TrackingType == TrackingType.Capping && target.TargetEntity != TargetEntity.Points ? new(TargetGroupProblem.EntityAndType, "A capping group accepts the entity POINTS.")
        : group is { UserCreated: true, IsStreak: false } && target.EnrolmentMethod != EnrolmentMethod.Import ? TargetGroupRefusal.Invalid("The enrolmentMethod of a user-created target is IMPORT.")
        : null;

    private static string Name(TargetEntity entity) => WireName<TargetEntity>.Of(entity);
}
