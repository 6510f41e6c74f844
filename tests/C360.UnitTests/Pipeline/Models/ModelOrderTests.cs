using C360.Domain.Refreshing;
using C360.Infrastructure.Pipeline.Models;
using FsCheck;
using FsCheck.Fluent;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.UnitTests.Pipeline.Models;

internal sealed class ModelOrderTests
{
    private static readonly string[] Sources = ["customers", "run"];

    [Test]
    public void A_model_comes_after_those_that_it_reads_and_equals_by_name() =>
        Assert.That(
            Order(("d", "customers"), ("b", "a"), ("c", "customers"), ("a", "c"), ("e", "d, run")),
            // c and d could begin: c. Then a and d: a. Then b and d: b. Then d, then e.
            Is.EqualTo(new[] { "c", "a", "b", "d", "e" })
        );

    [TestCase("a → a", "a:a")]
    [TestCase("a → b → a", "a:b", "b:a")]
    [TestCase("b → c → d → b", "a:b", "b:c", "c:d", "d:b")]
    public void A_circle_is_named_with_its_path(string circle, params string[] models) =>
        Assert.That(
            () => Order([.. models.Select(model => (model.Split(':')[0], model.Split(':')[1]))]),
            Throws.TypeOf<RefreshFailedException>().With.Message.EqualTo($"The models read each other in a circle: {circle}.")
        );

    [Test]
    public void A_missing_model_is_named_with_who_wants_it_and_the_nearest_name() =>
        Assert.That(
            () => Order(("sales", "customer")),
            Throws
                .TypeOf<RefreshFailedException>()
                .With.Message.EqualTo("The model facts/sales.sql reads customer, which is no model and no source. Did you mean customers?")
        );

    [Test]
    public void Without_a_near_name_none_is_guessed() =>
        Assert.That(
            () => Order(("sales", "weather")),
            Throws
                .TypeOf<RefreshFailedException>()
                .With.Message.EqualTo("The model facts/sales.sql reads weather, which is no model and no source.")
        );

    /// <summary>Models 0 to n - 1, each reading only smaller ones, given in any order.</summary>
    [Property(MaxTest = 50)]
    public FsCheck.Property Every_graph_without_a_circle_is_put_in_an_order_that_does_not_depend_on_the_files(int seed)
    {
        var random = new Random(seed);
        int count = random.Next(1, 12);
        (string, string)[] models =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                    (
                        $"m{i:00}",
                        string.Join(", ", Enumerable.Range(0, i).Where(_ => random.Next(3) == 0).Select(j => $"m{j:00}").Append("run"))
                    )
                ),
        ];
        string[] order = [.. Order(models)];
        random.Shuffle(models);
        bool right = models.All(model =>
            model.Item2.Split(", ").Where(read => read != "run").All(read => Array.IndexOf(order, read) < Array.IndexOf(order, model.Item1))
        );
        return (right && order.Length == count && order.SequenceEqual(Order(models))).ToProperty();
    }

    private static IEnumerable<string> Order(params (string Name, string Reads)[] models) =>
        ModelOrder
            .Of([.. models.Select(model => new Model("facts", model.Name, $"SELECT * FROM {model.Reads}"))], Sources)
            .Select(model => model.Name);
}
