using C360.Domain.Refreshing;
using C360.Domain.Spelling;

namespace C360.Infrastructure.Pipeline.Models;

/// <summary>Works out in which order models can run.</summary>
internal static class ModelOrder
{
    /// <summary>Puts each model after those that it reads; among those that could run next, the first by name.</summary>
    /// <param name="models">The models, their names distinct.</param>
    /// <param name="sources">The tables that are there before any model runs.</param>
    /// <exception cref="RefreshFailedException">A model reads what is not there, or models read each other in a circle.</exception>
    public static IReadOnlyList<Model> Of(IReadOnlyCollection<Model> models, IReadOnlyCollection<string> sources)
    {
        var waiting = new SortedDictionary<string, Model>(models.ToDictionary(model => model.Name), StringComparer.Ordinal);
        CheckReferences(models, [.. waiting.Keys, .. sources]);

        var ordered = new List<Model>(waiting.Count);
        while (waiting.Count > 0)
        {
            Model next =
                waiting.Values.FirstOrDefault(model => !model.References.Any(waiting.ContainsKey))
                ?? throw new RefreshFailedException($"The models read each other in a circle: {Circle(waiting)}.");
            waiting.Remove(next.Name);
            ordered.Add(next);
        }
        return ordered;
    }

    private static void CheckReferences(IEnumerable<Model> models, IReadOnlyCollection<string> known)
    {
        foreach (Model model in models)
        {
            if (model.References.FirstOrDefault(name => !known.Contains(name)) is not { } missing)
                continue;
            string guess = NearestName.Of(missing, known) is { } near ? $" Did you mean {near}?" : "";
            throw new RefreshFailedException($"The model {model.File} reads {missing}, which is no model and no source.{guess}");
        }
    }

    /// <summary>Follows the first waiting reference of each model until one comes again, as in <c>a → b → a</c>.</summary>
    private static string Circle(IDictionary<string, Model> waiting)
    {
        var path = new List<string> { waiting.Keys.First() };
        while (true)
        {
            string next = waiting[path[^1]].References.First(waiting.ContainsKey);
            int start = path.IndexOf(next);
            path.Add(next);
            if (start >= 0)
                return string.Join(" → ", path.Skip(start));
        }
    }
}
