using System.Text.RegularExpressions;

namespace C360.UnitTests.House;

/// <summary>A clone builds on any machine: nothing names the machine or the package server of whoever wrote it.</summary>
internal sealed partial class AddressesTests
{
    /// <summary>This file names what it looks for.</summary>
    private static IEnumerable<TextFile> Files =>
        Repository.Files(".", "*").Where(file => !file.Path.EndsWith("/House/AddressesTests.cs", StringComparison.Ordinal));

    [Test]
    public void No_file_names_a_path_of_one_machine_or_a_package_server() => Assert.That(Files.SelectMany(Addresses), Is.Empty);

    [Test]
    public void No_lock_file_of_npm_says_where_a_package_came_from() =>
        Assert.That(
            Files
                .Where(file =>
                    file.Path.EndsWith("package-lock.json", StringComparison.Ordinal)
                    && file.Text.Contains("\"resolved\"", StringComparison.Ordinal)
                )
                .Select(file => file.Path),
            Is.Empty
        );

    [Test]
    public void There_is_no_package_source_but_the_users() =>
        Assert.That(Files.Select(file => file.Path).Where(path => PackageSource().IsMatch(path)), Is.Empty);

    [TestCase("see /root/notes", ExpectedResult = 1)]
    [TestCase("\"/home/ana/data\"", ExpectedResult = 1)]
    [TestCase("\"resolved\": \"https://registry.npmjs.org/x\"", ExpectedResult = 1)]
    [TestCase("<add value=\"http://packages.local:8080/v3/index.json\" />", ExpectedResult = 1)]
    [TestCase("registry.GetPipeline(name)", ExpectedResult = 0)]
    [TestCase("at https://localhost:8000/docs and https://keepachangelog.com/en/1.1.0/", ExpectedResult = 0)]
    public int An_address_is_found(string text) => Addresses(new TextFile("a", text)).Count();

    private static IEnumerable<string> Addresses(TextFile file) =>
        Address().Matches(file.Text).Select(match => $"{match.Value} in {file.Path}").Distinct();

    [GeneratedRegex(
        @"(?<![\w.-])/root/|/(?:home|Users)/\w+/|C:\\Users\\|\bregistry\.[a-z0-9-]+\.[a-z]{2,}|https?://[\w.:-]*/(?:[\w-]+/)*v3/index\.json",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Address();

    [GeneratedRegex(@"(?:^|/)(?:nuget\.config|\.npmrc|\.yarnrc)$", RegexOptions.IgnoreCase)]
    private static partial Regex PackageSource();
}
