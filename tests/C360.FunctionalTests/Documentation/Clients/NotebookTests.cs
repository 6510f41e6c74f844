using System.Text.Json.Nodes;

namespace C360.FunctionalTests.Documentation.Clients;

/// <summary>The notebook's cells, run from top to bottom in one Python, print what is saved in it.</summary>
internal sealed class NotebookTests
{
    private const string End = "-- end of the cell";

    /// <summary>What a notebook's kernel does, as far as this one needs it.</summary>
    private const string Runner = $$"""
        import json, sys
        names = {}
        for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
                print("{{End}}")
        """;

    [Test]
    public async Task The_saved_outputs_are_what_the_cells_print()
    {
        string path = ClientRun.PathOf("notebook/retention_campaign.ipynb");
        JsonNode notebook = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        JsonNode[] cells = [.. notebook["cells"]!.AsArray().Select(cell => cell!).Where(cell => (string?)cell["cell_type"] == "code")];
        Assert.That((int?)notebook["nbformat"], Is.EqualTo(4));
        Assert.That(cells.Select(cell => (int?)cell["execution_count"]), Is.EqualTo(Enumerable.Range(1, cells.Length)));
        string address = SampleServicesSetUp.Services.Shared.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        (int code, string output, string error) = await ClientRun.RunAsync("python3", ["-c", Runner, path], ("C360_URL", address));
        Assert.That(code, Is.Zero, error);
        Assert.That(output.Split(End + "\n")[..^1], Is.EqualTo(cells.Select(Saved)));
        Assert.That(cells.Count(cell => Saved(cell).Length > 0), Is.GreaterThan(2));
    }

    private static string Saved(JsonNode cell) =>
        string.Concat(cell["outputs"]!.AsArray().SelectMany(output => output!["text"]!.AsArray()).Select(line => (string)line!));
}
