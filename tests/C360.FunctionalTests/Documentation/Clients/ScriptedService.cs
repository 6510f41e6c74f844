using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace C360.FunctionalTests.Documentation.Clients;

/// <summary>A service that answers one after the other as it was told, and keeps what it was asked.</summary>
internal sealed class ScriptedService : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<(int Status, string Body, (string Name, string Value)[] Headers)> _answers = new();
    private readonly ConcurrentQueue<(string Question, string? Key, string? ETag)> _requests = new();

    private ScriptedService(WebApplication application)
    {
        _application = application;
        application.Run(AnswerAsync);
    }

    public string Address => _application.Urls.Single();

    /// <summary>Path and query, key and If-None-Match of each request.</summary>
    public IReadOnlyCollection<(string Question, string? Key, string? ETag)> Requests => _requests;

    public static async Task<ScriptedService> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = new ScriptedService(builder.Build());
        await service._application.StartAsync();
        return service;
    }

    /// <summary>The next answer.</summary>
    public void Then(int status, string body, params (string Name, string Value)[] headers) => _answers.Enqueue((status, body, headers));

    /// <summary>The next answer is an error as the service words it.</summary>
    public void ThenError(int status, string code, string message, params (string Name, string Value)[] headers) =>
        Then(
            status,
            $$"""
            {"success":false,"error_type":"E","error_message":"{{message}}","error_details":{"status_code":{{status}},"code":"{{code}}","trace_id":"t1"} }
            """,
            headers
        );

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        _requests.Enqueue((request.Path + request.QueryString, request.Headers["X-API-Key"], request.Headers.IfNoneMatch));
        if (!_answers.TryDequeue(out var answer))
            answer = (StatusCodes.Status418ImATeapot, "", []);
        context.Response.StatusCode = answer.Status;
        foreach ((string name, string value) in answer.Headers)
            context.Response.Headers[name] = value;
        if (answer.Status != StatusCodes.Status304NotModified)
            await context.Response.WriteAsync(answer.Body);
    }
}
