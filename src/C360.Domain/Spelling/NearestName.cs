namespace C360.Domain.Spelling;

/// <summary>Guesses which name a misspelt one was meant to be, for error messages.</summary>
public static class NearestName
{
    /// <summary>Finds the known name that takes the fewest changed, added or dropped letters, whatever their case.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="known">The names that would have been right.</param>
    /// <returns>The nearest, the first in ordinal order among equals; null when all are too far off for a misspelling.</returns>
    public static string? Of(string name, IEnumerable<string> known)
    {
        int furthest = Math.Min(name.Length - 1, Math.Max(2, name.Length / 3));
        return known
            .Select(candidate => (candidate, distance: Distance(name, candidate)))
            .Where(pair => pair.distance <= furthest)
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>The Levenshtein distance, row by row.</summary>
    private static int Distance(string a, string b)
    {
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int changed = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(above[j - 1] + changed, Math.Min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[^1];
    }
}
