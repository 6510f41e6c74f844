using C360.WebApi.Http;

namespace C360.UnitTests.WebApi.Http;

/// <summary>How ids stand in the access log: as they are, or as <c>printf %s ID | sha256sum</c> has them.</summary>
internal sealed class PersonsTests
{
    private const string Hundred = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

    [TestCase("CUST000123")]
    [TestCase("A/B %2F \" \\ 日本")]
    [TestCase("@")]
    [TestCase("c360_1")]
    [TestCase(Hundred)]
    public void An_id_stands_as_it_is(string id) => Assert.That(Persons.Logged(id), Is.EqualTo(id));

    [TestCase("日本@example.com", "b90a2fd950b5d5c22d175523dd1a7ba1b31cf9b0468f0a19febdd78bac14ed66")]
    [TestCase("c360_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "7e38b3258e31dd83f42c2e87258fd51dcd702e728d54b2092d42cae23f24d638")]
    [TestCase(Hundred + "x", "c675a2e604b0cd1229c036e3ce0c87422980a245e295bbc605a507a2299752db")]
    public void An_address_a_key_and_what_is_too_long_stand_as_their_hash(string id, string hash) =>
        Assert.That(Persons.Logged(id), Is.EqualTo("sha256:" + hash));

    [Test]
    public void What_nobody_knows_the_persons_of_does_not_go_out()
    {
        Assert.That(() => Persons.In("text"), Throws.InvalidOperationException);
        Assert.That(() => Persons.In(null), Throws.InvalidOperationException);
    }
}
