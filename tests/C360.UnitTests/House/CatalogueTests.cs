using System.Reflection;
using System.Text.RegularExpressions;
using C360.Application;
using C360.Application.Queries;
using C360.Application.Verification;
using C360.Infrastructure.Sql;
using Microsoft.AspNetCore.Mvc;

namespace C360.UnitTests.House;

/// <summary>A named query is said once: its type, its text, its action, its test and its example go together.</summary>
internal sealed partial class CatalogueTests
{
    private const string Admin = "Admin";

    // The admin endpoints do things, too.
    private static readonly string[] OtherAdminTests =
    [
        "ActivateSnapshot",
        "CancelRefresh",
        "DataQuality",
        "Freshness",
        "Gate",
        "IdempotencyKey",
        "Metrics",
        "RefreshData",
        "Refreshes",
        "Schedule",
        "Snapshots",
    ];

    private static readonly QueryTexts Texts = new();

    private static IEnumerable<TestCaseData> Queries() =>
        ApplicationServices.Catalogue.Select(entry => new TestCaseData(entry.Query).SetArgDisplayNames(entry.Query.Name));

    [Test]
    public void There_are_fifteen_of_the_teams_and_one_for_the_admin_with_names_of_their_own() =>
        Assert.Multiple(() =>
        {
            Assert.That(ApplicationServices.Catalogue.Select(entry => entry.Query.Name), Is.Unique.And.Exactly(16).Items);
            Assert.That(
                ApplicationServices.Catalogue.Where(entry => TeamOf(entry.Query) == Admin).Select(entry => entry.Query.Name),
                Is.EqualTo((string[])["RejectedRows"])
            );
        });

    /// <summary>A profile in a list and a profile by id are one thing: whoever changes a rounding changes both.</summary>
    [Test]
    public void The_profile_is_selected_by_one_text()
    {
        string list = Text("customer_profiles");
        Assert.That(
            Text("customer_profile_by_id"),
            Is.EqualTo(list[..list.IndexOf("WHERE", StringComparison.Ordinal)] + "WHERE customer_id = :customer_id\n")
        );

        static string Text(string name) =>
            File.ReadAllText(Path.Combine(Repository.Root, "src/C360.Infrastructure/Queries/Analytics", name + ".sql"));
    }

    [Test]
    public void Every_query_has_a_text_and_every_text_a_query()
    {
        string[] named = [.. ApplicationServices.Catalogue.Select(entry => QueryTexts.NameOf(entry.Query))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(QueryTexts.Embedded, Is.EquivalentTo(named));
            Assert.That(Names("src/C360.Infrastructure/Queries", ".sql"), Is.EquivalentTo(named));
        }
    }

    [Test]
    public void Every_query_has_an_action_in_its_teams_controller_and_every_action_a_query() =>
        Assert.That(
            from controller in typeof(Program).Assembly.GetTypes()
            where controller.IsSubclassOf(typeof(ControllerBase))
            from action in controller.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            where action.ReturnType.IsGenericType && typeof(Answer).IsAssignableFrom(action.ReturnType.GetGenericArguments()[0])
            select $"{controller.Name}.{action.Name}: {action.ReturnType.GetGenericArguments()[0].GetGenericArguments()[0].Name}",
            Is.EquivalentTo(
                ApplicationServices.Catalogue.Select(entry => $"{TeamOf(entry.Query)}Controller.{entry.Query.Name}: {entry.Row.Name}")
            )
        );

    [Test]
    public void Every_query_has_a_functional_test_and_every_team_tests_only_queries()
    {
        string[] teams = [.. ApplicationServices.Catalogue.Select(entry => TeamOf(entry.Query)).Distinct()];
        Assert.That(
            teams.SelectMany(team => Names($"tests/C360.FunctionalTests/{team}", "Tests.cs").Select(name => $"{team}.{name}")),
            Is.EquivalentTo(
                ApplicationServices
                    .Catalogue.Select(entry => $"{TeamOf(entry.Query)}.{entry.Query.Name}")
                    .Concat(OtherAdminTests.Select(name => $"{Admin}.{name}"))
            )
        );
    }

    [TestCaseSource(nameof(Queries))]
    public void Every_query_has_an_example(Type query) =>
        Assert.That(Path.Combine(Repository.Root, "contracts", "examples", SnakeCase.Of(query.Name) + ".json"), Does.Exist);

    /// <summary>c360 verify-engines asks both engines so; a parameter of a kind that it does not know would be compared in one form only.</summary>
    [TestCaseSource(nameof(Queries))]
    public void Every_parameter_of_a_query_is_tried_with_several_values_on_both_engines(Type query)
    {
        Type row = ApplicationServices.Catalogue.Single(entry => entry.Query == query).Row;
        IReadOnlyList<object> requests = RequestSpread.Of(query, [SampleRow.Of(row, 1), SampleRow.Of(row, 2)]);
        Assert.That(requests, Is.Not.Empty);
        Assert.That(
            query
                .GetProperties()
                .Where(property => requests.Select(property.GetValue).Distinct().Count() < 2)
                .Select(property => property.Name),
            Is.Empty
        );
    }

    [TestCaseSource(nameof(Queries))]
    public void The_parameters_of_a_text_are_the_properties_of_its_request(Type query) =>
        Assert.That(
            Texts.Of(query).Parameters,
            Is.EquivalentTo(
                query
                    .GetProperties()
                    .SelectMany(property =>
                    {
                        string name = SnakeCase.Of(property.Name);
                        return property.PropertyType == typeof(IReadOnlyList<string>) ? [name, name + "_count"] : new[] { name };
                    })
            )
        );

    [TestCaseSource(nameof(Queries))]
    public void A_list_has_a_limit_when_its_request_has(Type query) =>
        Assert.That(
            Texts.Of(query).Sql.TrimEnd().EndsWith("LIMIT :limit", StringComparison.Ordinal),
            Is.EqualTo(typeof(ILimited).IsAssignableFrom(query))
        );

    [TestCaseSource(nameof(Queries))]
    public void A_list_has_one_order(Type query)
    {
        string sql = Texts.Of(query).Sql;
        if (Attribute.IsDefined(query, typeof(FindsOneAttribute)))
            Assert.That(sql, Does.Not.Contain("ORDER BY"));
        else
            Assert.That(Keys(sql), Is.SupersetOf(Identity(sql)));
    }

    [TestCase("SELECT a, COUNT(*) AS n FROM t GROUP BY a ORDER BY n DESC", ExpectedResult = false)]
    [TestCase("SELECT a, b FROM t GROUP BY a, b ORDER BY a DESC, b NULLS LAST\nLIMIT :limit", ExpectedResult = true)]
    [TestCase("SELECT a FROM t GROUP BY a ORDER BY CASE a WHEN 'x' THEN 1 ELSE 2 END", ExpectedResult = false)]
    [TestCase("SELECT customer_id FROM t ORDER BY total_spent", ExpectedResult = false)]
    [TestCase("SELECT customer_id FROM t", ExpectedResult = false)]
    [TestCase("SELECT customer_id FROM t ORDER BY total_spent DESC, customer_id", ExpectedResult = true)]
    public bool An_order_that_leaves_ties_is_found(string sql) => Identity(sql).All(Keys(sql).Contains);

    private static string TeamOf(Type query) => query.Namespace!.Split('.')[^1];

    /// <summary>What tells the rows of a text apart: its groups, or else the key of its table.</summary>
    private static string[] Identity(string sql) =>
        GroupBy().Match(sql) is { Success: true } groups ? groups.Groups["columns"].Value.Split(", ")
        : sql.Contains("category_sales", StringComparison.Ordinal) ? ["category"]
        : sql.Contains("FROM rejected_rows", StringComparison.Ordinal) ? ["row_id"]
        : ["customer_id"];

    /// <summary>The columns that a text orders by, when they stand alone.</summary>
    private static string[] Keys(string sql) =>
        sql.LastIndexOf("ORDER BY", StringComparison.Ordinal) is >= 0 and var at
            ?
            [
                .. sql[(at + "ORDER BY".Length)..]
                    .Split("LIMIT")[0]
                    .Split(',')
                    .Select(key =>
                        key.Trim().Replace(" NULLS LAST", "", StringComparison.Ordinal).Replace(" DESC", "", StringComparison.Ordinal)
                    ),
            ]
            : [];

    /// <summary>The files of a folder as FOLDER.name; of a file in parts, as in <c>A.Rules.cs</c>, the first.</summary>
    private static IEnumerable<string> Names(string folder, string ending) =>
        from file in Repository.Files(folder, "*" + ending)
        let name = file.Path[(folder.Length + 1)..^ending.Length]
        where !name.Contains('.', StringComparison.Ordinal)
        select name.Replace('/', '.');

    [GeneratedRegex(@"GROUP BY (?<columns>\w+(, \w+)*)")]
    private static partial Regex GroupBy();
}
