using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Rules;

/// <summary>
/// Tests of the rules over one build: each case is a customer of its own, so that hundreds of boundaries cost one run of the pipeline. A derived
/// fixture lists its <see cref="RuleCase"/>s, builds them once and checks each.
/// </summary>
internal abstract class RuleTests
{
    /// <summary>The date from which all recency is counted.</summary>
    protected static readonly DateOnly AsOf = new(2025, 6, 30);

    /// <summary>The moment of the build.</summary>
    protected static readonly DateTimeOffset BuiltAt = new(2025, 7, 1, 2, 3, 4, TimeSpan.Zero);

    private IReadOnlyList<RuleCase> _cases = [];

    /// <summary>What the build made.</summary>
    protected BuiltViews Views { get; private set; } = null!;

    /// <summary>The day so many days before as_of; a negative number lies after it.</summary>
    protected static DateOnly DaysAgo(int days) => AsOf.AddDays(-days);

    /// <summary>Builds all cases at once; customer n of the list is Rn.</summary>
    protected async Task BuildAsync(IReadOnlyList<RuleCase> cases, Action<SourceFolder>? shared = null)
    {
        _cases = cases;
        using var data = new SourceFolder();
        shared?.Invoke(data);
        for (int i = 0; i < cases.Count; i++)
        {
            cases[i].Given(data, Id(i));
            if (!data.Csv("customer/customers").Contains($"\n{Id(i)},", StringComparison.Ordinal))
            {
                data.Customers(new { customer_id = Id(i) });
            }
        }
        Views = await BuiltViews.OfAsync(data, AsOf, BuiltAt);
    }

    /// <summary>Compares the customer's profile with what the case expects, column by column.</summary>
    protected void Check(RuleCase rule)
    {
        IReadOnlyDictionary<string, object?>? profile = Views.Profiles.GetValueOrDefault(Id(_cases.ToList().IndexOf(rule)));
        if (rule.Expected is null)
        {
            Assert.That(profile, Is.Null, "The customer is in no view");
            return;
        }
        Assert.That(profile, Is.Not.Null, "The customer has a profile");
        Assert.Multiple(() =>
        {
            foreach (var column in rule.Expected.GetType().GetProperties())
            {
                Assert.That(profile, Contains.Key(column.Name));
                AssertEqual(profile![column.Name], column.GetValue(rule.Expected), column.Name);
            }
        });
    }

    /// <summary>Whole numbers and money are exact, means and rates but for the last digits of a double; another type of number is no match.</summary>
    protected static void AssertEqual(object? actual, object? expected, string column)
    {
        switch (expected)
        {
            case double number:
                Assert.That(actual, Is.TypeOf<double>().And.EqualTo(number).Within(1e-9), column);
                break;
            case int number:
                Assert.That(actual, Is.EqualTo(number).And.Not.TypeOf<double>().And.Not.TypeOf<decimal>(), column);
                break;
            case decimal money:
                Assert.That(actual, Is.TypeOf<decimal>().And.EqualTo(money), column);
                break;
            default:
                Assert.That(actual, Is.EqualTo(expected), column);
                break;
        }
    }

    private static string Id(int index) => $"R{index + 1}";
}
