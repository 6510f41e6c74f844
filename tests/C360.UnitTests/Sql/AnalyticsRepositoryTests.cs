using C360.Application.Analytics;
using C360.Application.Marketing;
using C360.Application.Queries;
using C360.Infrastructure.Sql;
using Moq;

namespace C360.UnitTests.Sql;

internal sealed class AnalyticsRepositoryTests
{
    private readonly Mock<ISqlExecutor> _engine = new();
    private SqlQuery? _asked;

    [TestCase(2, 2, ExpectedResult = false)]
    [TestCase(2, 3, ExpectedResult = true)]
    [TestCase(2, 0, ExpectedResult = false)]
    public async Task<bool> Asks_for_one_row_more_than_the_limit_to_know_whether_it_cut_the_list(int limit, int found)
    {
        Answer<ChurnRiskCustomer> answer = await Ask(new ChurnRiskCustomers { Limit = limit }, Customers(found));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_asked!.Parameters["limit"], Is.EqualTo(limit + 1));
            Assert.That(answer.Rows, Is.EqualTo(Customers(found).Take(limit)));
        }
        return answer.Truncated;
    }

    [Test]
    public async Task A_list_without_a_limit_is_never_cut()
    {
        CustomerHealth[] all = [.. Enumerable.Repeat(new CustomerHealth("Active", 1, 1, 1, 1), 2000)];
        Answer<CustomerHealth> answer = await Ask(new CustomerHealthOverview(), all);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Truncated, Is.False);
            Assert.That(answer.Rows, Has.Count.EqualTo(2000));
            Assert.That(_asked!.Parameters, Is.Empty);
        }
    }

    [Test]
    public async Task A_list_expands_in_place()
    {
        await Ask<CustomerProfile>(new CustomerProfiles { CustomerStatus = ["Churned", "Active", "Churned"] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                _asked!.Text,
                Does.Contain("(:customer_status_count = 0 OR customer_status IN (:customer_status_0, :customer_status_1))")
            );
            Assert.That(_asked.Parameters["customer_status_count"], Is.EqualTo(2));
            Assert.That(_asked.Parameters["customer_status_0"], Is.EqualTo("Active"));
            Assert.That(_asked.Parameters["customer_status_1"], Is.EqualTo("Churned"));
            Assert.That(_asked.Parameters, Does.Not.ContainKey("customer_status"));
        }
    }

    [Test]
    public async Task An_empty_list_is_NULL_and_its_length_says_that_it_filters_nothing()
    {
        await Ask<CustomerProfile>(new CustomerProfiles());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_asked!.Text, Does.Contain("(:loyalty_tier_count = 0 OR loyalty_tier IN (NULL))"));
            Assert.That(_asked.Parameters["loyalty_tier_count"], Is.Zero);
        }
    }

    [Test]
    public async Task Values_never_become_text()
    {
        const string Hostile = "x') OR 1=1 --";
        await Ask<CustomerProfile>(new CustomerProfiles { CustomerSegment = [Hostile] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_asked!.Text, Does.Not.Contain(Hostile));
            Assert.That(_asked.Parameters["customer_segment_0"], Is.EqualTo(Hostile));
        }
    }

    [Test]
    public async Task Says_the_query_by_its_name_and_a_choice_by_its_column()
    {
        await Ask<CustomerSegment>(new CustomerSegmentation { By = SegmentationColumn.LoyaltyTier });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_asked!.Name, Is.EqualTo("customer_segmentation"));
            Assert.That(_asked.Parameters, Is.EqualTo(new Dictionary<string, object?> { ["by"] = "loyalty_tier" }));
        }
    }

    [Test]
    public async Task Knows_when_one_thing_was_asked_for()
    {
        Answer<CustomerProfile> one = await Ask<CustomerProfile>(new CustomerProfileById("C1"));
        Answer<CustomerProfile> list = await Ask<CustomerProfile>(new CustomerProfiles());
        Assert.That((one.IsOne, list.IsOne), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task More_rows_take_more_room()
    {
        Answer<ChurnRiskCustomer> few = await Ask(new ChurnRiskCustomers(), Customers(1));
        Answer<ChurnRiskCustomer> many = await Ask(new ChurnRiskCustomers(), Customers(50));
        Assert.That(many.Bytes, Is.GreaterThan(few.Bytes).And.GreaterThan(50 * 200));
    }

    private static ChurnRiskCustomer[] Customers(int count) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(i => new ChurnRiskCustomer($"C{i}", null, $"c{i}@example.com", null, "Gold", i, null, 1, 1, "CHURN RISK")),
        ];

    private Task<Answer<TRow>> Ask<TRow>(IAnalyticQuery<TRow> request, params TRow[] found)
        where TRow : class
    {
        _engine
            .Setup(engine => engine.QueryAsync<TRow>(It.IsAny<SqlQuery>(), It.IsAny<CancellationToken>()))
            .Callback((SqlQuery query, CancellationToken _) => _asked = query)
            .ReturnsAsync(() => new SqlResult<TRow>([.. found], NumberedSnapshot.Of(1), TimeSpan.FromMilliseconds(3)));
        return new AnalyticsRepository(new QueryTexts(), _engine.Object, new ServiceBuild("a")).AskAsync(request, CancellationToken.None);
    }
}
