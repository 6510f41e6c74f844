using C360.Infrastructure.Pipeline.Checking;

namespace C360.UnitTests.Pipeline.Checking;

internal sealed class RawCellsTests
{
    [Test]
    public void Cells_have_the_names_of_their_columns_and_those_beyond_the_header_their_place() =>
        Assert.That(Json(["a", "b"], ["1", "", "3"]), Is.EqualTo("""{"a":"1","b":"","cell 3":"3"}"""));

    [Test]
    public void Names_that_come_again_or_differ_only_in_case_get_their_place_too() =>
        Assert.That(
            Json(["a", "A", "b", "a"], ["1", "2", "3", "4"]),
            Is.EqualTo("""{"a":"1","A (cell 2)":"2","b":"3","a (cell 4)":"4"}""")
        );

    [TestCase(1000, ExpectedResult = 1000)]
    [TestCase(1001, ExpectedResult = 1000)]
    public int A_cell_keeps_its_first_thousand_characters(int length) => Json(["a"], [new string('x', length)]).Count(c => c == 'x');

    [Test]
    public void A_cell_that_was_cut_says_how_long_it_is() =>
        Assert.That(Json(["a"], [new string('x', 10_000_000)]), Does.EndWith("x… (10000000 characters)\"}"));

    [Test]
    public void No_character_is_cut_through()
    {
        // 999 and the two of 😀: the cut would be between these.
        string json = Json(["a"], [new string('x', 999) + "😀"]);
        Assert.That(json, Does.Contain("x… (1001 characters)").And.Not.Contain("�").And.Not.Contain("\\u"));
    }

    // 16,000 characters a row: 20 cells have 800 each.
    [Test]
    public void Cells_of_a_wide_row_share_what_a_row_may_have() =>
        Assert.That(Json([], [.. Enumerable.Repeat(new string('x', 5000), 20)]).Count(c => c == 'x'), Is.EqualTo(16_000));

    [Test]
    public void Of_very_many_cells_the_first_hundred_are_kept()
    {
        string json = Json([new string('n', 5000)], [.. Enumerable.Repeat("x", 2_000_000)]);
        Assert.That(json, Does.Contain("\"cell 100\":\"x\",\"…\":\"and 1999900 more cells\"}").And.Length.LessThan(3000));
    }

    private static string Json(string[] columns, string[] cells) =>
        RawCells.Json(RawCells.Names([.. columns.Select(name => new FileColumn(name, FileColumn.Text))]), cells);
}
