using System.Text.Json;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

internal enum TargetGroupForm
{
    Listed,
    ListedWithPeriods,
    Milestone,
    MilestoneWithPeriods,
}

/// <summary>The JSON of a target group in each form, rendered once for a zone and a day, on which the status of its periods depends.</summary>
internal sealed class RenderedTargetGroup(TargetView view)
{
    private readonly byte[]?[] _forms = new byte[]?[Enum.GetValues<TargetGroupForm>().Length];
    private RenderedUserGroup? _ofUser;

    public static RenderedTargetGroup For(TargetGroupEntry entry, TargetView view)
    {
        if (entry.Rendered is not RenderedTargetGroup rendered || !rendered.IsFor(view))
        {
            entry.Rendered = rendered = new(view);
        }

        return rendered;
    }

    public static byte[] Of(TargetGroupEntry entry, TargetGroupForm form, TargetView view) =>
        For(entry, view)._forms[(int)form] ??= JsonSerializer.SerializeToUtf8Bytes(ValueOf(entry, form, view), TargetJsonContext.Answers.TargetGroupJson);

    /// <summary>The group as its customers see it. The day of the view is that of the group.</summary>
    public RenderedUserGroup OfUser(TargetGroupEntry entry, UserTargetsView userView) => _ofUser ??= new(entry, userView);

    private bool IsFor(TargetView other) => view.Today == other.Today && ReferenceEquals(view.Zone, other.Zone);

    private static TargetGroupJson ValueOf(TargetGroupEntry entry, TargetGroupForm form, TargetView view) => form switch
    {
        TargetGroupForm.Listed => TargetGroupJson.Listed(entry, view, includePeriods: false),
        TargetGroupForm.ListedWithPeriods => TargetGroupJson.Listed(entry, view, includePeriods: true),
        TargetGroupForm.Milestone => TargetGroupJson.Milestone(entry, view, includePeriods: false),
        _ => TargetGroupJson.Milestone(entry, view, includePeriods: true),
    };
}
