using C360.Domain.Refreshing;
using C360.Infrastructure.Pipeline.Models;

namespace C360.UnitTests.Pipeline.Models;

internal sealed class ModelFolderTests
{
    private static readonly string[] Sources = ["customers", "transactions"];

    private string _path = "";

    [SetUp]
    public void Make_the_smallest_pipeline()
    {
        _path = Directory.CreateTempSubdirectory("c360-models-").FullName;
        Write("facts/spending.sql", "SELECT customer_id FROM transactions, run");
        Write("views/customer_analytics_c360.sql", "SELECT customer_id FROM customers JOIN spending ON TRUE");
        Write("views/category_sales.sql", "SELECT 1 AS x");
    }

    [TearDown]
    public void Remove_it() => Directory.Delete(_path, recursive: true);

    [Test]
    public async Task Reads_the_models_in_the_order_in_which_they_can_run()
    {
        Write("facts/_draft.sql", "not yet SQL");
        Write("facts/.#spending.sql", "an editor's lock");
        Write("facts/notes.txt", "no model");
        ModelFolder folder = await Read();
        Assert.That(
            folder.Models.Select(model => model.File),
            Is.EqualTo(new[] { "views/category_sales.sql", "facts/spending.sql", "views/customer_analytics_c360.sql" })
        );
    }

    [Test]
    public async Task The_hash_changes_with_a_text_or_a_name_and_with_nothing_else()
    {
        string before = (await Read()).Hash;
        Assert.That((await Read()).Hash, Is.EqualTo(before));

        Write("facts/spending.sql", "SELECT customer_id FROM transactions");
        string rewritten = (await Read()).Hash;
        Assert.That(rewritten, Is.Not.EqualTo(before));

        File.Move(Path.Combine(_path, "views/category_sales.sql"), Path.Combine(_path, "facts/other.sql"));
        Write("views/category_sales.sql", "SELECT 1 AS x");
        Assert.That((await Read()).Hash, Is.Not.EqualTo(rewritten));
    }

    [Test]
    public Task Two_files_of_one_name_are_named()
    {
        Write("intermediates/spending.sql", "SELECT 1 AS x");
        return Fails("Two models have one name: facts/spending.sql and intermediates/spending.sql.");
    }

    [TestCase("transactions")]
    [TestCase("run")]
    public Task A_model_may_not_be_named_like_a_source(string name)
    {
        Write($"facts/{name}.sql", "SELECT 1 AS x");
        return Fails($"The model facts/{name}.sql has the name of a source; give it another.");
    }

    // The engines' own tables would hide it, or it them.
    [Test]
    public Task A_model_may_not_be_named_like_a_table_of_the_build(
        [Values(
            "checked_transactions",
            "rejected_transactions",
            "bad_transactions",
            "orphan_transactions",
            "duplicate_transactions",
            "repeated_transactions",
            "numbered_transactions",
            "kept_transactions",
            "raw_transactions_12",
            "rows_transactions",
            "header_transactions_0",
            "raw_rows",
            "rejected_rows"
        )]
            string name
    )
    {
        Write($"facts/{name}.sql", "SELECT 1 AS x");
        return Fails($"The model facts/{name}.sql has the name of a table that the build makes for itself; give it another.");
    }

    [TestCase("checked_baskets")]
    [TestCase("bad_transactions_by_day")]
    [TestCase("raw")]
    public async Task Other_names_that_begin_like_them_are_free(string name)
    {
        Write($"facts/{name}.sql", "SELECT 1 AS x");
        Assert.That((await Read()).Models.Select(model => model.Name), Does.Contain(name));
    }

    [Test]
    public Task A_missing_final_view_is_named()
    {
        File.Delete(Path.Combine(_path, "views/category_sales.sql"));
        return Fails("The model views/category_sales.sql is missing; queries need it.");
    }

    [Test]
    public Task A_final_view_in_another_layer_is_missing()
    {
        File.Move(Path.Combine(_path, "views/category_sales.sql"), Path.Combine(_path, "facts/category_sales.sql"));
        return Fails("The model views/category_sales.sql is missing; queries need it.");
    }

    [TestCase("sums.sql")]
    [TestCase("fact/sums.sql")]
    [TestCase("facts/sales/sums.sql")]
    public Task A_model_outside_the_layers_is_named(string file)
    {
        Write(file, "SELECT 1 AS x");
        return Fails($"The model {file} must lie in one of the folders intermediates, facts, views.");
    }

    [Test]
    public Task A_folder_that_is_not_there_is_told_without_its_path()
    {
        _path = Directory.CreateDirectory(Path.Combine(_path, "elsewhere")).FullName;
        Directory.Delete(_path);
        Task told = Fails("PIPELINE_PATH is not a folder.");
        Directory.CreateDirectory(_path);
        return told;
    }

    private Task<ModelFolder> Read() => ModelFolder.ReadAsync(_path, Sources, CancellationToken.None);

    private Task Fails(string message) => Assert.ThatAsync(Read, Throws.TypeOf<RefreshFailedException>().With.Message.EqualTo(message));

    private void Write(string file, string text)
    {
        string path = Path.Combine(_path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
