using C360.WebApi.Configuration;

namespace C360.UnitTests.WebApi.Configuration;

internal sealed class NetworksAttributeTests
{
    [TestCase("10.0.0.5", "10.0.0.5/32")]
    [TestCase("10.1.0.0/16", "10.1.0.0/16")]
    [TestCase("10.1.2.3/16", "10.1.0.0/16")]
    [TestCase("::1", "::1/128")]
    [TestCase("fd00::/8", "fd00::/8")]
    [TestCase(" 10.0.0.5 ,fd00::/8", "10.0.0.5/32 fd00::/8")]
    [TestCase("::ffff:10.0.0.5", "10.0.0.5/32")] // as the server compares it
    [TestCase("::ffff:10.1.0.0/112", "10.1.0.0/16")]
    public void Addresses_and_networks_are_networks(string text, string expected)
    {
        Assert.That(new NetworksAttribute().IsValid(text), Is.True);
        Assert.That(string.Join(' ', NetworksAttribute.Read(text)), Is.EqualTo(expected));
    }

    [TestCase("proxy.example.com")]
    [TestCase("*")]
    [TestCase("10.1")] // elsewhere 10.0.0.1
    [TestCase("10")]
    [TestCase("10.0.0.256")]
    [TestCase("10.0.0.0/33")]
    [TestCase("0.0.0.0/0")]
    [TestCase("::/0")]
    [TestCase("::ffff:0.0.0.0/96")]
    [TestCase("10.0.0.5:8080")]
    [TestCase("10.0.0.5,")]
    [TestCase("10.0.0.5 10.0.0.6")]
    public void What_names_nobody_or_everybody_is_refused(string text) => Assert.That(new NetworksAttribute().IsValid(text), Is.False);

    [Test]
    public void Without_a_setting_there_is_no_proxy() => Assert.That(new ServiceOptions().Proxies, Is.Empty);
}
