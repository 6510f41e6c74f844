using C360.Infrastructure.Snapshots;

namespace C360.UnitTests.Infrastructure.Snapshots;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ServedSnapshotTests
{
    private readonly ServedSnapshot _served = new(NumberedSnapshot.Of(1), "somewhere");

    [Test]
    public void A_resource_is_made_once_and_closed_behind_the_last_holder()
    {
        OpenThing thing = _served.Resource(folder => new OpenThing(folder));
        Assert.That(_served.Resource<OpenThing>(_ => throw new AssertionException("made already")), Is.SameAs(thing));
        Assert.That(thing.Folder, Is.EqualTo("somewhere"));

        _served.TryHold();
        _served.LetGo();
        Assert.That(thing.Closed, Is.Zero);
        _served.LetGo();
        Assert.That(thing.Closed, Is.EqualTo(1));
    }

    [Test]
    public void Nobody_joins_when_the_last_holder_has_left()
    {
        _served.LetGo();
        Assert.That(_served.TryHold(), Is.False);
        Assert.That(_served.IsDone, Is.True);
    }

    [Test]
    public void A_resource_that_cannot_be_made_is_tried_again_by_the_next()
    {
        Assert.That(() => _served.Resource<OpenThing>(_ => throw new IOException()), Throws.TypeOf<IOException>());
        Assert.That(_served.Resource(folder => new OpenThing(folder)), Is.Not.Null);
    }

    [Test]
    public void A_broken_resource_is_replaced_and_closed_with_the_rest_for_others_may_be_using_it()
    {
        OpenThing broken = _served.Resource(folder => new OpenThing(folder));
        _served.Discard(broken);
        OpenThing better = _served.Resource(folder => new OpenThing(folder));
        _served.Discard(broken);

        Assert.That(better, Is.Not.SameAs(broken));
        Assert.That(_served.Resource(folder => new OpenThing(folder)), Is.SameAs(better), "only the broken one is discarded");
        Assert.That(broken.Closed, Is.Zero);
        _served.LetGo();
        Assert.That((broken.Closed, better.Closed), Is.EqualTo((1, 1)));
    }

    private sealed class OpenThing(string folder) : IDisposable
    {
        public string Folder => folder;

        public int Closed { get; private set; }

        public void Dispose() => Closed++;
    }
}
