using C360.Infrastructure.DuckDb;
using FsCheck;
using FsCheck.Fluent;

namespace C360.UnitTests.DuckDb;

internal sealed class SqlParametersTests : EngineFixture
{
    // Pieces of SQL, each with what must become of it.
    private static readonly (string Written, string Expected)[] Pieces =
    [
        (":name", "$name"),
        (":a1_b", "$a1_b"),
        (":_x", "$_x"),
        ("(:limit)", "($limit)"),
        ("x::int", "x::int"),
        (":x::int", "$x::int"),
        ("'it''s :name'", "'it''s :name'"),
        ("''", "''"),
        ("'-- :a'", "'-- :a'"),
        ("\"a :column\"", "\"a :column\""),
        ("\"a \"\" :column\"", "\"a \"\" :column\""),
        ("-- a :comment's\n", "-- a :comment's\n"),
        ("/* a :comment's \n \"end */", "/* a :comment's \n \"end */"),
        ("/* one /* in :another */ :still */", "/* one /* in :another */ :still */"),
        ("/**/", "/**/"),
        ("{'a': 1}", "{'a': 1}"),
        (": name", ": name"),
        (":1", ":1"),
        ("a - b / c * d", "a - b / c * d"),
        ("日本", "日本"),
    ];

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public Property Each_piece_of_a_text_is_treated_alone_whatever_stands_beside_it() =>
        Prop.ForAll(
            Gen.Elements(Pieces).ListOf().ToArbitrary(),
            pieces =>
                SqlParameters.ToDollar(string.Join(' ', pieces.Select(piece => piece.Written)))
                == string.Join(' ', pieces.Select(piece => piece.Expected))
        );

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public bool Nothing_but_colons_changes(NonNull<string> text)
    {
        string dollar = SqlParameters.ToDollar(text.Get);
        return dollar.Length == text.Get.Length
            && dollar.Zip(text.Get).All(pair => pair.First == pair.Second || (pair.First == '$' && pair.Second == ':'));
    }

    [TestCase("'open :name")]
    [TestCase("\"open :name")]
    [TestCase("/* open :name")]
    [TestCase("/* open /* :name */ :name")]
    [TestCase("-- open :name")]
    public void What_never_ends_reaches_to_the_end(string text) => Assert.That(SqlParameters.ToDollar(text), Is.EqualTo(text));

    [Test]
    public void DuckDB_finds_the_same_parameters()
    {
        const string Text = """
            SELECT :a || ':b' AS ":c" -- :d
            /* :e /* :f */ :g */ , CAST(:h AS INT)::BIGINT, 'it''s :i'
            """;
        using DuckDbStatement statement = Connection.Prepare(SqlParameters.ToDollar(Text));

        Assert.That(statement.ParameterNames, Is.EqualTo(["a", "h"]));
    }
}
