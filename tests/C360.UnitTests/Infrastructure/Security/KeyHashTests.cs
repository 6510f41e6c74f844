using C360.Application.Access;
using C360.Infrastructure.Security;

namespace C360.UnitTests.Infrastructure.Security;

internal sealed class KeyHashTests
{
    /// <summary>RFC 4231, test case 2.</summary>
    [Test]
    public void It_is_HMAC_SHA_256() =>
        Assert.That(
            Convert.ToHexStringLower(new KeyHash("Jefe").Of("what do ya want for nothing?")),
            Is.EqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        );

    [Test]
    public void The_longest_key_of_the_widest_characters_has_room() =>
        Assert.That(new KeyHash("secret").Of(new string('\uFFFD', AccessOptions.LongestApiKey)), Has.Length.EqualTo(KeyHash.Length));

    [Test]
    public void Without_a_secret_no_two_processes_hash_alike() =>
        Assert.That(Enumerable.Range(0, 10).Select(_ => Convert.ToHexString(new KeyHash(null).Of("key"))), Is.Unique);

    /// <summary>32 bytes are 43 digits of base64.</summary>
    [Test]
    public void A_new_key_is_recognised_and_never_the_same()
    {
        string[] keys = [.. Enumerable.Range(0, 100).Select(_ => KeyHash.NewKey())];
        Assert.That(keys, Is.Unique.And.All.Match("^c360_[A-Za-z0-9_-]{43}$"));
    }
}
