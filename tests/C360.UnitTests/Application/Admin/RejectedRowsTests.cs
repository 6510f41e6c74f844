using System.Reflection;
using C360.Application.Admin;
using C360.Application.Queries;
using C360.Domain.Sources;

namespace C360.UnitTests.Application.Admin;

internal sealed class RejectedRowsTests
{
    [Test]
    public void Every_reason_of_the_domain_can_be_asked_for() =>
        Assert.That(
            Enum.GetNames<RejectionReason>().Select(SnakeCase.Of),
            Is.EquivalentTo(
                typeof(RejectionReasons).GetFields(BindingFlags.Public | BindingFlags.Static).Select(reason => reason.GetRawConstantValue())
            )
        );
}
