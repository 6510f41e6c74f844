namespace C360.UnitTests.House;

/// <summary>Every text that runs on either engine keeps to the SQL that means the same on both.</summary>
internal sealed class PortableSqlTests
{
    private static IEnumerable<TestCaseData> Texts() =>
        from folder in new[] { "pipeline", "src/C360.Infrastructure/Queries" }
        where Directory.Exists(Path.Combine(Repository.Root, folder))
        from file in Repository.Files(folder, "*.sql")
        select new TestCaseData(file).SetArgDisplayNames(file.Path);

    [TestCaseSource(nameof(Texts))]
    public void Every_text_means_the_same_on_both_engines(TextFile file) => Assert.That(PortableSql.Faults(file.Text), Is.Empty);

    [Test]
    public void There_are_texts_to_judge() => Assert.That(Texts().Count(), Is.GreaterThan(10));

    [TestCase(
        "SELECT CAST(SUM(a.x) AS BIGINT) AS x FROM a SEMI JOIN b ON b.id = a.id WHERE a.y IS DISTINCT FROM 'A b' GROUP BY a.z LIMIT :limit"
    )]
    [TestCase(
        "SELECT ROUND(CAST(AVG(x) AS DECIMAL(18, 6)), 1) AS x, COUNT(*) FILTER (WHERE y) AS y FROM a -- QUALIFY is only a comment's word"
    )]
    [TestCase("SELECT ROUND(CAST(CAST(SUM(x) AS DOUBLE) / NULLIF(SUM(y), 0) AS DECIMAL(28, 12)), 4) AS rate FROM a")]
    [TestCase("WITH b AS (SELECT ROW_NUMBER() OVER (PARTITION BY x ORDER BY y DESC) AS n FROM a) SELECT n - 1 AS n FROM b WHERE n % 2 = 0")]
    [TestCase(
        "SELECT unix_date(r.as_of) - unix_date(CAST(a.created_date AS DATE)) AS days, x / 365.25e0 AS years, 'QUALIFY' AS q FROM a, run r"
    )]
    public void Passes_what_both_dialects_share(string sql) => Assert.That(PortableSql.Faults(sql), Is.Empty);

    [TestCase("FROM a SELECT x", "one SELECT")]
    [TestCase("SELECT x FROM a; SELECT y FROM a", ";")]
    [TestCase("SELECT x::INT FROM a", "::")]
    [TestCase("SELECT x // 2 FROM a", "//")]
    [TestCase("SELECT x[1] FROM a", "[")]
    [TestCase("SELECT {x: 1} FROM a", "{")]
    [TestCase("SELECT x <=> y FROM a", "<=>")]
    [TestCase("SELECT x == y FROM a", "==")]
    [TestCase("SELECT x -> y FROM a", "->")]
    [TestCase("SELECT x ** 2 FROM a WHERE y = ?", "?")]
    [TestCase("SELECT x FROM a WHERE y = $y", "$")]
    [TestCase("SELECT \"x\" FROM a", "quote names")]
    [TestCase("SELECT `x` FROM a", "quote names")]
    [TestCase("SELECT x \\ y FROM a", "\\")]
    [TestCase("SELECT 'a\\n' FROM a", "literal")]
    [TestCase("SELECT 'O''B' FROM a", "literal")]
    [TestCase("SELECT 'a\nb' FROM a", "literal")]
    [TestCase("SELECT x / 365.25 FROM a", "365.25e0")]
    [TestCase("SELECT x FROM a QUALIFY ROW_NUMBER() OVER (ORDER BY x) = 1", "QUALIFY")]
    [TestCase("SELECT * EXCLUDE (x) FROM a", "EXCLUDE")]
    [TestCase("SELECT x FROM a PIVOT (y)", "PIVOT")]
    [TestCase("SELECT x FROM a UNPIVOT (y)", "UNPIVOT")]
    [TestCase("SELECT x FROM a ASOF JOIN b ON b.x >= a.x", "ASOF")]
    [TestCase("SELECT x FROM a POSITIONAL JOIN b", "POSITIONAL")]
    [TestCase("SELECT x FROM a WHERE x GLOB 'a*'", "GLOB")]
    [TestCase("SELECT x FROM a WHERE x RLIKE 'a'", "RLIKE")]
    [TestCase("SELECT x DIV 2 FROM a", "DIV")]
    [TestCase("SELECT x FROM a LEFT SEMI JOIN b ON b.x = a.x", "LEFT")]
    [TestCase("SELECT x FROM a LEFT ANTI JOIN b ON b.x = a.x", "LEFT")]
    [TestCase("SELECT x FROM a WHERE x NOT IN (SELECT x FROM b)", "ANTI JOIN")]
    [TestCase("SELECT x FROM a WHERE EXISTS (SELECT x FROM b)", "EXISTS")]
    [TestCase("SELECT CURRENT_DATE AS x FROM a", "CURRENT_DATE")]
    [TestCase("SELECT current_timestamp AS x FROM a", "current_timestamp")]
    [TestCase("SELECT CURRENT_TIME AS x FROM a", "CURRENT_TIME")]
    [TestCase("SELECT LOCALTIME AS x FROM a", "LOCALTIME")]
    [TestCase("SELECT LOCALTIMESTAMP AS x FROM a", "LOCALTIMESTAMP")]
    [TestCase("SELECT now() AS x FROM a", "now()")]
    [TestCase("SELECT today() AS x FROM a", "today()")]
    [TestCase("SELECT random() AS x FROM a", "random()")]
    [TestCase("SELECT datediff(x, y) FROM a", "datediff()")]
    [TestCase("SELECT date_sub(x, 1) FROM a", "date_sub()")]
    [TestCase("SELECT nvl(x, 1) FROM a", "nvl()")]
    [TestCase("SELECT list_sum(x) FROM a", "list_sum()")]
    [TestCase("SELECT collect_list(x) FROM a", "collect_list()")]
    [TestCase("SELECT concat(x, y) FROM a", "concat()")]
    [TestCase("SELECT x FROM read_csv('a.csv')", "read_csv()")]
    [TestCase("SELECT d - INTERVAL 1 DAY FROM a", "INTERVAL")]
    [TestCase("SELECT r.as_of - a.d AS days FROM a, run r", "subtracted")]
    [TestCase("SELECT x - a.created_date AS days FROM a", "subtracted")]
    [TestCase("SELECT CAST(x AS DATE) - d AS days FROM a", "subtracted")]
    [TestCase("SELECT d - CAST(x AS DATE) AS days FROM a", "subtracted")]
    [TestCase("SELECT d - DATE '2024-01-01' AS days FROM a", "subtracted")]
    [TestCase("SELECT DATE '2024-01-01' - d AS days FROM a", "subtracted")]
    [TestCase("SELECT CAST(x AS VARCHAR) FROM a", "VARCHAR")]
    [TestCase("SELECT TRY_CAST(x AS HUGEINT) FROM a", "HUGEINT")]
    [TestCase("SELECT SUM(x) AS x FROM a", "SUM")]
    [TestCase("SELECT ROUND(x, 2) FROM a", "ROUND")]
    [TestCase("SELECT ROUND(CAST(x AS DOUBLE), 2) FROM a", "ROUND")]
    [TestCase("SELECT ROUND(CAST(x AS DECIMAL(28, 12)), 2) FROM a", "ROUND")]
    [TestCase("SELECT ROUND(CAST(x AS DECIMAL(18, 6)), 4) FROM a", "ROUND")]
    [TestCase("SELECT ROUND(CAST(x AS DECIMAL(18, 6)) * 100, 2) FROM a", "ROUND")]
    public void Refuses_what_one_dialect_lacks_or_reads_differently(string sql, string named) =>
        Assert.That(PortableSql.Faults(sql), Has.Some.Contains(named));

    [Test]
    public void Names_the_line() =>
        Assert.That(PortableSql.Faults("SELECT\n    x,\n    y::INT\nFROM a"), Has.Some.StartsWith("line 3: ::"));
}
