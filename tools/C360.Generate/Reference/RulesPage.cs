using System.Reflection;
using System.Text;
using C360.Application.Admin;
using C360.Domain.Quality;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Pipeline.Models;
using C360.WebApi.OpenApi;

namespace C360.Generate.Reference;

/// <summary>rules.md: the shipped models, the reasons of rejection and the gate.</summary>
internal static class RulesPage
{
    private const string Comment = "--";

    /// <summary>Writes the page.</summary>
    /// <param name="code">What the code says of reasons and conditions.</param>
    public static async Task<string> WriteAsync(CodeTexts code)
    {
        string[] sources = [.. DeclaredSources.All.Select(source => source.Table)];
        ModelFolder models = await ModelFolder.ReadAsync(new PipelineOptions().Models, sources, CancellationToken.None);
        var page = new StringBuilder(
            """
            # Rules

            What a refresh does with the [sources](sources.md), in this order: rows are checked, and those that cannot be used rejected; the models run; the gate decides
            whether the outcome is published.

            ## Why a row is rejected

            For its first bad required column, else for its parent, else for its key. `GET /admin/data-quality/rejected-rows` lists the rows.


            """
        );
        page.Append(EnumTable.Write<RejectionReason>("reason", code))
            .Append(
                "\n## What is only counted\n\nRows that stay, but that a rule leaves out or answers specially, and lines that may be lost rows.\n\n"
            )
            .Append(Markdown.Table(["note", "meaning"], Constants(typeof(RowNotes)).Select(note => Row(note, code))))
            .Append("\n## What stops a refresh\n\n")
            .Append(Markdown.Text(code.Summary(typeof(Gate))))
            .Append("\n\nThe limits are [settings](configuration.md): `MAX_REJECTED_PERCENT` and `MAX_ROW_DROP_PERCENT`.\n\n")
            .Append(EnumTable.Write<GateCondition>("condition", code))
            .Append(
                "\n## The models\n\nOne SELECT a file, each after those that it reads. `PIPELINE_PATH` may point to a copy with your own rules: see "
            )
            .Append("[change a rule](../how-to/add-a-rule.md).\n\nThe table `")
            .Append(ModelFolder.RunTable)
            .Append("` has one row: `as_of`, `profile_created_at` and `support_cost_per_ticket`.\n");
        foreach (Model model in models.Models)
            Append(page, model);
        return page.ToString();
    }

    private static FieldInfo[] Constants(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static);

    private static string[] Row(FieldInfo constant, CodeTexts code) =>
        [Markdown.Code((string?)constant.GetRawConstantValue()), Markdown.Text(code.Summary(constant))];

    /// <summary>The comment above the SELECT is its explanation.</summary>
    private static void Append(StringBuilder page, Model model)
    {
        string[] lines = model.Select.Split('\n');
        string[] head = [.. lines.TakeWhile(line => line.StartsWith(Comment, StringComparison.Ordinal))];
        page.Append($"\n### {model.Name}\n\n")
            .Append(Markdown.Text(string.Join(' ', head.Select(line => line[Comment.Length..].Trim()))))
            .Append($"\n\nFile: [{model.File}](../../pipeline/{model.File}). Reads: ")
            .Append(string.Join(", ", model.References.Select(Markdown.Code)))
            .Append(".\n\n")
            .Append(Markdown.Block("sql", string.Join('\n', lines.Skip(head.Length))));
    }
}
