using C360.Domain.Sources;

namespace C360.UnitTests.Sources;

internal sealed class DeclaredSourcesTests
{
    [Test]
    public void The_key_is_required_text() =>
        Assert.That(
            DeclaredSources.All.Select(source => source.Key),
            Has.All.Matches<SourceColumn>(key => key is { Required: true, Shape: ColumnShape.Text })
        );

    [Test]
    public void Each_table_and_each_column_of_a_source_has_one_name() =>
        Assert.Multiple(() =>
        {
            Assert.That(DeclaredSources.All.Select(source => source.Table), Is.Unique);
            foreach (Source source in DeclaredSources.All)
            {
                Assert.That(source.Columns.Select(column => column.Name), Is.Unique, source.Name);
            }
        });

    [Test]
    public void A_parent_is_named_by_its_key_in_a_column_of_the_child() =>
        Assert.Multiple(() =>
        {
            foreach (Source source in DeclaredSources.All)
            {
                foreach (SourceParent parent in source.Parents)
                {
                    Assert.That(DeclaredSources.All.Single(other => other.Name == parent.Source).Key.Name, Is.EqualTo(parent.Column));
                    Assert.That(source.Columns.Single(column => column.Name == parent.Column).Required, Is.True);
                }
            }
        });

    [Test]
    public void A_required_parent_is_declared_before_its_children()
    {
        List<string> names = [.. DeclaredSources.All.Select(source => source.Name)];

        Assert.That(
            DeclaredSources.All.SelectMany(source =>
                source.Parents.Where(parent => parent.Required).Select(parent => (source.Name, parent.Source))
            ),
            Has.All.Matches<(string Child, string Parent)>(pair => names.IndexOf(pair.Parent) < names.IndexOf(pair.Child))
        );
    }

    [Test]
    public void An_event_is_dated_by_a_required_date() =>
        Assert.That(
            DeclaredSources
                .All.Where(source => source.EventColumn is not null)
                .Select(source => source.Columns.Single(column => column.Name == source.EventColumn)),
            Has.All.Matches<SourceColumn>(column => column is { Required: true, Shape: ColumnShape.Date or ColumnShape.Timestamp })
        );

    // The verdict on a row has one bit for each column, in an INTEGER.
    [Test]
    public void No_source_has_more_columns_than_a_number_has_bits() =>
        Assert.That(DeclaredSources.All.Select(source => source.Columns.Count), Has.All.LessThan(31));
}
