using C360.Application.Queries;

namespace C360.UnitTests.Queries;

internal sealed class SnakeCaseTests
{
    [TestCase("Limit", ExpectedResult = "limit")]
    [TestCase("MinLifetimeValue", ExpectedResult = "min_lifetime_value")]
    [TestCase("minLifetimeValue", ExpectedResult = "min_lifetime_value")]
    [TestCase("SpentLast90d", ExpectedResult = "spent_last_90d")]
    [TestCase("TransactionsLast90d", ExpectedResult = "transactions_last_90d")]
    [TestCase("IsAppUser", ExpectedResult = "is_app_user")]
    [TestCase("already_snake_case", ExpectedResult = "already_snake_case")]
    [TestCase("With_Underscore", ExpectedResult = "with_underscore")]
    [TestCase("A", ExpectedResult = "a")]
    [TestCase("", ExpectedResult = "")]
    public string Words_and_numbers_are_parted(string name) => SnakeCase.Of(name);
}
