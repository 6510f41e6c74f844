namespace C360.UnitTests.House;

/// <summary>A file that can be read in one go; a longer one says why.</summary>
internal sealed class FileLengthTests
{
    private const int Most = 200;
    private const int MostWithoutReason = 150;

    /// <summary>The words of the reason, in a comment near the top: <c>// Long because …</c>.</summary>
    private const string Reason = "long because";

    private const int Top = 40;

    [Test]
    public void No_file_is_long_without_a_reason() => Assert.That(Repository.Sources.Select(Fault).OfType<string>(), Is.Empty);

    [TestCase(150, "", ExpectedResult = null)]
    [TestCase(151, "", ExpectedResult = "a.cs has 151 lines and no comment near its top that says 'long because'")]
    [TestCase(151, "// Long because each row is one line.", ExpectedResult = null)]
    [TestCase(200, "// Long because each row is one line.", ExpectedResult = null)]
    [TestCase(201, "// Long because each row is one line.", ExpectedResult = "a.cs has 201 lines; 200 are the most")]
    public string? The_limits_hold(int lines, string first) => Fault(new TextFile("a.cs", first + new string('\n', lines)));

    private static string? Fault(TextFile file)
    {
        int lines = file.Text.Count(character => character == '\n');
        if (lines > Most)
            return $"{file.Path} has {lines} lines; {Most} are the most";
        return lines > MostWithoutReason && !file.Text.Split('\n').Take(Top).Any(IsReason)
            ? $"{file.Path} has {lines} lines and no comment near its top that says '{Reason}'"
            : null;
    }

    private static bool IsReason(string line) =>
        line.TrimStart().StartsWith("//", StringComparison.Ordinal) && line.Contains(Reason, StringComparison.OrdinalIgnoreCase);
}
