using System.Text;

namespace C360.Application.Queries;

/// <summary>The spelling of names outside the code: in SQL, parameters, JSON and settings.</summary>
public static class SnakeCase
{
    /// <summary>
    /// Spells a name in snake_case: <c>MinLifetimeValue</c> is <c>min_lifetime_value</c>. A number is a word of its own
    /// (<c>SpentLast90d</c> is <c>spent_last_90d</c>), which is why this is not System.Text.Json's policy.
    /// </summary>
    /// <param name="name">A name in PascalCase or camelCase.</param>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool word = char.IsUpper(c) || (char.IsDigit(c) && i > 0 && !char.IsDigit(name[i - 1]));
            if (word && i > 0 && name[i - 1] != '_')
                text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }
}
