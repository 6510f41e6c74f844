namespace C360.FunctionalTests.Documentation;

/// <summary>How a page is read, and how what was printed is compared with it.</summary>
internal sealed class MarkdownPageTests
{
    private const string Text = """
        # A page

        <!-- not run: needs Docker -->

        ```bash
        docker compose up
        ```

        <!-- service: API_KEY=x LOG_LEVEL=ERROR -->
        1. In a list:

           <!-- before: one -->
           <!-- before: two -->
           <!-- exits: 3 -->
           ```bash
           if true; then
             exit 3
           fi
           ```
           ```text
           three
           ```

        Then an example of its own:

        ```json
        {}
        ```
        """;

    [Test]
    public void Blocks_have_the_comments_before_them_and_their_answers()
    {
        IReadOnlyList<PageBlock> blocks = MarkdownPage.Parse("page.md", Text).Blocks;
        Assert.That(
            blocks,
            Is.EqualTo(
                (PageBlock[])
                    [
                        new(5, "bash", "docker compose up") { NotRun = "needs Docker" },
                        new(15, "bash", "if true; then\n  exit 3\nfi")
                        {
                            Before = "one\ntwo\n",
                            ExitCode = 3,
                            Service = "API_KEY=x LOG_LEVEL=ERROR",
                            Answer = new(20, "text", "three"),
                        },
                        // A sentence is between it and the command: it is no answer.
                        new(26, "json", "{}") { Service = "API_KEY=x LOG_LEVEL=ERROR" },
                    ]
            )
        );
    }

    [TestCase("a\nb", "a\nb\n", ExpectedResult = true)]
    [TestCase("a\nb", "a\n", ExpectedResult = false)]
    [TestCase("a\nb", "a\nb\nc\n", ExpectedResult = false)]
    [TestCase("took … ms", "took 17 ms", ExpectedResult = true)]
    [TestCase("took … ms", "took\n17 ms", ExpectedResult = false)]
    [TestCase("a\n…\nz", "a\nb\nc\nz", ExpectedResult = true)]
    [TestCase("a\n…\nz", "a\nz", ExpectedResult = true)]
    [TestCase("a\n…", "b\na", ExpectedResult = false)]
    [TestCase("a  \r\n", "\na\n\n", ExpectedResult = true)]
    public bool Text_is_compared_line_by_line(string expected, string actual) => IsSame("text", expected, actual);

    [TestCase("""{"a": 12.50, "b": [1, 2]}""", """{"a":12.50,"b":[1,2]}""", ExpectedResult = true)]
    [TestCase("""{"a": 12.50}""", """{"a":12.5}""", ExpectedResult = false)]
    [TestCase("""{"a": 1}""", """{"a":1,"b":2}""", ExpectedResult = false)]
    [TestCase("""{"a": 1, "b": 2}""", """{"b":2,"a":1}""", ExpectedResult = false)]
    [TestCase("""{"a": 1, "…": 0}""", """{"a":1,"b":2}""", ExpectedResult = true)]
    [TestCase("""{"a": 1, "…": 0}""", """{"a":2,"b":2}""", ExpectedResult = false)]
    [TestCase("""{"a": "…"}""", """{"a":17}""", ExpectedResult = true)]
    [TestCase("""[1, "…"]""", """[1,2,3]""", ExpectedResult = true)]
    [TestCase("""[1, "…"]""", """[2,1]""", ExpectedResult = false)]
    [TestCase("""[1]""", """[1,2]""", ExpectedResult = false)]
    [TestCase("""{"timestamp": "2026-06-20T00:00:00Z"}""", """{"timestamp":"2027-01-01T00:00:00Z"}""", ExpectedResult = true)]
    [TestCase("""{"timestamp": "2026-06-20T00:00:00Z"}""", """{"timestamp":null}""", ExpectedResult = false)]
    [TestCase("{}", "curl: (7) refused", ExpectedResult = false)]
    public bool Json_is_compared_by_value_and_spelling(string expected, string actual) => IsSame("json", expected, actual);

    private static bool IsSame(string language, string expected, string actual) =>
        ExpectedAnswer.Difference(new PageBlock(1, language, expected), actual) is null;
}
