using C360.Infrastructure.Pipeline.Checking;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>
/// How a value is read from text: by its shape first, because TRY_CAST alone is lenient (it makes 3 of 2.7, 1000 of 1e3, tomorrow of 24:00 and
/// drops a time zone).
/// </summary>
internal static class ReadingMacros
{
    private const string Blanks = "[ \\t\\r\\n]*";

    /// <summary>Makes the macros, for one connection. All give null for what cannot be read.</summary>
    public const string Create = $$"""
        -- Whether there may be something to trim: the cheap question before the dear answer. Blanks and the empty text sort before '!'.
        CREATE OR REPLACE TEMP MACRO c360_blank(x) AS
            x < '!' OR ends_with(x, ' ') OR ends_with(x, E'\t') OR ends_with(x, E'\n') OR ends_with(x, E'\r');
        CREATE OR REPLACE TEMP MACRO c360_text(x) AS CASE WHEN c360_blank(x) THEN NULLIF(TRIM(x, E' \t\r\n'), '') ELSE x END;
        CREATE OR REPLACE TEMP MACRO c360_whole(x) AS
            CASE WHEN regexp_full_match(x, '{{Blanks}}{{ShapePatterns.Whole}}{{Blanks}}') THEN TRY_CAST(x AS INTEGER) END;
        CREATE OR REPLACE TEMP MACRO c360_money(x) AS
            CASE WHEN regexp_full_match(x, '{{Blanks}}{{ShapePatterns.Money}}{{Blanks}}') THEN TRY_CAST(x AS DECIMAL(12, 2)) END;
        CREATE OR REPLACE TEMP MACRO c360_weight(x) AS
            CASE WHEN regexp_full_match(x, '{{Blanks}}{{ShapePatterns.Weight}}{{Blanks}}') THEN TRY_CAST(x AS DECIMAL(18, 3)) END;
        CREATE OR REPLACE TEMP MACRO c360_date(x) AS CASE WHEN regexp_full_match(x, '{{Blanks}}{{ShapePatterns.Day}}{{Blanks}}') THEN TRY_CAST(x AS DATE) END;
        -- Years that a DateOnly can hold.
        CREATE OR REPLACE TEMP MACRO c360_in_calendar(x) AS CASE WHEN x >= DATE '0001-01-01' AND x < DATE '10000-01-01' THEN x END;
        CREATE OR REPLACE TEMP MACRO c360_offset_minutes(x) AS
            CASE WHEN ends_with(x, 'Z') THEN 0
            ELSE (CASE WHEN substr(right(x, 6), 1, 1) = '-' THEN -1 ELSE 1 END)
                * (TRY_CAST(substr(right(x, 6), 2, 2) AS INTEGER) * 60 + TRY_CAST(right(x, 2) AS INTEGER)) END;
        CREATE OR REPLACE TEMP MACRO c360_trimmed_timestamp(x) AS
            CASE WHEN regexp_full_match(x, '{{ShapePatterns.Moment}}') THEN TRY_CAST(x AS TIMESTAMP)
            WHEN regexp_full_match(x, '{{ShapePatterns.Moment}}{{ShapePatterns.Zone}}') THEN c360_in_calendar(
                TRY_CAST(regexp_replace(x, '{{ShapePatterns.Zone}}$', '') AS TIMESTAMP) - to_minutes(c360_offset_minutes(x))) END;
        CREATE OR REPLACE TEMP MACRO c360_timestamp(x) AS c360_trimmed_timestamp(c360_text(x));
        """;
}
