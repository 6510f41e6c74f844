using System.Text.Json.Nodes;

namespace C360.Generate.Postman;

/// <summary>The scripts that judge the answers of operations, made from what the document says of them.</summary>
internal static class Scripts
{
    /// <summary>The script of an operation's plain request.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="own">What is to be said of this request alone.</param>
    public static string Of(Operation operation, params IEnumerable<string> own)
    {
        Answer[] answers = [.. operation.Successes(MediaTypes.Json)];
        return answers is [var first, ..]
            ? Join([Status(answers), ContentType(MediaTypes.Json), .. Envelope(first), Schema(answers), Fields, .. own])
            : Join([Status([.. operation.Successes("text/plain")]), ContentType("text/plain"), Exposition, .. own]);
    }

    /// <summary>The script of a request for a list as CSV.</summary>
    /// <param name="operation">The operation.</param>
    public static string Csv(Operation operation) =>
        Join([Status([operation.AnswerOf(200)!]), ContentType(MediaTypes.Csv), Columns(operation), Table, .. File(operation, "csv")]);

    /// <summary>The script of a request for a list as NDJSON.</summary>
    /// <param name="operation">The operation.</param>
    public static string NdJson(Operation operation)
    {
        Answer answer = operation.AnswerOf(200)!;
        var rows = new JsonObject { ["type"] = "array", ["items"] = answer.Row!.DeepClone() };
        string schema = $"const schema = {PostmanJson.Line(rows)};";
        return Join([Status([answer]), schema, ContentType(MediaTypes.NdJson), Lines, .. File(operation, "ndjson")]);
    }

    /// <summary>The script of a request that is refused.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="type">The error's type.</param>
    /// <param name="schema">What every error looks like.</param>
    /// <param name="own">What is to be said of this refusal alone.</param>
    public static string Refusal(int status, string type, JsonObject schema, params IEnumerable<string> own) =>
        Join([
            $"pm.test('The status is {status}', () => pm.response.to.have.status({status}));",
            $"const schema = {PostmanJson.Line(schema)};",
            ContentType(MediaTypes.Json),
            $$"""
            pm.test('The error says what is wrong', () => {
                const body = pm.response.json();
                pm.expect(body.success).to.equal(false);
                pm.expect(body.error_type).to.equal('{{type}}');
                pm.expect(body.error_message).to.be.a('string').that.is.not.empty;
                pm.expect(body.error_details.status_code).to.equal({{status}});
            });
            """,
            Fields,
            .. own,
        ]);

    /// <summary>Puts a script together.</summary>
    /// <param name="parts">Its parts.</param>
    public static string Join(IEnumerable<string> parts) => string.Join('\n', parts).TrimEnd();

    /// <summary>The lines that expect a media type.</summary>
    /// <param name="mediaType">The media type.</param>
    public static string ContentType(string mediaType) =>
        $$"""
            pm.test('The answer is {{mediaType}}', () => {
                pm.expect(pm.response.headers.get('Content-Type').split(';')[0]).to.equal('{{mediaType}}');
            });
            """;

    private static string Fields => "pm.test('Fields and types are those of the contract', () => pm.response.to.have.jsonSchema(schema));";

    private static string Exposition =>
        """
            pm.test('Every line is a comment or a sample', () => {
                const lines = pm.response.text().split('\n').filter(line => line !== '');
                pm.expect(lines).to.not.be.empty;
                lines.forEach(line => pm.expect(line).to.match(/^(# (HELP|TYPE|UNIT|EOF).*|[a-zA-Z_:][a-zA-Z0-9_:]*(\{.*\})? \S+( \d+)?)$/));
            });
            """;

    private static string Table =>
        """
            pm.test('The header row names the columns of the contract, and every row has as many cells', () => {
                const text = pm.response.text();
                // Character by character: a pattern takes for ever over a quote that is never closed.
                const cells = [1];
                let quoted = false;
                for (const character of text) {
                    if (character === '"') quoted = !quoted;
                    else if (!quoted && character === ',') cells[cells.length - 1]++;
                    else if (!quoted && character === '\n') cells.push(1);
                }
                pm.expect(quoted).to.equal(false);
                pm.expect(text.endsWith('\r\n')).to.equal(true);
                pm.expect(text.split('\r\n')[0]).to.equal(columns.join(','));
                cells.slice(0, -1).forEach(count => pm.expect(count).to.equal(columns.length));
            });
            """;

    private static string Lines =>
        """
            pm.test('Every line is a row of the contract, and the last one counts them', () => {
                const rows = pm.response.text().trimEnd().split('\n').map(line => JSON.parse(line));
                const end = rows.pop();
                pm.expect(end).to.deep.equal({ end: true, count: rows.length });
                pm.expect(rows).to.have.jsonSchema(schema);
            });
            """;

    private static string Status(Answer[] answers)
    {
        string[] statuses = [.. answers.Select(answer => $"{answer.Status}").Order()];
        return statuses is [var only]
            ? $"pm.test('The status is {only}', () => pm.response.to.have.status({only}));"
            : $"pm.test('The status is {string.Join(" or ", statuses)}', () => pm.expect(pm.response.code).to.be.oneOf([{string.Join(", ", statuses)}]));";
    }

    private static string Schema(Answer[] answers) =>
        $"const schema = {answers.Select(answer => PostmanJson.Line(answer.Schema)).Distinct().Single()};";

    private static IEnumerable<string> Envelope(Answer answer)
    {
        if (!answer.IsEnveloped)
            yield break;
        string[] keys = ["success", "message", "timestamp", "data", "count", .. answer.HasMeta ? (string[])["meta"] : []];
        string count = answer.Row is null ? "1" : "body.data.length";
        yield return $$"""
            pm.test('The envelope holds {{string.Join(", ", keys)}}', () => {
                const body = pm.response.json();
                pm.expect(body).to.have.all.keys({{string.Join(", ", keys.Select(key => $"'{key}'"))}});
                pm.expect(body.success).to.equal(true);
                pm.expect(body.message).to.be.a('string').that.is.not.empty;
                pm.expect(body.timestamp).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
                pm.expect(body.count).to.equal({{count}});
            });
            """;
    }

    private static string Columns(Operation operation) =>
        $"const columns = [{string.Join(", ", operation.AnswerOf(200)!.Row!["properties"]!.AsObject().Select(column => $"'{column.Key}'"))}];";

    private static IEnumerable<string> File(Operation operation, string ending)
    {
        yield return $$"""
            pm.test('It comes as a file', () => {
                pm.expect(pm.response.headers.get('Content-Disposition')).to.match(/^attachment; filename="?[^"]+\.{{ending}}"?/);
            });
            """;
        if (operation.AnswerOf(200)!.HasMeta)
            yield return """
                pm.test('The headers tell the age of the data', () => {
                    pm.expect(pm.response.headers.get('C360-Data-Version')).to.be.a('string').that.is.not.empty;
                    pm.expect(pm.response.headers.get('C360-As-Of')).to.match(/^\d{4}-\d\d-\d\d$/);
                });
                """;
    }
}
