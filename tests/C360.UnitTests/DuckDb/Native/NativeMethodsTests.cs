using C360.Infrastructure.DuckDb.Native;

namespace C360.UnitTests.DuckDb.Native;

internal sealed class NativeMethodsTests
{
    [Test]
    public void A_library_that_is_not_there_is_named_and_no_other_takes_its_place() =>
        Assert.That(
            () => NativeMethods.LoadNamed("/no/such/libduckdb.so"),
            Throws
                .TypeOf<DllNotFoundException>()
                .With.Message.StartsWith("DUCKDB_LIBRARY=/no/such/libduckdb.so: must be a DuckDB library for ")
        );
}
