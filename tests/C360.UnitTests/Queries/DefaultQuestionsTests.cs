using C360.Application;
using C360.Application.Admin;
using C360.Application.Analytics;
using C360.Application.Finance;
using C360.Application.Marketing;
using C360.Application.Queries;

namespace C360.UnitTests.Queries;

internal sealed class DefaultQuestionsTests
{
    [Test]
    public void Every_query_but_the_one_that_needs_an_id_is_asked() =>
        Assert.That(
            DefaultQuestions.All.Select(question => question.GetType()).Distinct(),
            Is.EquivalentTo(ApplicationServices.Catalogue.Select(entry => entry.Query).Except([typeof(CustomerProfileById)]))
        );

    [Test]
    public void Where_one_can_choose_a_column_each_is_asked_for()
    {
        Assert.That(
            DefaultQuestions.All,
            Is.SupersetOf(Enum.GetValues<SegmentationColumn>().Select(by => new CustomerSegmentation { By = by }))
        );
        Assert.That(
            DefaultQuestions.All,
            Is.SupersetOf(Enum.GetValues<ProfitabilityColumn>().Select(by => new ProfitabilityMetrics { By = by }))
        );
    }

    [Test]
    public void All_else_is_asked_with_its_defaults_once()
    {
        Assert.That(DefaultQuestions.All, Has.One.EqualTo(new RejectedRows()).And.One.EqualTo(new ChurnRiskCustomers()));
        Assert.That(DefaultQuestions.All.Select(Question.Of), Is.Unique);
        // 15 of the catalogue with defaults, of which two come in six and three forms.
        Assert.That(DefaultQuestions.All, Has.Count.EqualTo(15 + 5 + 2));
    }
}
