namespace C360.Infrastructure.SampleData;

/// <summary>A category of the catalogue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cheapest">The lowest price.</param>
/// <param name="Dearest">The highest price.</param>
/// <param name="Heaviest">The highest weight in kg.</param>
/// <param name="Sizes">The sizes that things come in.</param>
/// <param name="Kinds">What is sold: subcategory and thing.</param>
internal sealed record ProductCategory(
    string Name,
    double Cheapest,
    double Dearest,
    double Heaviest,
    string[] Sizes,
    (string Subcategory, string Thing)[] Kinds
)
{
    private static readonly string[] OneSize = ["One Size"];
    private static readonly string[] Clothes = ["XS", "S", "M", "L", "XL"];
    private static readonly string[] Feet = ["36", "38", "40", "42", "44", "46"];

    /// <summary>All categories.</summary>
    public static readonly ProductCategory[] All =
    [
        new("Electronics", 19, 1200, 6, OneSize, [("Audio", "Headphones"), ("Audio", "Speaker"), ("Phones", "Phone"), ("Video", "Camera")]),
        new("Computers", 25, 2200, 8, OneSize, [("Laptops", "Laptop"), ("Input", "Keyboard"), ("Input", "Mouse"), ("Screens", "Monitor")]),
        new("Clothing", 12, 180, 1.5, Clothes, [("Tops", "Shirt"), ("Tops", "Sweater"), ("Outerwear", "Jacket"), ("Bottoms", "Jeans")]),
        new("Footwear", 25, 220, 1.8, Feet, [("Athletic", "Running Shoes"), ("Casual", "Sneakers"), ("Outdoor", "Boots")]),
        new(
            "Accessories",
            7,
            160,
            0.8,
            OneSize,
            [("Bags", "Backpack"), ("Bags", "Wallet"), ("Headwear", "Hat"), ("Eyewear", "Sunglasses")]
        ),
        new(
            "Home & Kitchen",
            6,
            420,
            12,
            OneSize,
            [("Cookware", "Pan"), ("Coffee", "Coffee Maker"), ("Textiles", "Towels"), ("Light", "Lamp")]
        ),
        new("Garden", 5, 480, 25, OneSize, [("Tools", "Spade"), ("Furniture", "Bench"), ("Grills", "Grill"), ("Plants", "Planter")]),
        new(
            "Sports & Fitness",
            9,
            750,
            20,
            OneSize,
            [("Yoga", "Yoga Mat"), ("Strength", "Dumbbells"), ("Cycling", "Bicycle"), ("Camping", "Tent")]
        ),
        new("Beauty", 4, 95, 0.6, OneSize, [("Skin Care", "Face Cream"), ("Hair Care", "Shampoo"), ("Fragrance", "Perfume")]),
        new("Toys & Games", 5, 130, 3, OneSize, [("Puzzles", "Puzzle"), ("Games", "Board Game"), ("Building", "Building Set")]),
    ];
}
