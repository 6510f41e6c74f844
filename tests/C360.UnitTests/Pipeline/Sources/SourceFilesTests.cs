using C360.Domain.Refreshing;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.UnitTests.Pipeline.Sources;

internal sealed class SourceFilesTests
{
    private string _root = "";

    [SetUp]
    public void MakeFolder()
    {
        _root = Directory.CreateTempSubdirectory("c360-files-").FullName;
        foreach (Source source in DeclaredSources.All.Where(source => !source.Optional))
        {
            Write(source.Name + ".csv");
        }
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_root, recursive: true);

    [Test]
    public void All_sources_are_found_in_the_order_of_declaration() =>
        Assert.That(
            SourceFiles.Locate(_root).Select(located => (located.Source.Name, string.Join(' ', located.Files.Select(file => file.Name)))),
            Is.EqualTo(DeclaredSources.All.Select(source => (source.Name, source.Optional ? "" : source.Name + ".csv")))
        );

    [TestCase(".csv")]
    [TestCase(".csv.gz")]
    [TestCase(".parquet")]
    public void A_source_is_a_file_of_any_ending(string ending)
    {
        File.Delete(Full("products/products.csv"));
        Write("products/products" + ending);

        Assert.That(Names("products/products"), Is.EqualTo(new[] { "products/products" + ending }));
    }

    [Test]
    public void Parts_come_in_ordinal_order_without_hidden_ones()
    {
        File.Delete(Full("products/products.csv"));
        foreach (string name in new[] { "b.csv", "a.parquet", "B.csv.gz", "10.csv", "9.csv", ".hidden.csv", "_SUCCESS", "_delta/x.csv" })
        {
            Write("products/products/" + name);
        }

        Assert.That(
            Names("products/products"),
            Is.EqualTo(new[] { "10.csv", "9.csv", "B.csv.gz", "a.parquet", "b.csv" }.Select(name => "products/products/" + name))
        );
    }

    [Test]
    public void Two_forms_of_a_source_are_both_named()
    {
        Write("products/products.parquet");

        Assert.That(
            Message(),
            Is.EqualTo("The source products/products is there in 2 forms: products/products.csv and products/products.parquet. Leave one.")
        );
    }

    [Test]
    public void A_file_and_a_folder_are_two_forms()
    {
        Write("products/products/part-0.csv");

        Assert.That(Message(), Does.Contain("products/products.csv and products/products/. Leave one."));
    }

    [Test]
    public void A_missing_source_is_named_with_all_forms()
    {
        File.Delete(Full("sales/transactions.csv"));

        Assert.That(
            Message(),
            Is.EqualTo(
                "The source sales/transactions is missing, or may not be looked at: there is no sales/transactions.csv, sales/transactions.csv.gz, "
                    + "sales/transactions.parquet and no folder sales/transactions/."
            )
        );
    }

    [Test]
    public void A_folder_without_parts_is_named()
    {
        File.Delete(Full("products/products.csv"));
        Write("products/products/_SUCCESS");

        Assert.That(Message(), Is.EqualTo("The folder products/products/ has no part file (.csv, .csv.gz, .parquet)."));
    }

    [TestCase("notes.txt")]
    [TestCase("part.CSV")]
    [TestCase("year=2024/part-0.csv")]
    public void What_is_no_part_is_never_passed_over(string stray)
    {
        File.Delete(Full("products/products.csv"));
        Write("products/products/part-0.csv");
        Write("products/products/" + stray);

        Assert.That(Message(), Does.StartWith($"products/products/{stray.Split('/')[0]} is no part of a source"));
    }

    [Test]
    public void No_message_names_the_folder_itself()
    {
        Directory.Delete(_root, recursive: true);

        Assert.That(Message(), Is.EqualTo("C360_DATA_PATH is not a folder that exists."));
        Directory.CreateDirectory(_root);
    }

    private IEnumerable<string> Names(string source) =>
        SourceFiles.Locate(_root).Single(located => located.Source.Name == source).Files.Select(file => file.Name);

    private string Message()
    {
        string message = Assert.Throws<RefreshFailedException>(() => SourceFiles.Locate(_root))!.Message;
        Assert.That(message, Does.Not.Contain(_root));
        return message;
    }

    private void Write(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(name))!);
        File.WriteAllText(Full(name), "");
    }

    private string Full(string name) => Path.Combine(_root, name);
}
