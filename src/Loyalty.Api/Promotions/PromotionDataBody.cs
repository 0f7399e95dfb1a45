using System.Text;
using System.Text.Json.Serialization;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>The answer of promotionData (docs/contract/promotions.md 2.3).</summary>
public sealed record PromotionDataResponse(PageDetails PageDetails, long CustomerId, IReadOnlyList<CustomerPromotionJson> Promotions, IReadOnlyList<string> Warnings);

/// <summary>An enrolment of a customer in a promotion. The type LOYALTY has one for each issue (docs/contract/promotions.md 1.3, row L11).</summary>
public sealed record CustomerPromotionTimelineJson(string EnrollmentDate, string EnrollmentExpiryDate, long EnrollmentId, long EnrollEventLogId, IReadOnlyList<IssuedDetailJson> IssuedDetails);

/// <summary>An issue of a promotion to a customer. Its id is the <c>earnedId</c> of the calls that issue.</summary>
public sealed record IssuedDetailJson(long IssualId, string IssualDate, string IssualExpiryDate, long IssualEventLogId, long RedeemedCount);

/// <summary>What an answer of promotionData shows.</summary>
/// <param name="IsAdvanced">Whether the organisation has advanced promotions.</param>
/// <param name="HasNewerKeys">Whether the world's promotions have the three newer keys, so that promotionsV2 and promotionData share what is rendered.</param>
/// <param name="ShowsAllUsage">Whether restrictions that are switched off are shown.</param>
/// <param name="PrintsOrg">Whether each promotion has its organisation.</param>
/// <param name="PrintsTimelines">Whether promotions that are issued have timelines.</param>
/// <param name="HidesTimelines">Whether the timelines are empty.</param>
internal readonly record struct PromotionDataForm(bool IsAdvanced, bool HasNewerKeys, bool ShowsAllUsage, bool PrintsOrg, bool PrintsTimelines, bool HidesTimelines);

/// <summary>Puts an answer of promotionData together from rendered promotions. <see cref="PromotionDataResponse"/> is its form.</summary>
internal static class PromotionDataBody
{
    public static BodyBuilder Write(PageDetails page, long customerId, IReadOnlyList<PromotionDataRow> rows, PromotionUsage[] usages, PromotionDataForm form, long now)
    {
        var body = new BodyBuilder(512 + (2048 * rows.Count));
        body.Append("{\"pageDetails\":{\"pageNumber\":"u8).Append(page.PageNumber)
            .Append(",\"pageSize\":"u8).Append(page.PageSize)
            .Append(",\"totalEntries\":"u8).Append(page.TotalEntries)
            .Append(",\"pageCount\":"u8).Append(page.PageCount)
            .Append("},\"customerId\":"u8).Append(customerId).Append(",\"promotions\":["u8);
        for (var index = 0; index < rows.Count; index++)
        {
            body.Append(index == 0 ? ""u8 : ","u8);
            Write(body, rows[index], usages[index], form, now);
        }

        return body.Append("],\"warnings\":[]}"u8);
    }

    private static void Write(BodyBuilder body, PromotionDataRow row, PromotionUsage usage, PromotionDataForm form, long now)
    {
        var promotion = row.Entry.Promotion;
        var program = row.Catalog.Promotions.Programs.Find(promotion.ProgramId)!;
        var rendered = RenderedPromotion.Of(row.Entry, row.Catalog.Org, program, form.IsAdvanced, form.HasNewerKeys);
        rendered.WriteOpenCustomer(body, usage, form.ShowsAllUsage);
        if (form.PrintsTimelines && promotion.PointsOfferType != PointsOfferType.Generic)
        {
            var timeline = form.HidesTimelines ? PromotionTimeline.Empty : row.Customer.UsageOf(promotion.Id)?.TimelineAt(now) ?? PromotionTimeline.Empty;
            WriteTimelines(body, promotion, timeline);
        }

        if (form.PrintsOrg)
        {
            body.Append(",\"orgId\":"u8).Append(promotion.OrgId);
        }

        body.Append("}"u8);
    }

    private static void WriteTimelines(BodyBuilder body, Promotion promotion, PromotionTimeline timeline)
    {
        body.Append(",\"customerPromotionTimelines\":["u8);
        var separator = ""u8;
        foreach (var enrolment in timeline.Enrolments)
        {
            body.Append(separator).Append("{\"enrollmentDate\":\""u8);
            Append(body, enrolment.Entry.At).Append("\",\"enrollmentExpiryDate\":\""u8);
            Append(body, enrolment.Entry.ExpiresIn(promotion)).Append("\",\"enrollmentId\":"u8).Append(enrolment.Entry.Id)
                .Append(",\"enrollEventLogId\":"u8).Append(enrolment.Entry.EventId ?? 0).Append(",\"issuedDetails\":["u8);
            WriteIssues(body, promotion, enrolment.Issues);
            body.Append("]}"u8);
            separator = ","u8;
        }

        body.Append("]"u8);
    }

    private static void WriteIssues(BodyBuilder body, Promotion promotion, IReadOnlyList<CustomerIssue> issues)
    {
        var separator = ""u8;
        foreach (var issue in issues)
        {
            body.Append(separator).Append("{\"issualId\":"u8).Append(issue.Entry.Id).Append(",\"issualDate\":\""u8);
            Append(body, issue.Entry.At).Append("\",\"issualExpiryDate\":\""u8);
            Append(body, issue.Entry.ExpiresIn(promotion)).Append("\",\"issualEventLogId\":"u8).Append(issue.Entry.EventId ?? 0)
                .Append(",\"redeemedCount\":"u8).Append(issue.RedeemedCount).Append("}"u8);
            separator = ","u8;
        }
    }

    private static BodyBuilder Append(BodyBuilder body, long instant) => body.Append(Encoding.ASCII.GetBytes(InstantText.UtcMilliseconds(instant)));
}
