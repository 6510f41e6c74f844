using C360.Domain.Quality;
using C360.Domain.Snapshots;
using C360.Domain.Sources;

namespace C360.UnitTests.Quality;

internal sealed class GateTests
{
    private static readonly ControlTotals Balanced = new(Read: 10m, Profiles: 4m, LeftOut: 3m, Rejected: 2m, AfterAsOf: 1m);

    [TestCase(5, 100, true)]
    [TestCase(6, 100, false)]
    [TestCase(50_001, 1_000_000, false)] // 5.0001 %
    [TestCase(50_000, 1_000_000, true)]
    [TestCase(0, 0, true)]
    public void Rejected_rows_may_be_as_many_as_the_limit_says(int rejected, int read, bool passed)
    {
        GateCheck check = Judged(Report(read, (RejectionReasons.Missing, rejected))).Single(Of(GateCondition.RejectedRows));

        Assert.Multiple(() =>
        {
            Assert.That(check.Passed, Is.EqualTo(passed));
            Assert.That(check.Figure, Is.EqualTo(read == 0 ? 0 : rejected * 100m / read));
            Assert.That(check.Limit, Is.EqualTo(5));
            Assert.That(check.Source, Is.EqualTo("sales/transactions"));
        });
    }

    [Test]
    public void Rows_that_only_lost_a_rejected_parent_are_not_held_against_their_source()
    {
        // 5 of 100 are the source's own; the other 90 are their parents' fault, but they were read.
        SourceReport report = Report(
            100,
            (RejectionReasons.Orphan, 2),
            (RejectionReasons.OrphanOfRejected, 90),
            (RejectionReasons.DuplicateKey, 3)
        );
        GateCheck check = Judged(report).Single(Of(GateCondition.RejectedRows));

        Assert.Multiple(() =>
        {
            Assert.That((check.Figure, check.Passed), Is.EqualTo((5m, true)));
            Assert.That(
                check.Finding,
                Is.EqualTo("sales/transactions: 5 of 100 rows were rejected (duplicate_key 3, orphan 2), 5 %; MAX_REJECTED_PERCENT=5.")
            );
        });
    }

    [TestCase(3, true)]
    [TestCase(4, false)]
    public void Lines_within_quotes_that_look_like_rows_count_as_lost_ones(int lines, bool passed)
    {
        // 2 + 3 of 97 + 3 rows are 5 %; one more is 6 of 101.
        SourceReport report = Report(97, (RejectionReasons.Unparsable, 2)) with
        {
            Noted = new Dictionary<string, long> { [RowNotes.RowInQuotes] = lines },
        };
        GateCheck check = Judged(report).Single(Of(GateCondition.RejectedRows));

        Assert.That(check.Passed, Is.EqualTo(passed));
        if (!passed)
            Assert.That(
                check.Finding,
                Is.EqualTo(
                    "sales/transactions: 2 of 97 rows were rejected (unparsable 2), and 4 lines within quotes look like rows, which a missing quote would swallow, 5.9406 %; MAX_REJECTED_PERCENT=5."
                )
            );
    }

    [TestCase(100L, 50, true)]
    [TestCase(100L, 49, false)]
    [TestCase(100L, 0, false)]
    [TestCase(100L, 200, true)]
    [TestCase(0L, 0, true)]
    [TestCase(0L, 7, true)]
    public void A_source_may_shrink_by_as_much_as_the_limit_says(long before, int read, bool passed)
    {
        GateCheck check = Judged(Report(read) with { ReadBefore = before }).Single(Of(GateCondition.RowDrop));

        Assert.That(check.Passed, Is.EqualTo(passed));
        Assert.That(check.Limit, Is.EqualTo(50));
    }

    [Test]
    public void A_shrunken_source_is_told_with_both_numbers() =>
        // 100 - 33 = 67 of 100, and of 300 rows 201 are lost: the same 67 %.
        Assert.That(
            Judged(Report(99) with { ReadBefore = 300 }).Single(Of(GateCondition.RowDrop)).Finding,
            Is.EqualTo("sales/transactions: 99 rows, 67 % fewer than the 300 of the last snapshot; MAX_ROW_DROP_PERCENT=50.")
        );

    [Test]
    public void Without_a_last_snapshot_nothing_can_shrink() => Assert.That(Judged(Report(1)).Where(Of(GateCondition.RowDrop)), Is.Empty);

    [Test]
    public void A_hundred_per_cent_turns_a_condition_off()
    {
        SourceReport lost = Report(3, (RejectionReasons.Unparsable, 3)) with { ReadBefore = 1000 };
        SourceReport gone = Report(0) with { ReadBefore = 1000 };
        IReadOnlyList<GateCheck> checks = Gate.Judge(new GateLimits(100, 100), [lost, gone], customers: 1, Balanced);

        Assert.That(checks.Select(check => check.Passed), Is.All.True);
        Assert.That(Gate.Fault(checks), Is.Null);
    }

    [TestCase(0, false)]
    [TestCase(1, true)]
    public void There_must_be_a_customer(int customers, bool passed) =>
        Assert.That(
            Gate.Judge(new GateLimits(5, 50), [], customers, Balanced).Single(Of(GateCondition.Customers)).Passed,
            Is.EqualTo(passed)
        );

    [TestCase("10.00", true)]
    [TestCase("10.01", false)]
    [TestCase("9.99", false)]
    public void Control_totals_must_agree_to_the_cent(string read, bool passed)
    {
        ControlTotals totals = Balanced with { Read = decimal.Parse(read, System.Globalization.CultureInfo.InvariantCulture) };
        GateCheck check = Gate.Judge(new GateLimits(100, 100), [], 1, totals).Single(Of(GateCondition.ControlTotals));

        Assert.That((check.Passed, check.Figure), Is.EqualTo((passed, totals.Read - 10m)));
        Assert.That(check.Source, Is.EqualTo("sales/transactions"));
    }

    [Test]
    public void Every_fault_is_told_at_once()
    {
        string? fault = Gate.Fault(
            Gate.Judge(
                new GateLimits(0, 0),
                [Report(1, (RejectionReasons.Missing, 1)) with { ReadBefore = 2 }],
                0,
                Balanced with
                {
                    Profiles = 5,
                }
            )
        );

        // One row of one is 100 %, one row lost of two 50 %, and profiles with one too much leave -1.
        Assert.That(
            fault,
            Is.EqualTo(
                "sales/transactions: 1 of 1 rows were rejected (missing 1), 100 %; MAX_REJECTED_PERCENT=0. "
                    + "sales/transactions: 1 rows, 50 % fewer than the 2 of the last snapshot; MAX_ROW_DROP_PERCENT=0. "
                    + "customer/customers: there is no customer left: of 0 rows none has an e-mail address, was registered by as_of and was not rejected; there must be one. "
                    + "sales/transactions: completed transactions add up to 10.00, but profiles 5.00, customers left out 3.00, rejected rows 2.00 and those after as_of 1.00 differ from that by -1.00; they must agree to the cent."
            )
        );
    }

    private static IReadOnlyList<GateCheck> Judged(SourceReport report) => Gate.Judge(new GateLimits(5, 50), [report], 1, Balanced);

    private static Func<GateCheck, bool> Of(GateCondition condition) => check => check.Condition == condition;

    private static SourceReport Report(long read, params (string Reason, long Rows)[] rejected) =>
        new()
        {
            Source = "sales/transactions",
            Read = read,
            Used = read - rejected.Sum(reason => reason.Rows),
            Rejected = rejected.Where(reason => reason.Rows > 0).ToDictionary(reason => reason.Reason, reason => reason.Rows),
            Nulled = new Dictionary<string, long>(),
            NewValues = new Dictionary<string, long>(),
            Noted = new Dictionary<string, long>(),
        };
}
