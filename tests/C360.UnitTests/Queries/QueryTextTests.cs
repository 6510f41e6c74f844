using System.Reflection;
using C360.Application;
using C360.Application.Finance;
using C360.Application.Queries;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Sql;

namespace C360.UnitTests.Queries;

/// <summary>Every text runs on the declared views, and its columns are its row's properties.</summary>
internal sealed class QueryTextTests
{
    private static readonly Dictionary<Type, string> SqlTypes = new()
    {
        [typeof(string)] = "VARCHAR",
        [typeof(long)] = "BIGINT",
        [typeof(int)] = "INTEGER",
        [typeof(decimal)] = "DECIMAL",
        [typeof(DateOnly)] = "DATE",
        [typeof(DateTime)] = "TIMESTAMP",
        [typeof(bool)] = "BOOLEAN",
    };

    private static readonly EmptySnapshot Snapshot = new();

    private static IEnumerable<TestCaseData> Queries() =>
        ApplicationServices.Catalogue.Select(entry => new TestCaseData(entry.Query, entry.Row).SetArgDisplayNames(entry.Query.Name));

    [OneTimeTearDown]
    public void Close() => Snapshot.Dispose();

    [TestCaseSource(nameof(Queries))]
    public async Task The_columns_of_a_text_are_the_properties_of_its_row(Type query, Type row)
    {
        using DuckDbReader reader = Snapshot.Run(await StatementOf(query, row, filled: false));
        Assert.That(
            reader.Columns.Select(column => $"{column.Name} {column.SqlType.Split('(')[0]}"),
            Is.EqualTo(
                row.GetConstructors()
                    .Single()
                    .GetParameters()
                    .Select(column => $"{SnakeCase.Of(column.Name!)} {SqlTypes[Plain(column.ParameterType)]}")
            )
        );
    }

    [TestCaseSource(nameof(Queries))]
    public async Task A_text_runs_with_every_parameter_given(Type query, Type row)
    {
        using DuckDbReader reader = Snapshot.Run(await StatementOf(query, row, filled: true));
        Assert.That(reader.Read(), Is.False);
    }

    // The name of each combination, one letter for m = 5, 4, 3, 2, 1, as the first match of the rules gives it.
    [TestCase("55 54 45 44", "CCOPP")]
    [TestCase("53 43", "LLOPP")]
    [TestCase("52 51 42 41", "BBBOO")]
    [TestCase("35 34 33", "LLOOO")]
    [TestCase("32 31", "OOOOO")]
    [TestCase("25 24 23 15 14 13", "AAAOO")]
    [TestCase("22 21 12 11", "HHHHH")]
    public async Task Business_names_every_combination_of_scores(string recencyAndFrequency, string expected)
    {
        using var snapshot = new EmptySnapshot();
        SqlQuery statement = await StatementOf(typeof(RfmSegmentation), typeof(RfmSegment), filled: false);
        foreach (string pair in recencyAndFrequency.Split(' '))
        {
            snapshot.Connection.Execute(
                $"""
                DELETE FROM customer_analytics_c360;
                INSERT INTO customer_analytics_c360 (recency_score, frequency_score, monetary_score, total_spent)
                SELECT {pair[0]}, {pair[1]}, m, 0 FROM range(1, 6) scores (m)
                """
            );
            using DuckDbReader reader = snapshot.Run(statement);
            string names = "";
            while (reader.Read())
                names += reader.String(5)[0];
            Assert.That(names, Is.EqualTo(expected), pair);
        }
    }

    /// <summary>The statement that the repository makes of a request.</summary>
    private static async Task<SqlQuery> StatementOf(Type query, Type row, bool filled) =>
        await (Task<SqlQuery>)
            typeof(QueryTextTests)
                .GetMethod(nameof(Ask), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(row)
                .Invoke(null, [Request(query, filled)])!;

    private static async Task<SqlQuery> Ask<TRow>(object request)
        where TRow : class
    {
        var executor = new RecordingExecutor();
        await new AnalyticsRepository(new QueryTexts(), executor, new ServiceBuild("a")).AskAsync(
            (IAnalyticQuery<TRow>)request,
            CancellationToken.None
        );
        return executor.Last!;
    }

    private static object Request(Type type, bool filled)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        object request = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType))]);
        if (filled)
            foreach (PropertyInfo property in type.GetProperties())
                property.SetValue(request, Value(property.PropertyType));
        return request;
    }

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static object Value(Type type) =>
        Plain(type) switch
        {
            var text when text == typeof(string) => "x",
            var list when list == typeof(IReadOnlyList<string>) => new[] { "x", "y" },
            var number when number == typeof(decimal) => 1.5m,
            var whole when whole == typeof(int) => 3,
            var number when number == typeof(long) => 3L,
            var flag when flag == typeof(bool) => true,
            var choice => Enum.GetValues(choice).GetValue(0)!,
        };
}
