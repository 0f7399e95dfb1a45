using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>Puts an answer of promotionsV2 together from rendered promotions. <see cref="PromotionsV2Response"/> is its form.</summary>
internal static class PromotionsBody
{
    public static BodyBuilder Write(
        IReadOnlyList<PromotionEntry> rows,
        PromotionUsage[] usages,
        Org org,
        LoyaltyProgram program,
        PromotionRepresentation representation,
        bool advanced,
        bool newer,
        PageDetails page,
        long? customerId,
        long now)
    {
        var body = new BodyBuilder(1024 + (4096 * rows.Count));
        if (representation != PromotionRepresentation.Customer)
        {
            body.Append("{\"status\":{\"code\":200,\"message\":\"success\"},\"validationErrors\":null,\"data\":["u8);
            for (var index = 0; index < rows.Count; index++)
            {
                body.Append(index == 0 ? ""u8 : ","u8);
                RenderedPromotion.Of(rows[index], org, program, advanced, newer).WriteGateway(body, rows[index].Promotion.StatusAt(now));
            }

            body.Append("],"u8);
        }

        body.Append(representation == PromotionRepresentation.Customer ? "{"u8 : ""u8);
        body.Append("\"pageDetails\":{\"pageNumber\":"u8).Append(page.PageNumber)
            .Append(",\"pageSize\":"u8).Append(page.PageSize)
            .Append(",\"totalEntries\":"u8).Append(page.TotalEntries)
            .Append(",\"pageCount\":"u8).Append(page.PageCount).Append("}"u8);
        if (representation == PromotionRepresentation.Gateway)
        {
            return body.Append("}"u8);
        }

        body.Append(",\"customerId\":"u8);
        body = customerId is { } id ? body.Append(id) : body.Append("null"u8);
        body.Append(",\"promotions\":["u8);
        for (var index = 0; index < rows.Count; index++)
        {
            body.Append(index == 0 ? ""u8 : ","u8);
            RenderedPromotion.Of(rows[index], org, program, advanced, newer).WriteCustomer(body, usages[index]);
        }

        return body.Append("],\"warnings\":[]}"u8);
    }
}
