using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>Drafts of published promotions of v3: what may change, and when they can still be published.</summary>
public sealed class UnifiedEditTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.14")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-36")]
    public void No_draft_of_a_stopped_promotion_is_sent_for_approval_approved_or_edited(bool waits)
    {
        var versions = new UnifiedVersions();
        var published = versions.Published();
        var draft = versions.DraftOf(published);
        if (waits)
        {
            versions.Change(draft.Id, UnifiedStatus.Draft, UnifiedAction.PendingApproval);
        }

        Assert.Null(versions.Change(published.Id, UnifiedStatus.Active, UnifiedAction.Stop).Refusal);

        var existing = waits ? UnifiedStatus.PendingApproval : UnifiedStatus.Draft;
        foreach (var id in new[] { published.Id, draft.Id })
        {
            Assert.Equal(UnifiedRefusal.InvalidAction, versions.Change(id, existing, waits ? UnifiedAction.Revoke : UnifiedAction.PendingApproval).Refusal);
            Assert.Equal(UnifiedRefusal.Stopped, versions.Review(id).Refusal);
            Assert.Equal(UnifiedRefusal.Stopped, versions.Review(id, isApproved: false).Refusal);
            Assert.Equal(UnifiedRefusal.Stopped, versions.Update(id, UnifiedVersions.ContentOf(draft)).Refusal);
        }

        Assert.Equal(UnifiedStatus.Stopped, versions.Find(published.Id).Status);
        Assert.False(versions.OlderForm(published).Active);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.1")]
    public void The_type_of_a_draft_and_of_a_published_promotion_stays()
    {
        var versions = new UnifiedVersions();
        var draft = versions.Create(UnifiedVersions.Content()).Promotion!;
        var other = UnifiedVersions.Content() with { PromotionType = PointsOfferType.Generic };

        Assert.Equal(UnifiedRefusal.TypeImmutable, versions.Update(draft.Id, other).Refusal);
        var published = versions.Publish(draft.Id);
        Assert.Equal(UnifiedRefusal.TypeImmutable, versions.Update(published.Id, other).Refusal);
        Assert.Equal(UnifiedRefusal.TypeImmutable, versions.Update(versions.DraftOf(published).Id, other).Refusal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.16")]
    public void What_is_shown_can_be_sent_back_repeatedly()
    {
        var versions = new UnifiedVersions();
        var published = versions.Published();

        foreach (var status in new[] { UnifiedStatusWord.Upcoming, UnifiedStatusWord.Active })
        {
            Assert.Null(versions.Update(published.Id, UnifiedVersions.ContentOf(versions.Find(published.Id), status)).Refusal);
        }

        var draft = versions.Update(published.Id, UnifiedVersions.ContentOf(versions.Find(published.Id), UnifiedStatusWord.Upcoming)).Promotion!;
        Assert.Equal((UnifiedStatus.Draft, 2), (draft.Status, draft.Version));
        Assert.Null(versions.Update(published.Id, UnifiedVersions.ContentOf(draft, UnifiedStatusWord.Draft)).Refusal);
        Assert.Null(versions.Update(draft.Id, UnifiedVersions.ContentOf(draft, UnifiedStatusWord.Draft)).Refusal);
        Assert.Equal(UnifiedRefusal.StatusImmutable, versions.Update(published.Id, UnifiedVersions.ContentOf(draft, UnifiedStatusWord.Live)).Refusal);
        Assert.Equal(UnifiedRefusal.StatusImmutable, versions.Update(draft.Id, UnifiedVersions.ContentOf(draft, UnifiedStatusWord.Upcoming)).Refusal);
        Assert.Equal(UnifiedRefusal.VersionImmutable, versions.Update(published.Id, UnifiedVersions.ContentOf(draft) with { Version = 3 }).Refusal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.16")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-37")]
    public void A_draft_with_another_start_is_not_approved_once_the_promotion_has_started()
    {
        var versions = new UnifiedVersions();
        var published = versions.Published();
        var draft = versions.DraftOf(published, content => content with { StartsAt = UnifiedVersions.Start + 500 });
        versions.Change(draft.Id, UnifiedStatus.Draft, UnifiedAction.PendingApproval);

        versions.Now = UnifiedVersions.Start;

        Assert.Equal(UnifiedRefusal.StartNotEditable, versions.Review(draft.Id).Refusal);
        Assert.Null(versions.Review(draft.Id, isApproved: false).Refusal);
        Assert.Equal(UnifiedRefusal.StartNotEditable, versions.Update(draft.Id, UnifiedVersions.ContentOf(draft)).Refusal);
        Assert.Null(versions.Update(draft.Id, UnifiedVersions.ContentOf(published) with { Version = null, Description = "new" }).Refusal);
        Assert.Equal("new", versions.Publish(draft.Id).Description);
        Assert.Equal(UnifiedVersions.Start, versions.OlderForm(published).StartsAt);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.16")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-37")]
    public void A_draft_is_not_approved_after_its_end_or_after_the_window_that_it_moves_has_opened()
    {
        static string With(int day) => $$$$"""{"activities":[{"type":"SINGLE","id":"activity_1","event":"TransactionAdd"}],"workflowMetadata":{"optin":{"optInStartDate":"1970-01-01T00:0{{{{day}}}}:00Z","optInEndDate":"1970-01-01T01:00:00Z"}}}""";
        var versions = new UnifiedVersions { Now = 0 };
        var published = versions.Published(UnifiedVersions.Content(With(day: 1)));
        var draft = versions.DraftOf(published, content => content with { Definition = With(day: 2) });
        versions.Change(draft.Id, UnifiedStatus.Draft, UnifiedAction.PendingApproval);
        versions.Now = 60_000;
        Assert.Equal(UnifiedRefusal.OptInStartFixed, versions.Review(draft.Id).Refusal);

        Assert.Null(versions.Review(draft.Id, isApproved: false).Refusal);
        Assert.Null(versions.Update(draft.Id, UnifiedVersions.ContentOf(published) with { Version = null, EndsAt = UnifiedVersions.Start + 500 }).Refusal);
        versions.Change(draft.Id, UnifiedStatus.Draft, UnifiedAction.PendingApproval);
        versions.Now = UnifiedVersions.Start + 501;
        Assert.Equal(UnifiedRefusal.InvalidEnd, versions.Review(draft.Id).Refusal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.16")]
    public void An_activity_that_a_draft_leaves_out_does_not_come_back_with_another_event()
    {
        var versions = new UnifiedVersions();
        var published = versions.Published();
        var draft = versions.DraftOf(published, content => content with { Definition = """{"activities":[{"type":"SINGLE","id":"activity_2","event":"CustomerUpdate"}]}""" });

        Assert.Equal(
            UnifiedRefusal.EventImmutable,
            versions.Update(draft.Id, UnifiedVersions.Content("""{"activities":[{"type":"SINGLE","id":"activity_1","event":"NewBill"}]}""")).Refusal);
    }
}
