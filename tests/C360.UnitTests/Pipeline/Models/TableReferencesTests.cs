using C360.Infrastructure.Pipeline.Models;

namespace C360.UnitTests.Pipeline.Models;

internal sealed class TableReferencesTests
{
    [TestCase("SELECT 1", ExpectedResult = "")]
    [TestCase("SELECT x FROM a", ExpectedResult = "a")]
    [TestCase("SELECT x FROM A JOIN a AS b ON b.x = A.x", ExpectedResult = "a", TestName = "Case does not matter")]
    [TestCase("SELECT x FROM a t, b AS u, c", ExpectedResult = "a b c")]
    [TestCase("SELECT x, y FROM a JOIN b ON f(a.x, b.y) = 1, c WHERE a.z IN (1, 2) ORDER BY x, y", ExpectedResult = "a b c")]
    [TestCase("SELECT x FROM a LEFT JOIN b USING (x, y) CROSS JOIN c SEMI JOIN d ON d.x = a.x", ExpectedResult = "a b c d")]
    [TestCase("SELECT x FROM (SELECT x, y FROM a) s, b", ExpectedResult = "a b")]
    [TestCase("SELECT x FROM (a JOIN b ON a.x = b.x), c", ExpectedResult = "a b c")]
    [TestCase("SELECT x, (SELECT MAX(y) FROM a) AS y FROM b WHERE z IN (SELECT z FROM c, d)", ExpectedResult = "a b c d")]
    [TestCase("SELECT x FROM a UNION ALL SELECT x FROM b GROUP BY x, y", ExpectedResult = "a b")]
    [TestCase("SELECT x FROM a -- FROM b\n/* JOIN c */ WHERE y = 'x FROM d'", ExpectedResult = "a", TestName = "Comments and literals")]
    [TestCase("SELECT x FROM a WHERE y = 'it''s FROM d'", ExpectedResult = "a", TestName = "A quote in a literal")]
    [TestCase("SELECT EXTRACT(YEAR FROM d) AS y, TRIM(BOTH ' ' FROM t) AS t FROM a", ExpectedResult = "a")]
    [TestCase("SELECT x FROM a WHERE x IS DISTINCT FROM y AND y IS NOT DISTINCT FROM z", ExpectedResult = "a")]
    [TestCase("SELECT x FROM a, LATERAL (SELECT y FROM b) s", ExpectedResult = "a b")]
    [TestCase("SELECT x FROM range(5) r, a", ExpectedResult = "a", TestName = "A function is no table")]
    [TestCase("SELECT x FROM \"A\", `b`", ExpectedResult = "a b", TestName = "Quoted names")]
    public string Names_after_FROM_and_JOIN(string sql) => Of(sql);

    [TestCase("WITH c AS (SELECT x FROM a) SELECT x FROM c JOIN b ON b.x = c.x", ExpectedResult = "a b")]
    [TestCase("WITH c AS (SELECT x FROM a), d AS (SELECT x FROM c, b) SELECT x, y FROM d", ExpectedResult = "a b")]
    [TestCase("SELECT x FROM (WITH c AS (SELECT x FROM a) SELECT x FROM c) s, d", ExpectedResult = "a d")]
    public string A_CTE_is_no_dependency(string sql) => Of(sql);

    [TestCase(
        "WITH sales AS (SELECT x FROM sales) SELECT x FROM sales",
        ExpectedResult = "sales",
        TestName = "Within it, its name is the table outside"
    )]
    [TestCase(
        "SELECT x FROM (WITH c AS (SELECT x FROM a) SELECT x FROM c) s JOIN c ON c.x = s.x",
        ExpectedResult = "a c",
        TestName = "Outside its query, too"
    )]
    public string A_CTE_hides_a_table_only_where_it_is_known(string sql) => Of(sql);

    private static string Of(string sql) => string.Join(' ', TableReferences.Of(SqlTokens.Of(sql)));
}
