using System.Globalization;
using System.Text.Json;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>A number in the JSON of a promotion that depends on the customer: the usage that counts toward a limit.</summary>
public readonly record struct UsageSlot(RestrictionMeasure Measure, PeriodUnit? Window)
{
    public bool IsPoints => Measure.Kpi == Kpi.NumberOfPoints;
}

/// <summary>The JSON of a promotion in both documented shapes, rendered once, except for the status and the usage.</summary>
internal sealed class RenderedPromotion
{
    private static readonly byte[][] Statuses = Array.ConvertAll(Enum.GetValues<PromotionStatus>(), status => System.Text.Encoding.ASCII.GetBytes(WireName<PromotionStatus>.Of(status)));

    private readonly Org _org;
    private readonly LoyaltyProgram _program;
    private readonly bool _advanced;
    private readonly bool _newer;
    private readonly JsonTemplate _gateway;
    private readonly Promotion _promotion;
    private readonly CustomerTemplate _customer;
    private CustomerTemplate? _allOfCustomer;

    private RenderedPromotion(PromotionEntry entry, Org org, LoyaltyProgram program, bool advanced, bool newer)
    {
        _org = org;
        _program = program;
        _advanced = advanced;
        _newer = newer;
        _gateway = JsonTemplate.Of(marker => JsonSerializer.SerializeToUtf8Bytes(
            PromotionJson.From(entry, org, program.Name, marker().ToString(CultureInfo.InvariantCulture), advanced, newer), PromotionJsonContext.Answers.PromotionJson));
        _promotion = entry.Promotion;
        _customer = new CustomerTemplate(entry.Promotion, advanced, all: false);
    }

    public static RenderedPromotion Of(PromotionEntry entry, Org org, LoyaltyProgram program, bool advanced, bool newer)
    {
        if (entry.Rendered is not RenderedPromotion rendered
            || rendered._advanced != advanced
            || rendered._newer != newer
            || !ReferenceEquals(rendered._program, program)
            || !ReferenceEquals(rendered._org, org))
        {
            entry.Rendered = rendered = new RenderedPromotion(entry, org, program, advanced, newer);
        }

        return rendered;
    }

    public void WriteGateway(BodyBuilder body, PromotionStatus status) => body.Append(_gateway.First).Append(Statuses[(int)status]).Append(_gateway.After(0));

    public void WriteCustomer(BodyBuilder body, PromotionUsage usage)
    {
        WriteOpenCustomer(body, usage, all: false);
        body.Append("}"u8);
    }

    /// <summary>Writes the shape of a customer without the brace that closes it, so that more can follow.</summary>
    public void WriteOpenCustomer(BodyBuilder body, PromotionUsage usage, bool all)
    {
        var template = all ? _allOfCustomer ??= new CustomerTemplate(_promotion, _advanced, all: true) : _customer;
        template.Write(body, usage);
    }

    /// <summary>The shape of a customer, with a place for each usage.</summary>
    private sealed class CustomerTemplate
    {
        private readonly JsonTemplate _text;
        private readonly UsageSlot[] _slots;

        public CustomerTemplate(Promotion promotion, bool advanced, bool all)
        {
            var slots = new List<UsageSlot>();
            _text = JsonTemplate.Of(marker =>
            {
                slots.Clear();
                var json = JsonSerializer.SerializeToUtf8Bytes(
                    CustomerPromotionJson.From(promotion, advanced, all, slot =>
                    {
                        slots.Add(slot);
                        return marker();
                    }),
                    PromotionJsonContext.Answers.CustomerPromotionJson);
                return json[..^1];
            });
            _slots = [.. slots];
        }

        public void Write(BodyBuilder body, PromotionUsage usage)
        {
            body.Append(_text.First);
            for (var index = 0; index < _slots.Length; index++)
            {
                var count = usage.CountedBy(_slots[index].Measure, _slots[index].Window)!.Value;
                if (_slots[index].IsPoints && count != 0)
                {
                    body.AppendThousandths(count);
                }
                else
                {
                    body.Append(count);
                }

                body.Append(_text.After(index));
            }
        }
    }
}
