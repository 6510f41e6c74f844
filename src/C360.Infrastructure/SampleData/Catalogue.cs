using System.Globalization;
using Bogus;

namespace C360.Infrastructure.SampleData;

/// <summary>The products on sale, from the cheapest to the dearest.</summary>
internal sealed class Catalogue
{
    private static readonly string[] Colours = ["Black", "White", "Grey", "Blue", "Red", "Green", "Brown", "Yellow"];
    private static readonly Mix<string> Statuses = new(("active", 88), ("seasonal", 7), ("discontinued", 5));
    private readonly List<SampleProduct> _products = [];

    /// <summary>Makes up the products and writes them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="faker">Words.</param>
    /// <param name="dice">What decides.</param>
    /// <param name="asOf">The last day of the data.</param>
    /// <param name="file">Where the products go.</param>
    public Catalogue(int count, Faker faker, Dice dice, DateOnly asOf, CsvFile file)
    {
        string[] brands = [.. Enumerable.Range(0, 60).Select(_ => faker.Name.LastName()).Distinct()];
        for (int number = 1; number <= count; number++)
        {
            SampleProduct product = new($"PRD{number:D5}", Price(dice, CategoryOf(number)), Created(dice, asOf));
            Write(file, product, CategoryOf(number), brands, faker, dice);
            _products.Add(product);
        }
        _products.Sort((one, other) => (one.Price, one.Id).CompareTo((other.Price, other.Id)));
    }

    /// <summary>A product that was on sale on a day and suits a taste.</summary>
    /// <param name="dice">What decides.</param>
    /// <param name="taste">0 the cheapest, 1 the dearest; what is picked lies around it.</param>
    /// <param name="day">The day.</param>
    public SampleProduct Pick(Dice dice, double taste, DateOnly day)
    {
        double rank = taste + dice.Around() * Math.Min(taste, 1 - taste);
        int index = Math.Clamp((int)(rank * _products.Count), 0, _products.Count - 1);
        while (_products[index].Created > day)
            index = (index + 1) % _products.Count; // some are as old as the oldest order
        return _products[index];
    }

    private static ProductCategory CategoryOf(int number) => ProductCategory.All[number % ProductCategory.All.Length];

    private static decimal Price(Dice dice, ProductCategory category) =>
        Math.Floor((decimal)(category.Cheapest * Math.Pow(category.Dearest / category.Cheapest, dice.Unit()))) + 0.99m;

    /// <summary>Two thirds are older than the oldest order.</summary>
    private static DateOnly Created(Dice dice, DateOnly asOf) =>
        asOf.AddDays(-(dice.Chance(0.67) ? SeasonalCalendar.History + dice.Between(0, 700) : dice.Between(30, SeasonalCalendar.History)));

    private static void Write(CsvFile file, SampleProduct product, ProductCategory category, string[] brands, Faker faker, Dice dice)
    {
        (string subcategory, string thing) = dice.Pick(category.Kinds);
        file.Write(
            product.Id,
            $"{faker.Commerce.ProductAdjective()} {thing}",
            category.Name,
            subcategory,
            dice.Pick(brands),
            product.Price,
            Math.Round(product.Price * (decimal)(0.42 + dice.Unit() * 0.36), 2),
            (category.Heaviest * (0.05 + dice.Unit() * 0.95)).ToString("F3", CultureInfo.InvariantCulture),
            $"{dice.Between(5, 60)}x{dice.Between(5, 40)}x{dice.Between(2, 30)} cm",
            dice.Pick(Colours),
            dice.Pick(category.Sizes),
            product.Created,
            Statuses.Draw(dice)
        );
    }
}
