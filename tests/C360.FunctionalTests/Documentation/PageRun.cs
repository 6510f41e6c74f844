using C360.FunctionalTests.Hosting;

namespace C360.FunctionalTests.Documentation;

/// <summary>Does what a page says, in its order, in a folder that looks like a clone.</summary>
/// <param name="page">The page.</param>
/// <param name="services">What answers.</param>
/// <param name="folder">The folder; the caller removes it.</param>
internal sealed class PageRun(MarkdownPage page, SampleServices services, string folder) : IAsyncDisposable
{
    /// <summary>Of what a block printed, in the message that it is not what the page says.</summary>
    private const int MostShown = 4000;
    private const string Documented = "http://localhost:8000";

    /// <summary>Where the pages keep what a real service needs.</summary>
    private const string Srv = "/srv/c360";

    /// <summary>Where the pages say the reader's own data is.</summary>
    private const string Data = "/path/to/data";
    private readonly PageShell _shell = new(folder);
    private RealService? _own;
    private string? _settings;

    private RealService Service => _own ?? services.Shared;

    private string Address => Service.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <summary>Runs every block that can be run; what differs from the page, one entry a block, with page and line.</summary>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        // What the commands of the pages use of a clone; copies, because a page may change them.
        foreach (string part in (string[])["clients", "pipeline", "scripts"])
            if (Directory.Exists(Path.Combine(MarkdownPage.Root, part)))
                SampleServices.Copy(Path.Combine(MarkdownPage.Root, part), Path.Combine(folder, part));
        Directory.CreateDirectory(Path.Combine(folder, "srv"));
        var faults = new List<string>();
        foreach (PageBlock block in page.Blocks.Where(block => block.IsCommand && block.NotRun is null))
        {
            if (await FaultAsync(block) is { } fault)
                faults.Add($"{page.Path}, line {block.Line}: {fault}");
        }
        return faults;
    }

    public async ValueTask DisposeAsync()
    {
        await _shell.DisposeAsync();
        if (_own is not null)
            await _own.DisposeAsync();
    }

    private async Task<string?> FaultAsync(PageBlock block)
    {
        if (block.Before.Length > 0 && await _shell.RunAsync(Here(block.Before)) is { Code: not 0 } failed)
            return $"what is done before it failed:\n{failed.Output}";
        // Behind it: a service may need what was made there, such as keys.
        await ServeAsync(block.Service);
        string text = block.Text;
        if (block.Language == "python")
        {
            string file = Path.Combine(folder, ".tools", "block.py");
            await File.WriteAllTextAsync(file, Here(text));
            text = $"python3 '{file}'";
        }
        (int code, string printed) = await _shell.RunAsync(Here(text));
        string output = There(printed);
        string shown = output.Length > MostShown ? output[..MostShown] + " …" : output;
        if (code != block.ExitCode)
            return $"exit code {code} instead of {block.ExitCode}; it printed:\n{shown}";
        return block.Answer is { } answer && ExpectedAnswer.Difference(answer, output) is { } difference
            ? $"{difference}; it printed:\n{shown}"
            : null;
    }

    private async Task ServeAsync(string? settings)
    {
        if (settings == _settings)
            return;
        if (_own is not null)
            await _own.DisposeAsync();
        _settings = settings;
        _own = settings is null
            ? null
            : await services.StartAsync(
                folder,
                [.. settings.Split(' ').Select(setting => setting.Split('=', 2)).Select(pair => (pair[0], Here(pair[1])))]
            );
    }

    private string Here(string text) =>
        text.Replace("dotnet run --project src/C360.WebApi -c Release --", "c360", StringComparison.Ordinal)
            .Replace(Documented, Address, StringComparison.Ordinal)
            .Replace("http://127.0.0.1:8000", Address, StringComparison.Ordinal)
            .Replace("localhost:8000", Address["http://".Length..], StringComparison.Ordinal)
            .Replace(Data, Path.Combine(folder, "srv", "data"), StringComparison.Ordinal)
            .Replace(Srv, Path.Combine(folder, "srv"), StringComparison.Ordinal);

    private string There(string text) =>
        text.Replace(Address, Documented, StringComparison.Ordinal).Replace(Path.Combine(folder, "srv"), Srv, StringComparison.Ordinal);
}
