using C360.Application.Behaviors;
using C360.Application.Marketing;
using C360.Application.Ports;
using C360.Application.Queries;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace C360.UnitTests.Application.Behaviors;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AnswerCacheTests
{
    private const int Room = 1_048_576;
    private readonly Mock<ISnapshotRepository> _snapshots = new();
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = Room, TrackStatistics = true });
    private readonly AnswerCache _answers;

    public AnswerCacheTests() =>
        _answers = new AnswerCache(_cache, _snapshots.Object, new CacheOptions { CacheMaxMb = 1 }, NullLogger<AnswerCache>.Instance);

    [TearDown]
    public void Dispose() => _cache.Dispose();

    [Test]
    public void A_full_cache_goes_on_keeping_what_is_new_and_lets_go_what_was_not_asked_for_longest()
    {
        // A hundred times a tenth of the room.
        for (int question = 0; question < 100; question++)
        {
            _answers.Keep(question, Of(1, Room / 10));
            Assert.That(Find(question, 1), Is.Not.Null, "the new one is there at once");
        }
        Assert.That(Find(0, 1), Is.Null);
        Assert.That(_cache.Count, Is.InRange(5, 10), "and most of the room is in use");
    }

    [Test]
    public void A_large_answer_finds_room_among_many_small_ones()
    {
        for (int question = 0; question < 1000; question++)
            _answers.Keep(question, Of(1, Room / 1000));
        _answers.Keep("large", Of(1, Room / 2));
        Assert.That(Find("large", 1), Is.Not.Null);
        Assert.That(_cache.Count, Is.GreaterThan(300), "and the others that still fit stay");
    }

    [Test]
    public void An_answer_that_never_fits_drives_nothing_out()
    {
        _answers.Keep("small", Of(1, 1000));
        _answers.Keep("huge", Of(1, Room + 1));
        Assert.That(Find("huge", 1), Is.Null);
        Assert.That(Find("small", 1), Is.Not.Null);
    }

    [Test]
    public void What_is_rendered_of_an_answer_takes_room_too()
    {
        Answer<ChurnRiskCustomer> answer = Of(1, 1000);
        _answers.Keep("question", answer);
        answer.Rendered("json", _ => new byte[500]);
        answer.Rendered("gzip", _ => new byte[100]);
        // 1000 and what the question takes as a key: nothing beside "question", which is a text of 8 characters.
        Assert.That(Size, Is.EqualTo(1000 + 16 + 600));
        Assert.That(Find("question", 1), Is.SameAs(answer));
    }

    /// <summary>Others may find an answer before it is wholly kept.</summary>
    [Test]
    public void What_was_rendered_before_counts_as_well()
    {
        Answer<ChurnRiskCustomer> answer = Of(1, 1000);
        answer.Rendered("json", _ => new byte[500]);
        _answers.Keep(1, answer);
        Assert.That(Size, Is.EqualTo(1000 + 500));
        Answer<ChurnRiskCustomer> large = Of(1, 1000);
        large.Rendered("json", _ => new byte[Room]);
        _answers.Keep(2, large);
        // The form that never fits goes; both answers stay.
        Assert.That((large.Rendered("json"), Size), Is.EqualTo(((byte[]?)null, 1000 + 500 + 1000)));
    }

    [Test]
    public void What_is_rendered_at_once_is_counted_to_the_byte()
    {
        const int answers = 20;
        const int forms = 6;
        Answer<ChurnRiskCustomer>[] kept = [.. Enumerable.Range(0, answers).Select(_ => Of(1, 1000))];
        // Each form of each answer eight times at once, and among them the moment in which the answer is kept.
        Parallel.ForEach(
            Enumerable.Range(0, answers * 8 * forms),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i =>
            {
                int answer = i % answers;
                if (i / answers == 3)
                    _answers.Keep(answer, kept[answer]);
                kept[answer].Rendered($"form{i / answers % forms}", _ => new byte[100]);
            }
        );
        // 20 answers of 1000 bytes with six forms of 100 bytes each.
        Assert.That(Size, Is.EqualTo(20 * (1000 + 6 * 100)));
        Assert.That(kept.Sum(answer => answer.Renderings.Bytes), Is.EqualTo(20 * 6 * 100));
    }

    [Test]
    public void However_much_is_rendered_the_room_is_enough()
    {
        for (int question = 0; question < 50; question++)
        {
            Answer<ChurnRiskCustomer> answer = Of(1, Room / 20);
            _answers.Keep(question, answer);
            foreach (string form in (string[])["json", "csv", "ndjson"])
            {
                answer.Rendered(form, _ => new byte[Room / 20]);
                Assert.That(Size, Is.LessThanOrEqualTo(Room));
                Assert.That(Find(question, 1), Is.SameAs(answer), "the one in use stays");
            }
        }
    }

    [Test]
    public void A_form_that_never_fits_is_not_kept_and_drives_nothing_out()
    {
        Answer<ChurnRiskCustomer> answer = Of(1, 1000);
        _answers.Keep(1, answer);
        _answers.Keep(2, Of(1, 1000));
        Assert.That(answer.Rendered("json", _ => new byte[Room]), Has.Length.EqualTo(Room));
        Assert.That((answer.Rendered("json"), Size), Is.EqualTo(((byte[]?)null, 2000)));
    }

    [Test]
    public void An_answer_that_was_dropped_does_not_come_back_when_it_is_rendered()
    {
        Answer<ChurnRiskCustomer> dropped = Of(1, 1000);
        _answers.Keep(1, dropped);
        _cache.Clear();
        byte[] json = dropped.Rendered("json", _ => new byte[500]);
        Assert.That(Size, Is.Zero);
        Assert.That(dropped.Rendered("json"), Is.SameAs(json), "for all who wait for it");
        _answers.Keep(1, Of(1, 1000));
        dropped.Rendered("csv", _ => new byte[500]);
        Assert.That(Size, Is.EqualTo(1000), "nor counts for the one in its place");
    }

    private long Size => _cache.GetCurrentStatistics()!.CurrentEstimatedSize!.Value;

    [Test]
    public void After_a_switch_only_the_answers_of_the_current_and_the_previous_snapshot_stay_and_those_made_for_the_next_one()
    {
        for (int current = 1; current <= 3; current++)
        {
            Switch(current);
            _answers.Keep("early", Of(current, 1));
            _answers.Keep("early", Of(current + 1, 1)); // before the switch
        }
        Assert.That(Kept("early"), Is.EqualTo(new[] { false, true, true, true }), "of the third, and of the one before and after it");
        Switch(4);
        _answers.Keep("late", Of(4, 1));
        Assert.That(Kept("early"), Is.EqualTo(new[] { false, false, true, true }));
    }

    private void Switch(int current)
    {
        _snapshots.Setup(snapshots => snapshots.Current).Returns(NumberedSnapshot.Of(current));
        _snapshots.Setup(snapshots => snapshots.Previous).Returns(NumberedSnapshot.Of(current - 1));
    }

    private IEnumerable<bool> Kept(string question) => Enumerable.Range(1, 4).Select(snapshot => Find(question, snapshot) is not null);

    [Test]
    public void It_knows_whether_anything_can_be_answered_from_memory()
    {
        Assert.That(_answers.HasAnswers, Is.False);
        _answers.Keep("question", Of(1, 1));
        Assert.That(_answers.HasAnswers, Is.True);
    }

    private Answer<ChurnRiskCustomer>? Find(object question, int snapshot) =>
        _answers.Find<Answer<ChurnRiskCustomer>>(question, NumberedSnapshot.Version(snapshot));

    private static Answer<ChurnRiskCustomer> Of(int snapshot, long bytes) => new([], NumberedSnapshot.Of(snapshot)) { Bytes = bytes };
}
