using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Loyalty.Api.Json;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <summary>
/// What no customer changes in a target group of a customer, rendered once for a zone and a day. Streaks, milestones, and periods that do not run on the day are rendered for each answer.
/// </summary>
internal sealed class RenderedUserGroup(TargetGroupEntry entry, UserTargetsView view)
{
    private readonly ConcurrentDictionary<(long TargetId, long PeriodId, bool IsReached), JsonTemplate> _rows = new();
    private readonly (byte[] Head, byte[] Tail) _group = Split(Json(UserTargetGroupJson.From(new UserTargetGroup(entry, []), Nobody, view)));

    private static CustomerTargets Nobody { get; } = CustomerTargets.Of(0, 0, [], []);

    /// <summary>Appends a group with its rows.</summary>
    public static void Append(BodyBuilder body, UserTargetGroup group, CustomerTargets customer, UserTargetsView view, TargetView groupView)
    {
        if (group.Group.Group.IsStreak || view.IsConnected || view.Day != groupView.Today)
        {
            body.Append(Json(UserTargetGroupJson.From(group, customer, view)));
            return;
        }

        var rendered = RenderedTargetGroup.For(group.Group, groupView).OfUser(group.Group, view);
        body.Append(rendered._group.Head);
        for (var index = 0; index < group.Rows.Count; index++)
        {
            body.Append(index == 0 ? ""u8 : ","u8);
            rendered.AppendRow(body, group.Rows[index], view);
        }

        body.Append(rendered._group.Tail);
    }

    private static byte[] Json(UserTargetGroupJson group) => JsonSerializer.SerializeToUtf8Bytes(group, TargetJsonContext.Answers.UserTargetGroupJson);

    /// <summary>The text before and after the rows. A quotation mark within a value is escaped, so the name of the list is found once.</summary>
    private static (byte[] Head, byte[] Tail) Split(byte[] group)
    {
        var list = "\"targets\":["u8;
        var rows = group.AsSpan().IndexOf(list) + list.Length;
        return (group[..rows], group[rows..]);
    }

    private void AppendRow(BodyBuilder body, UserTargetRow row, UserTargetsView view)
    {
        var json = UserTargetJson.From(row, view);
        if (json is not { TargetId: { } id, CurrentPeriod: true, Milestones: null })
        {
            body.Append(JsonSerializer.SerializeToUtf8Bytes(json, TargetJsonContext.Answers.UserTargetJson));
            return;
        }

        var text = _rows.GetOrAdd((row.Target.Id, row.Period.Id, json.TargetAchievedDateTime is not null), static (_, current) => TemplateOf(current), json);
        body.Append(text.First).Append(id).Append(text.After(0)).Append(json.TargetValue).Append(text.After(1)).Append(json.TargetAchievedValue).Append(text.After(2)).AppendAscii(json.EnrolledOn).Append(text.After(3));
        if (json.TargetAchievedDateTime is { } reached)
        {
            body.AppendAscii(reached).Append(text.After(4));
        }
    }

    private static JsonTemplate TemplateOf(UserTargetJson row) => JsonTemplate.Of(marker => JsonSerializer.SerializeToUtf8Bytes(
        row with
        {
            TargetId = marker(),
            TargetValue = marker(),
            TargetAchievedValue = marker(),
            EnrolledOn = marker().ToString(CultureInfo.InvariantCulture),
            TargetAchievedDateTime = row.TargetAchievedDateTime is null ? null : marker().ToString(CultureInfo.InvariantCulture),
        },
        TargetJsonContext.Answers.UserTargetJson));
}
