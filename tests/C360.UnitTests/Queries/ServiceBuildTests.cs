using C360.Application.Queries;
using C360.Infrastructure;

namespace C360.UnitTests.Queries;

internal sealed class ServiceBuildTests
{
    [Test]
    public void A_build_is_another_one_when_any_of_its_parts_is()
    {
        // Three parts, each compiled with an id of its own: what stands in the place of one is as good as another build of it.
        (var queries, var sql, var tests) = (
            typeof(ServiceBuild).Assembly,
            typeof(InfrastructureServices).Assembly,
            typeof(ServiceBuildTests).Assembly
        );
        var build = ServiceBuild.Of(queries, sql);
        Assert.That(build, Is.EqualTo(ServiceBuild.Of(queries, sql)));
        Assert.That((ServiceBuild[])[build, ServiceBuild.Of(queries, tests), ServiceBuild.Of(tests, sql)], Is.Unique);
    }
}
