using System.Text.RegularExpressions;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Spark;

namespace C360.Spark.Tests.Emulation;

/// <summary>The statements that are known, one after the other on one connection.</summary>
internal sealed partial class SparkCommands(DuckDbSpark cluster, DuckDbConnection connection)
{
    private static readonly MemoryReader Nothing = new([], []);

    private readonly Dictionary<string, string> _settings = [];
    private readonly Dictionary<string, CsvTable> _csvViews = [];

    /// <summary>What has been set.</summary>
    public IReadOnlyDictionary<string, string> Settings => _settings;

    /// <summary>Runs a statement.</summary>
    public MemoryReader Run(SparkStatement statement, CancellationToken cancellationToken)
    {
        string sql = statement.Sql.Trim();
        Match known = Known().Match(sql);
        if (!known.Success)
            throw Unknown(sql);
        string Named(string group) => known.Groups[group].Value;
        if (known.Groups["set"].Success)
            _settings[Named("set")] = Named("value");
        else if (known.Groups["drop"].Success)
            DropDatabase(Named("drop"));
        else if (known.Groups["database"].Success)
            CreateDatabase(Named("database"), SparkGlob.Local(SparkText.Literal(Named("location"))));
        else if (known.Groups["csvTable"].Success)
            CreateCsvTable(Named("csvTable"), Named("columns"), SparkText.Options(Named("options")), cancellationToken);
        else if (known.Groups["table"].Success)
            Query($"CREATE TABLE {Named("table")} AS ", Named("select"), statement, cancellationToken);
        else if (known.Groups["inserted"].Success)
            Query($"INSERT INTO {Named("inserted")} ", Named("select"), statement, cancellationToken);
        else if (known.Groups["csvView"].Success)
            _csvViews[Named("csvView")] = CsvTable.Read(SparkText.Options(Named("options")), null);
        else if (known.Groups["view"].Success)
            CreateView(Named("view"), Named("select"), statement, cancellationToken);
        else if (known.Groups["dropped"].Success)
            connection.Execute($"DROP {Named("kind")} IF EXISTS {Named("dropped")}", cancellationToken);
        else if (known.Groups["folder"].Success)
            Write(SparkGlob.Local(SparkText.Literal(Named("folder"))), Named("select"), statement, cancellationToken);
        else if (known.Groups["shown"].Success)
            return new MemoryReader(
                [new SparkColumn("namespace", "string")],
                [
                    .. cluster
                        .Databases.Where(name => name.StartsWith(Named("shown"), StringComparison.Ordinal))
                        .Select(name => new object?[] { name }),
                ]
            );
        else if (known.Groups["described"].Success)
            return Described(Named("described"), cancellationToken);
        else
            return Query("", Named("select"), statement, cancellationToken);
        return Nothing;
    }

    /// <summary>What Spark would have said.</summary>
    public static SparkException Failed(DuckDbException error, SparkStatement statement) =>
        new(
            error.Kind is DuckDbErrorKind.OutOfMemory or DuckDbErrorKind.Fatal ? SparkErrorKind.Engine : SparkErrorKind.Statement,
            $"{error.Message}\nin {statement.Sql}",
            error
        )
        {
            ErrorClass = error.Kind switch
            {
                DuckDbErrorKind.Syntax => "PARSE_SYNTAX_ERROR",
                DuckDbErrorKind.Bind when error.Message.Contains("Table", StringComparison.Ordinal) => "TABLE_OR_VIEW_NOT_FOUND",
                DuckDbErrorKind.Bind => "UNRESOLVED_COLUMN.WITH_SUGGESTION",
                _ => null,
            },
        };

    internal static SparkException Unknown(string sql) => new(SparkErrorKind.Statement, $"The emulated Spark does not know: {sql}");

    private MemoryReader Query(string before, string select, SparkStatement statement, CancellationToken cancellationToken)
    {
        string text = SqlParameters.ToDollar(before + SparkDialect.ToDuckDb(select));
        using DuckDbStatement prepared = connection.Prepare(text);
        foreach (string name in prepared.ParameterNames)
            prepared.Bind(name, statement.Parameters[name]);
        using DuckDbReader reader = prepared.Execute(cancellationToken);
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.Value)]);
        return new MemoryReader([.. reader.Columns.Select(column => new SparkColumn(column.Name, SparkText.TypeOf(column.SqlType)))], rows);
    }

    private void CreateDatabase(string name, string location)
    {
        if (!cluster.Locations.TryAdd(name, location))
            throw new SparkException(SparkErrorKind.Statement, $"The schema {name} is there") { ErrorClass = "SCHEMA_ALREADY_EXISTS" };
        Directory.CreateDirectory(location);
        connection.Execute($"CREATE SCHEMA {name}");
    }

    private void DropDatabase(string name)
    {
        connection.Execute($"DROP SCHEMA IF EXISTS {name} CASCADE");
        if (cluster.Locations.Remove(name, out string? location) && Directory.Exists(location))
            Directory.Delete(location, recursive: true);
    }

    private void CreateCsvTable(string name, string columns, Dictionary<string, string> options, CancellationToken cancellationToken)
    {
        string[] names =
        [
            .. columns
                .Split(',')
                .Select(column => column.Trim().Split(' '))
                .Select(words => words is [var n, "STRING"] ? n : throw Unknown(columns)),
        ];
        CsvTable.Read(options, names).Insert(name, connection, cancellationToken);
    }

    private void CreateView(string name, string select, SparkStatement statement, CancellationToken cancellationToken)
    {
        if (statement.Parameters.Count > 0 && !cluster.Version.StartsWith("4.3", StringComparison.Ordinal))
            throw new SparkException(SparkErrorKind.Statement, $"No parameters in {statement.Sql}")
            {
                ErrorClass = "UNSUPPORTED_FEATURE.PARAMETER_MARKER_IN_UNEXPECTED_STATEMENT",
            };
        Query($"CREATE OR REPLACE TEMP VIEW {name} AS ", select, statement, cancellationToken);
    }

    private MemoryReader Described(string what, CancellationToken cancellationToken)
    {
        SparkColumn[] columns = [new("col_name", "string"), new("data_type", "string"), new("comment", "string")];
        if (_csvViews.TryGetValue(what, out CsvTable? view))
            return new MemoryReader(columns, [.. view.Columns.Select(name => new object?[] { name, "string", null })]);
        string of = what.StartsWith("QUERY ", StringComparison.Ordinal) ? SparkDialect.ToDuckDb(what["QUERY ".Length..]) : what;
        using DuckDbReader reader = connection.Query($"SELECT column_name, column_type FROM (DESCRIBE {of})", cancellationToken);
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([reader.String(0), SparkText.TypeOf(reader.String(1)), null]);
        return new MemoryReader(columns, rows);
    }

    private void Write(string folder, string select, SparkStatement statement, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        string part = $"part-00000-{Guid.NewGuid()}-c000.zstd.parquet";
        Query("CREATE OR REPLACE TEMP VIEW written AS ", select, statement, cancellationToken);
        connection.Execute(
            $"COPY (FROM written) TO {SqlText.Quoted(Path.Combine(folder, part))} (FORMAT parquet, COMPRESSION zstd)",
            cancellationToken
        );
        foreach (string name in cluster.MarksOutput ? new[] { "_SUCCESS", "._SUCCESS.crc", $".{part}.crc" } : [$".{part}.crc"])
            File.WriteAllText(Path.Combine(folder, name), "");
    }

    private const string Name = @"[A-Za-z_][A-Za-z0-9_.]*";
    private const string Text = @"'(?:[^'\\]|\\.)*'";
    private const string OptionList = @"OPTIONS\s*\((?<options>[^()]*)\)";

    [GeneratedRegex(
        $"""
            \A(?:
                SET\s(?<set>{Name})=(?<value>\S+)
                | DROP\sDATABASE\sIF\sEXISTS\s(?<drop>{Name})\sCASCADE
                | SHOW\sDATABASES\sLIKE\s'(?<shown>[A-Za-z0-9_]*)\*'
                | CREATE\sDATABASE\s(?<database>{Name})\sLOCATION\s(?<location>{Text})
                | CREATE\sTABLE\s(?<csvTable>{Name})\s\((?<columns>[^()]*)\)\sUSING\scsv\s{OptionList}
                | CREATE\sTABLE\s(?<table>{Name})\sUSING\sparquet\sAS\s(?<select>.*)
                | INSERT\sINTO\s(?<inserted>{Name})\s(?<select>SELECT\b.*)
                | CREATE\sOR\sREPLACE\sTEMPORARY\sVIEW\s(?<csvView>{Name})\sUSING\scsv\s{OptionList}
                | CREATE\sOR\sREPLACE\sTEMPORARY\sVIEW\s(?<view>{Name})\sAS\s(?<select>.*)
                | DROP\s(?<kind>VIEW|TABLE)\sIF\sEXISTS\s(?<dropped>{Name})
                | INSERT\sOVERWRITE\sDIRECTORY\s(?<folder>{Text})\sUSING\sparquet\sOPTIONS\s\(compression\s'zstd'\)\s(?<select>SELECT\b.*)
                | DESCRIBE\s(?<described>QUERY\s.*|{Name})
                | (?<select>(?:--[^\n]*\n\s*)*(?:SELECT|WITH)\b.*)
            )\z
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline
    )]
    private static partial Regex Known();
}
