using System.Text.RegularExpressions;

namespace C360.UnitTests.House;

/// <summary>One type a file, named by what it is.</summary>
internal sealed partial class TypesTests
{
    [Test]
    public void A_file_holds_one_type() => Assert.That(Repository.Sources.Where(HoldsSeveralIdeas).Select(file => file.Path), Is.Empty);

    [Test]
    public void A_file_is_named_after_its_type() => Assert.That(Repository.Sources.Where(IsMisnamed).Select(file => file.Path), Is.Empty);

    [Test]
    public void No_name_is_a_drawer_for_everything() =>
        Assert.That(Repository.Sources.SelectMany(DrawerNames), Is.Empty, "A name says what the thing is in the user's words");

    [TestCase("src/C360.Domain/A.cs", "internal sealed class A;\ninternal sealed record B;\n", ExpectedResult = true)]
    [TestCase("src/C360.Domain/A.cs", "internal sealed class A\n{\n    internal sealed record B;\n}\n", ExpectedResult = false)]
    [TestCase("src/C360.Domain/A.cs", "public readonly record struct A;\npublic enum B;\n", ExpectedResult = true)]
    [TestCase(
        "src/C360.Application/Marketing/A.cs",
        "public sealed record A : IAnalyticQuery<B>;\npublic sealed record B(int C);\n",
        ExpectedResult = false
    )]
    [TestCase("src/C360.Application/Ports/A.cs", "public interface A;\npublic interface B;\n", ExpectedResult = true)]
    public bool Two_types_in_a_file_are_found_but_for_a_request_with_its_row(string path, string text) =>
        HoldsSeveralIdeas(new TextFile(path, text));

    [TestCase("src/C360.Domain/A.cs", "internal sealed class B;\n", ExpectedResult = true)]
    [TestCase("src/C360.Domain/A.Reading.cs", "internal sealed partial class A;\n", ExpectedResult = false)]
    [TestCase("src/C360.Domain/A.cs", "internal sealed class A<T>;\n", ExpectedResult = false)]
    [TestCase("src/C360.Domain/AOf.cs", "internal sealed class A<T>;\n", ExpectedResult = false)]
    [TestCase("src/C360.Domain/AOf.cs", "internal sealed class A;\n", ExpectedResult = true)]
    public bool A_misnamed_file_is_found(string path, string text) => IsMisnamed(new TextFile(path, text));

    [TestCase("src/C360.Domain/SqlHelpers.cs", "", ExpectedResult = 1)]
    [TestCase("src/C360.Domain/Common/Clock.cs", "", ExpectedResult = 1)]
    [TestCase("src/C360.Domain/Clock.cs", "class Clock\n{\n    private sealed class CacheManager;\n}\n", ExpectedResult = 1)]
    [TestCase("src/C360.Domain/Utilization.cs", "internal sealed record Utilization;\n", ExpectedResult = 0)]
    public int A_drawer_is_found(string path, string text) => DrawerNames(new TextFile(path, text)).Count();

    private static List<string> TopLevelTypes(TextFile file) =>
        [.. TopLevelType().Matches(file.Text).Select(match => match.Groups["name"].Value)];

    /// <summary>A request, its row and what answers it are one idea.</summary>
    private static bool IsUseCase(TextFile file) =>
        file.Path.StartsWith("src/C360.Application/", StringComparison.Ordinal) && UseCase().IsMatch(file.Text);

    private static bool HoldsSeveralIdeas(TextFile file) => TopLevelTypes(file).Distinct().Count() > 1 && !IsUseCase(file);

    private static bool IsMisnamed(TextFile file) =>
        TopLevelTypes(file) is [var first, ..] && first != file.Name && !IsGenericTwin(file, first);

    /// <summary>Answer&lt;TRow&gt; beside Answer cannot have its name: it is AnswerOf.cs.</summary>
    private static bool IsGenericTwin(TextFile file, string type) =>
        file.Name == $"{type}Of" && file.Text.Contains($" {type}<", StringComparison.Ordinal);

    private static IEnumerable<string> DrawerNames(TextFile file) =>
        file
            .Path.Split('/', '.')
            .Concat(AnyType().Matches(file.Text).Select(match => match.Groups["name"].Value))
            .Where(name => Drawer().IsMatch(name))
            .Distinct()
            .Select(name => $"{name} in {file.Path}");

    /// <summary>File-scoped namespaces put every top-level type at the start of a line. A delegate, one line, may stand beside its user.</summary>
    [GeneratedRegex(
        @"^(?:(?:public|internal|file|abstract|sealed|static|partial|readonly|ref|unsafe) )*(?:class|record struct|record class|record|struct|interface|enum) (?<name>\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^\s*(?:\w+ )*(?:class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex AnyType();

    [GeneratedRegex(@": (?:IAnalyticQuery|IRequest)\b")]
    private static partial Regex UseCase();

    [GeneratedRegex(@"(?:Helper|Helpers|Util|Utils|Utilities|Common|Extension|Extensions|Manager)(?![a-z])")]
    private static partial Regex Drawer();
}
