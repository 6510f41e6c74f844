using System.Text.Json;
using System.Text.Json.Nodes;
using C360.Application.Ports;
using C360.WebApi.Http;

namespace C360.Generate.Postman;

/// <summary>Requests that show the ways in which the service refuses.</summary>
/// <param name="contract">What the document says.</param>
internal sealed class Refusals(Contract contract)
{
    private static readonly Parameter Misspelt = new("limits", "query", "Misspelt: the parameter's name is limit.", "5");

    private Operation List => contract.Operation("churn_risk_customers");

    private Operation Profile => contract.Operation("customer_profile_by_id");

    /// <summary>All of them.</summary>
    public IEnumerable<Call> All() => [Unknown(), OutOfRange(), NoCustomer(), NoRoute(), WrongMethod(), WrongForm(), NoKey()];

    private Call Unknown() =>
        Refused(
            Call.Of(List) with
            {
                Name = "422: a misspelt parameter",
                Description = "A misspelt parameter never returns everything: the answer names the parameter and the nearest known name.",
                Parameters = [Misspelt],
                Sent = new Dictionary<string, string> { [Misspelt.Name] = Misspelt.Value },
            },
            List.AnswerOf(422)!.Example!,
            "pm.test('It names the parameter and the nearest known one', () => "
                + "pm.expect(pm.response.json().error_details.errors.limits[0]).to.include('limit'));"
        );

    private Call OutOfRange() =>
        Refused(
            Call.Of(List) with
            {
                Name = "422: a parameter out of range",
                Description = "The answer names the parameter and what is allowed.",
                Parameters = [.. List.Parameters.Where(parameter => parameter.Name == "limit")],
                Sent = new Dictionary<string, string> { ["limit"] = "0" },
            },
            Body(Error.Of(new InvalidParametersException(new Dictionary<string, string[]> { ["limit"] = ["Must be from 1 to 1000."] }))),
            "pm.test('It names the parameter', () => pm.expect(pm.response.json().error_details.errors).to.have.all.keys('limit'));"
        );

    private Call NoCustomer() =>
        Refused(
            Call.Of(Profile) with
            {
                Name = "404: no such customer",
                Description = "There is no customer of that id.",
                InPath = new Dictionary<string, string> { ["customer_id"] = "nobody" },
            },
            Profile.AnswerOf(404)!.Example!,
            "pm.test('It is the customer that was not found', () => pm.expect(pm.response.json().error_details.code).to.equal('customer_not_found'));"
        );

    private Call NoRoute() =>
        Refused(new Call("404: no such address", "GET", "/marketing/nothing", "An address where nothing is."), Body(Error.Of(404)));

    private Call WrongMethod() =>
        Refused(
            Call.Of(List) with
            {
                Name = "405: another method",
                Method = "DELETE",
                Description = "Lists are read; the header Allow says how.",
                Parameters = [],
            },
            Body(Error.Of(405)),
            "pm.test('Allow names the method', () => pm.expect(pm.response.headers.get('Allow')).to.include('GET'));"
        );

    private Call WrongForm() =>
        Refused(
            Call.Of(List) with
            {
                Name = "406: a form that it does not speak",
                Description = "The answer names the forms that there are.",
                Parameters = [new Parameter("Accept", "header", "A form that no answer has.", "image/png")],
                Sent = new Dictionary<string, string> { ["Accept"] = "image/png" },
            },
            List.AnswerOf(406)!.Example!
        );

    /// <summary>An open service, as in development without keys, answers.</summary>
    private Call NoKey()
    {
        Call call = Call.Of(List) with
        {
            Name = "401: no key",
            Description = "Without a key a service that has keys refuses; one without keys, as in development, answers everybody.",
            SendsKey = false,
            Parameters = [],
        };
        return call with
        {
            Script = Scripts.Join([
                "const isOpen = pm.response.code === 200;",
                "pm.test('The status is 401, or 200 where no keys are set', () => pm.expect(pm.response.code).to.be.oneOf([200, 401]));",
                $"const schemas = {{ 200: {PostmanJson.Line(List.AnswerOf(200)!.Schema)}, 401: {PostmanJson.Line(contract.ErrorSchema)} }};",
                Scripts.ContentType(MediaTypes.Json),
                "pm.test('Success is what the status says', () => pm.expect(pm.response.json().success).to.equal(isOpen));",
                "pm.test('Fields and types are those of the contract', () => pm.response.to.have.jsonSchema(schemas[pm.response.code]));",
            ]),
            Examples = [new SavedExample("No key", call.Request(), 401, MediaTypes.Json, PostmanJson.Write(List.AnswerOf(401)!.Example!))],
        };
    }

    private Call Refused(Call call, JsonNode example, params string[] own)
    {
        int status = (int)example["error_details"]!["status_code"]!;
        string type = (string)example["error_type"]!;
        return call with
        {
            Script = Scripts.Refusal(status, type, contract.ErrorSchema, own),
            Examples = [new SavedExample(call.Name, call.Request(), status, MediaTypes.Json, PostmanJson.Write(example))],
        };
    }

    /// <summary>The body of an error that the document has no example of, at the moment of those that it has.</summary>
    private JsonNode Body(Error error)
    {
        JsonNode known = List.AnswerOf(422)!.Example!;
        var details = new ErrorDetails(error.Status, error.Code, (string)known["error_details"]!["trace_id"]!, error.Errors);
        DateTimeOffset moment = known["timestamp"]!.GetValue<DateTimeOffset>();
        return JsonSerializer.SerializeToNode(new ErrorEnvelope(Success: false, error.Type, error.Message, moment, details), Json.Options)!;
    }
}
