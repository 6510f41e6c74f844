using C360.Domain.Access;

namespace C360.UnitTests.Access;

internal sealed class ApiKeyTests
{
    private static readonly DateTimeOffset End = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    [TestCase(-1, ExpectedResult = false)]
    [TestCase(0, ExpectedResult = true)]
    [TestCase(1, ExpectedResult = true)]
    public bool It_is_good_until_the_moment_it_expires(long ticks) => Key(End).HasExpired(End.AddTicks(ticks));

    [Test]
    public void Without_an_end_it_never_expires() => Assert.That(Key(null).HasExpired(DateTimeOffset.MaxValue), Is.False);

    [Test]
    public void No_scope_implies_another() =>
        Assert.Multiple(() =>
        {
            foreach (Scope given in Enum.GetValues<Scope>())
            foreach (Scope asked in Enum.GetValues<Scope>())
                Assert.That(Key(null, given).Allows(asked), Is.EqualTo(given == asked), $"{given}, {asked}");
        });

    private static ApiKey Key(DateTimeOffset? expires, params Scope[] scopes) => new("bi", ReadOnlyMemory<byte>.Empty, scopes, expires);
}
