namespace C360.Generate.Postman;

/// <summary>Values that one request's answer gives and another request needs: whoever runs the collection types no id.</summary>
internal static class ChainedValues
{
    /// <summary>By the variable that keeps it: the operation whose answer holds it, in which row, in which field.</summary>
    private static readonly Dictionary<string, (string Operation, string Row, string Field)> Kept = new()
    {
        ["customer_id"] = ("customer_profiles", "data[0]", "customer_id"),
        ["refresh_id"] = ("refreshes", "data[0]", "refresh_id"),
        ["snapshot_version"] = ("snapshots", "data.find(snapshot => snapshot.current)", "version"),
        ["query_name"] = ("queries", "data[0]", "name"),
    };

    /// <summary>The variable for the ETag of the answer that was given last.</summary>
    public const string Tag = "etag";

    /// <summary>The variables that a collection needs.</summary>
    /// <param name="contract">What the document says.</param>
    public static IEnumerable<string> Variables(Contract contract) =>
        [
            .. Kept.Where(kept => contract.Operations.Any(operation => operation.Id == kept.Value.Operation)).Select(kept => kept.Key),
            .. contract.Operations.Any(operation => operation.AnswerOf(304) is not null) ? (string[])[Tag] : [],
        ];

    /// <summary>The variable for a parameter in a path.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="parameter">The parameter.</param>
    /// <exception cref="InvalidOperationException">Nothing gives its value.</exception>
    public static string VariableOf(Operation operation, Parameter parameter) =>
        (operation.Id, parameter.Name) switch
        {
            (_, "customer_id") => "customer_id",
            ("refresh" or "cancel_refresh", _) => "refresh_id",
            ("activate_snapshot", _) => "snapshot_version",
            ("query", _) => "query_name",
            _ => throw new InvalidOperationException(
                $"No request of the Postman collection gives a {parameter.Name} for {operation.Id}: {nameof(ChainedValues)} has to learn where it comes from"
            ),
        };

    /// <summary>The lines that keep what others need from the answer of an operation; nothing when nobody needs anything of it.</summary>
    /// <param name="operation">The operation.</param>
    public static IEnumerable<string> Keep(Operation operation) =>
        [
            .. operation.AnswerOf(304) is null ? (string[])[] : [KeepTag],
            .. Kept.Where(kept => kept.Value.Operation == operation.Id).Select(kept => Keep(kept.Key, kept.Value.Row, kept.Value.Field)),
        ];

    /// <summary>The lines that keep the id of a refresh that was just asked for.</summary>
    public static string KeepRefresh() => Keep("refresh_id", "data", "refresh_id");

    /// <summary>The lines that expect what was asked for: an answer with another id is another's.</summary>
    /// <param name="operation">The operation.</param>
    public static IEnumerable<string> Expect(Operation operation) =>
        from parameter in operation.Parameters
        where parameter.In == "path"
        let variable = VariableOf(operation, parameter)
        select $$"""
            pm.test('It is the {{variable}} that was asked for', () => {
                const asked = decodeURIComponent(pm.collectionVariables.get('{{variable}}'));
                pm.expect(pm.response.json().data.{{Kept[variable].Field}}).to.equal(asked);
            });
            """;

    private static string KeepTag =>
        $$"""
            pm.test('A strong ETag names the answer', () => {
                pm.expect(pm.response.headers.get('ETag')).to.match(/^"[^"]+"$/);
                pm.collectionVariables.set('{{Tag}}', pm.response.headers.get('ETag'));
            });
            """;

    private static string Keep(string variable, string row, string field) =>
        $$"""
            pm.test('There is a {{variable}} for the requests that follow', () => {
                const { data } = pm.response.json();
                const value = {{row}}.{{field}};
                pm.expect(value).to.be.a('string').that.is.not.empty;
                pm.collectionVariables.set('{{variable}}', encodeURIComponent(value));
            });
            """;
}
