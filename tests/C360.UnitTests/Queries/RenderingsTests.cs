using C360.Application.Marketing;
using C360.Application.Queries;

namespace C360.UnitTests.Queries;

internal sealed class RenderingsTests
{
    [Test]
    public void Each_form_is_made_once()
    {
        Answer<ChurnRiskCustomer> answer = new([], NumberedSnapshot.Of(1));
        byte[] json = answer.Rendered("json", _ => [1, 2, 3]);
        Assert.That(answer.Rendered("json", _ => throw new AssertionException("rendered twice")), Is.SameAs(json));
        Assert.That(answer.Rendered("csv"), Is.Null);
        Assert.That(answer.Rendered("csv", _ => [4]), Is.EqualTo(new byte[] { 4 }));
        Assert.That(answer.Renderings.Bytes, Is.EqualTo(4));
    }

    [Test]
    public void Of_two_made_at_once_the_first_counts()
    {
        var renderings = new Renderings();
        byte[] first = renderings.Keep("json", [1]);
        Assert.That(renderings.Keep("json", [2]), Is.SameAs(first));
        Assert.That(renderings.Bytes, Is.EqualTo(1));
    }

    [Test]
    public void What_finds_no_room_goes_out_and_is_not_kept()
    {
        var renderings = new Renderings();
        renderings.CountBy(bytes => bytes <= 3);
        renderings.Keep("json", [1, 2]);
        Assert.That(renderings.Keep("gzip", [3, 4]), Is.EqualTo(new byte[] { 3, 4 }));
        Assert.That(renderings.Find("gzip"), Is.Null);
        Assert.That(renderings.Bytes, Is.EqualTo(2));
    }
}
