using System.Reflection;

namespace C360.Infrastructure.Sql;

/// <summary>Estimates the memory that rows take, so that the cache can keep to its room.</summary>
internal static class AnswerSize
{
    /// <summary>A field, a text's header included, with its share of the row's.</summary>
    private const int BytesPerField = 28;
    private const int BytesPerAnswer = 1024;

    /// <summary>About how many bytes the rows take: fields, and two bytes for a character of the text in them.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="rows">The rows.</param>
    public static long Of<TRow>(IReadOnlyList<TRow> rows)
    {
        PropertyInfo[] texts = Texts<TRow>.Properties;
        long bytes = BytesPerAnswer + (long)rows.Count * Texts<TRow>.Fields * BytesPerField;
        foreach (TRow row in rows)
        foreach (PropertyInfo text in texts)
            bytes += 2L * (((string?)text.GetValue(row))?.Length ?? 0);
        return bytes;
    }

    private static class Texts<TRow>
    {
        public static readonly int Fields = typeof(TRow).GetProperties().Length;
        public static readonly PropertyInfo[] Properties =
        [
            .. typeof(TRow).GetProperties().Where(property => property.PropertyType == typeof(string)),
        ];
    }
}
