// Long because every status has its sentence, its headers and its examples here and nowhere else.
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using C360.Application.Ports;
using C360.Domain.Refreshing;
using C360.WebApi.Controllers;
using C360.WebApi.Formats;
using C360.WebApi.Http;
using C360.WebApi.Telemetry;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace C360.WebApi.OpenApi;

/// <summary>Gives every status a sentence and an example: of 200 the body that the operation's functional test expects.</summary>
internal sealed class ResponseDocumentation : IOperationFilter
{
    private static readonly DateTimeOffset Moment = new(2026, 6, 20, 14, 30, 0, TimeSpan.Zero);

    /// <summary>Completes the responses of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="context">Its action.</param>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach ((string status, IOpenApiResponse found) in operation.Responses ?? [])
        {
            var response = (OpenApiResponse)found;
            int code = int.Parse(status, CultureInfo.InvariantCulture);
            bool error = context.ApiDescription.SupportedResponseTypes.Any(type =>
                type.StatusCode == code && type.Type == typeof(ErrorEnvelope)
            );
            if (error || response.Description == "OK")
                response.Description = Sentence(code, AsksEngine(context));
            if (!context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
                RateLimits(response);
            if (code == 200 && AsksEngine(context))
                Header(
                    response,
                    HeaderNames.Age,
                    "Whole seconds since the snapshot was built: only there when the engine failed and an older snapshot's answer stands in.",
                    JsonSchemaType.Integer
                );
            if (error && code is 429 or 503)
                Header(response, HeaderNames.RetryAfter, "Seconds until it is worth another try.", JsonSchemaType.Integer);
            if (error && code == 401)
                Header(response, HeaderNames.WWWAuthenticate, "Bearer.", JsonSchemaType.String);
            if (code == 202)
                Header(response, HeaderNames.Location, "Where to follow the refresh.", JsonSchemaType.String);
            if (response.Content?.TryGetValue("application/json", out var media) == true && media is OpenApiMediaType content)
                Exemplify(content, error ? Errors(code, context) : [], Example(operation.OperationId!, code));
            if (response.Content?.TryGetValue("text/plain", out var plain) == true && plain is OpenApiMediaType text)
                text.Example = PrometheusText.Example;
        }
    }

    /// <summary>Tells of the headers that say what is left of a client's requests.</summary>
    /// <param name="response">The response.</param>
    public static void RateLimits(OpenApiResponse response)
    {
        Header(response, RateLimit.Policy, "Requests in a sliding minute: `\"default\";q=100;w=60`.", JsonSchemaType.String);
        Header(response, RateLimit.Left, "What is left, and in how many seconds more is: `\"default\";r=42;t=17`.", JsonSchemaType.String);
    }

    /// <summary>Tells of a header.</summary>
    /// <param name="response">The response.</param>
    /// <param name="name">The header.</param>
    /// <param name="description">What it says.</param>
    /// <param name="type">What it is.</param>
    public static void Header(OpenApiResponse response, string name, string description, JsonSchemaType type) =>
        (response.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] = new OpenApiHeader
        {
            Description = description,
            Schema = new OpenApiSchema { Type = type },
        };

    /// <summary>Only what asks the engine can take too long.</summary>
    private static bool AsksEngine(OperationFilterContext context) =>
        context.ApiDescription.SupportedResponseTypes.Any(type => type.StatusCode == 504);

    private static string Sentence(int status, bool asksEngine) =>
        status switch
        {
            200 => "The answer.",
            401 => "No API key was sent, or none that is good.",
            403 => "The API key lacks the scope.",
            404 => "There is none of that name or id.",
            406 => "The client takes none of the formats that there are.",
            409 => "It cannot be done as things stand; the message says why.",
            413 => "The request's body is larger than 64 KB.",
            414 => "The path or the query string is longer than 8 KB.",
            415 => "The request has a body; parameters go into the query string.",
            422 => "A parameter is unknown, unreadable or out of range.",
            429 => "Too many requests with this key, or from this address without one; Retry-After says when to come back.",
            503 when !asksEngine => "No snapshot yet; Retry-After says when to try again.",
            503 => "No snapshot yet, or the engine is down or busy and no older answer may stand in; Retry-After says when to try again.",
            504 => "The query took longer than QUERY_TIMEOUT_SECONDS.",
            _ => "Something went wrong on the service's side; the log tells more under the trace id.",
        };

    /// <summary>One example stands by itself; several have names.</summary>
    private static void Exemplify(OpenApiMediaType content, Error[] errors, JsonNode? body)
    {
        if (errors.Length > 1)
            content.Examples = errors.ToDictionary(
                error => error.Code,
                IOpenApiExample (error) => new OpenApiExample { Value = Body(error) }
            );
        else
            content.Example = errors is [var only] ? Body(only) : body;
    }

    private static Error[] Errors(int status, OperationFilterContext context) =>
        status switch
        {
            401 => [Caller.Nobody.Refusal!, Caller.Stranger.Refusal!, Caller.Latecomer.Refusal!, Caller.Several.Refusal!],
            403 => [.. context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<AccessAttribute>().Select(Forbidden)],
            404 => [Error.Of(new NotFoundException(Sought(context.MethodInfo)))],
            409 => [.. Conflicts(context.MethodInfo.Name).Select(Error.Of)],
            406 => [Error.Of(new NotAcceptableException(ActionFormats.Of(context.ApiDescription.ActionDescriptor)))],
            422 => [Error.Of(Misspelt(ActionParameters.Of(context.ApiDescription.ActionDescriptor)))],
            503 when !AsksEngine(context) => [Error.Of(new DataNotReadyException())],
            503 =>
            [
                Error.Of(new DataNotReadyException()),
                Error.Of(new EngineUnavailableException(new TimeoutException())),
                Error.Of(new EngineBusyException(new TimeoutException())),
            ],
            504 => [Error.Of(new EngineTimeoutException(new TimeoutException()))],
            _ => [Error.Of(status)],
        };

    private static ConflictException[] Conflicts(string action)
    {
        var elsewhere = new RefreshElsewhereException(new RefreshOwner("c360-refresher", 1), "9f2c4e81d0a7");
        return action switch
        {
            nameof(AdminController.RefreshData) => [elsewhere, new IdempotencyKeyReusedException()],
            nameof(AdminController.CancelRefresh) => [elsewhere],
            _ => [new("Snapshot 20260620T143000Z-1f3a9c is damaged and cannot be activated; the current one keeps serving")],
        };
    }

    private static string Sought(MethodInfo action) =>
        action.Name == nameof(AdminController.ActivateSnapshot) ? "Snapshot"
        : action.DeclaringType == typeof(AdminController) ? "Refresh"
        : action.DeclaringType == typeof(QueriesController) ? "Query"
        : "Customer";

    private static Error Forbidden(AccessAttribute access) => AccessControl.Forbidden(access.Scope);

    private static JsonNode Body(Error error)
    {
        var details = new ErrorDetails(error.Status, error.Code, "4bf92f3577b34da6a3ce929d0e0e4736", error.Errors);
        return JsonSerializer.SerializeToNode(new ErrorEnvelope(Success: false, error.Type, error.Message, Moment, details), Json.Options)!;
    }

    private static InvalidParametersException Misspelt(string[] known)
    {
        string name = (Array.FindLast(known, name => name != Format.Parameter) ?? Format.Parameter) + "s";
        return new InvalidParametersException(new Dictionary<string, string[]> { [name] = [ParameterFilter.Unknown(name, known)] });
    }

    /// <summary>The bodies are kept beside the contract; the functional tests compare the real answers with the same files.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="status">The status of the answer.</param>
    public static JsonNode? Example(string operation, int status)
    {
        string name = status == 200 ? $"example.{operation}" : $"example.{operation}.{status}";
        using Stream? stream = typeof(ResponseDocumentation).Assembly.GetManifestResourceStream(name);
        return stream is null ? null : JsonNode.Parse(stream);
    }
}
