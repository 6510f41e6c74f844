using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace C360.UnitTests.House;

/// <summary>Dependencies point inwards: WebApi → Application ← Infrastructure, all → Domain.</summary>
internal sealed class ReferencesTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["C360.Domain"] = [],
        ["C360.Application"] = ["C360.Domain"],
        ["C360.Infrastructure"] = ["C360.Application", "C360.Domain"],
        ["C360.WebApi"] = ["C360.Infrastructure", "C360.Application", "C360.Domain"],
    };

    /// <summary>What puts the parts together.</summary>
    private const string Composition = "src/C360.WebApi/Program.cs";

    [Test]
    public void Projects_reference_only_inwards() =>
        Assert.That(Repository.Files("src", "*.csproj").SelectMany(OutwardProjectReferences), Is.Empty);

    [Test]
    public void Sources_name_only_inner_projects() => Assert.That(Repository.Sources.SelectMany(OutwardNames), Is.Empty);

    [Test]
    public void Only_Program_knows_Infrastructure() =>
        Assert.That(Repository.Sources.Where(KnowsInfrastructureWithoutNeed).Select(file => file.Path), Is.Empty);

    [Test]
    public void Only_WebApi_knows_HTTP() =>
        Assert.That(
            Repository
                .Sources.Where(file => ProjectOf(file.Path) != "C360.WebApi" && Names(file, @"Microsoft\.AspNetCore"))
                .Select(file => file.Path),
            Is.Empty
        );

    [Test]
    public void An_outward_project_reference_is_found() =>
        Assert.That(
            OutwardProjectReferences(
                new TextFile(
                    "src/C360.Application/C360.Application.csproj",
                    """<Project><ItemGroup><ProjectReference Include="../C360.Infrastructure/C360.Infrastructure.csproj" /></ItemGroup></Project>"""
                )
            ),
            Is.EqualTo(new[] { "C360.Application references C360.Infrastructure" })
        );

    [Test]
    public void An_outward_name_is_found_but_not_in_a_comment() =>
        Assert.That(
            OutwardNames(
                new TextFile(
                    "src/C360.Domain/Sources/Source.cs",
                    "// like C360.Application.Ports\nusing C360.Infrastructure.DuckDb;\nnamespace C360.Domain;"
                )
            ),
            Is.EqualTo(new[] { "src/C360.Domain/Sources/Source.cs names C360.Infrastructure" })
        );

    [TestCase("src/C360.WebApi/Controllers/AdminController.cs", ExpectedResult = true)]
    [TestCase("src/C360.WebApi/Commands/GenerateCommand.cs", ExpectedResult = true)]
    [TestCase("src/C360.WebApi/Program.cs", ExpectedResult = false)]
    public bool Infrastructure_outside_Program_is_found(string path) =>
        KnowsInfrastructureWithoutNeed(new TextFile(path, "using C360.Infrastructure;"));

    private static string ProjectOf(string path) => path.Split('/')[1];

    private static bool Names(TextFile file, string pattern) => file.Code.Any(line => Regex.IsMatch(line, $@"\b{pattern}\b"));

    private static IEnumerable<string> OutwardProjectReferences(TextFile project) =>
        XDocument
            .Parse(project.Text)
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string?)reference.Attribute("Include") ?? ""))
            .Where(reference => !MayKnow[project.Path.Split('/')[1]].Contains(reference))
            .Select(reference => $"{ProjectOf(project.Path)} references {reference}");

    private static IEnumerable<string> OutwardNames(TextFile file) =>
        MayKnow
            .Keys.Where(project => project != ProjectOf(file.Path) && !MayKnow[ProjectOf(file.Path)].Contains(project))
            .Where(project => Names(file, Regex.Escape(project)))
            .Select(project => $"{file.Path} names {project}");

    private static bool KnowsInfrastructureWithoutNeed(TextFile file) =>
        ProjectOf(file.Path) == "C360.WebApi" && file.Path != Composition && Names(file, @"C360\.Infrastructure");
}
