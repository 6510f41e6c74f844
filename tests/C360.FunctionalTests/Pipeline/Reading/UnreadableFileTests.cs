using System.Text;
using C360.Domain.Refreshing;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

internal sealed class UnreadableFileTests
{
    [Test]
    public void A_missing_column_is_named_with_its_file()
    {
        using SourceFolder data = new SourceFolder()
            .Without("products/products")
            .Write(
                "products/products/1.csv",
                "product_id,product_name,category,subcategory,brand,price,cost,weight_kg,dimensions,color,size,created_date,status\n"
            )
            .Write(
                "products/products/2.csv",
                "product_id,product_name,category,subcategory,brand,price,weight_kg,dimensions,color,size,created_date,status\n"
            );

        Assert.That(() => Message(data), Is.EqualTo("products/products/2.csv lacks the column cost."));
    }

    [Test]
    public void Column_names_are_compared_exactly()
    {
        using var data = new SourceFolder();
        data.Write("customer/customers.csv", data.Csv("customer/customers").Replace("email", "Email", StringComparison.Ordinal));

        Assert.That(() => Message(data), Is.EqualTo("customer/customers.csv lacks the column email; it has Email instead."));
    }

    [Test]
    public void A_column_that_is_there_twice_is_named()
    {
        using var data = new SourceFolder();
        data.Write("customer/customers.csv", data.Csv("customer/customers").Replace("phone", "email", StringComparison.Ordinal));

        Assert.That(() => Message(data), Is.EqualTo("customer/customers.csv has 2 columns named email."));
    }

    [Test]
    public void A_missing_column_of_Parquet_is_named_with_its_file()
    {
        using SourceFolder data = new SourceFolder().Without("products/products");
        ParquetFile.Write(data, "products/products.parquet", "SELECT 'P1' AS product_id");

        Assert.That(() => Message(data), Is.EqualTo("products/products.parquet lacks the column product_name."));
    }

    [Test]
    public void An_empty_file_names_no_columns()
    {
        using SourceFolder data = new SourceFolder().Write("sales/transactions.csv", "");

        Assert.That(() => Message(data), Is.EqualTo("sales/transactions.csv is empty; its first line must name the columns."));
    }

    [Test]
    public void What_is_no_Parquet_is_named()
    {
        using SourceFolder data = new SourceFolder().Without("sales/transactions").Write("sales/transactions.parquet", "PAR1 not");

        Assert.That(() => Message(data), Is.EqualTo("sales/transactions.parquet cannot be read as Parquet."));
    }

    [Test]
    public void Another_encoding_is_named()
    {
        using var data = new SourceFolder();
        data.Write("sales/transactions.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(data.Csv("sales/transactions"))]);

        Assert.That(() => Message(data), Is.EqualTo("sales/transactions.csv is in UTF-16, not in UTF-8."));
    }

    [Test]
    public void Mixed_line_ends_are_named_with_their_line()
    {
        using SourceFolder data = new SourceFolder().Customers(new { }, new { }, new { });
        string[] lines = data.Csv("customer/customers").Split('\n');
        data.Write("customer/customers.csv", $"{lines[0]}\n{lines[1]}\n{lines[2]}\r\n{lines[3]}\n");

        Assert.That(
            () => Message(data),
            Is.EqualTo("customer/customers.csv, line 3, cannot be read as CSV in UTF-8 with one kind of line end, LF or CRLF.")
        );
    }

    [Test]
    public void A_folder_that_the_engine_would_take_for_a_pattern_is_refused()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        string inner = Directory.CreateDirectory(Path.Combine(data.Path, "raw [2025]")).FullName;

        Assert.That(
            () => Message(inner),
            Is.EqualTo(
                "The folder of the sources has a [, * or ? in its path, which the engine would take for a pattern; name a folder without one."
            )
        );
    }

    [Test]
    public void Lone_CRs_are_called_line_ends()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        data.Write("customer/customers.csv", data.Csv("customer/customers").Replace('\n', '\r'));

        Assert.That(
            () => Message(data),
            Is.EqualTo("customer/customers.csv, line 1, cannot be read as CSV in UTF-8 with one kind of line end, LF or CRLF.")
        );
    }

    private static string Message(SourceFolder data) => Message(data.Path);

    private static string Message(string path)
    {
        try
        {
            new ReadSources(path).Dispose();
            return "";
        }
        catch (RefreshFailedException error)
        {
            return error.Message;
        }
    }
}
