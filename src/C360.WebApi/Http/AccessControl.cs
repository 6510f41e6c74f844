using C360.Application.Ports;
using C360.Domain.Access;
using Microsoft.AspNetCore.Authorization;

namespace C360.WebApi.Http;

/// <summary>
/// Finds out who sent a request, and refuses what he may not have. Two stations of the road, because what is between them (the rate limit) counts by
/// caller, and counts those too who are refused afterwards.
/// </summary>
/// <param name="keys">The keys.</param>
/// <param name="errors">Answers with the refusal.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told who was refused, but never the credential.</param>
internal sealed class AccessControl(IApiKeyRepository keys, ErrorWriter errors, TimeProvider time, ILogger<AccessControl> logger)
{
    /// <summary>The error for a good key without a scope.</summary>
    /// <param name="scope">The scope.</param>
    public static Error Forbidden(Scope scope) =>
        new(403, "Forbidden", $"This API key lacks the scope {AccessAttribute.NameOf(scope)}") { Code = "scope_missing" };

    /// <summary>Notes the caller in the request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">The rest of the road.</param>
    public Task IdentifyAsync(HttpContext context, RequestDelegate next)
    {
        context.Features.Set(CallerOf(context.Request.Headers));
        return next(context);
    }

    /// <summary>Lets a request pass whose caller may have what it asks for. What is no action (pages, routes that are not there) is everybody's.</summary>
    /// <param name="context">The request, routed and its caller noted.</param>
    /// <param name="next">The rest of the road.</param>
    public Task AuthorizeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return next(context);
        Caller caller = Caller.Of(context)!;
        if (caller.Key is not { } key)
            return RefuseAsync(context, caller);
        // An action that says nothing about access is an error of ours: it answers nobody.
        Scope scope = endpoint.Metadata.GetRequiredMetadata<AccessAttribute>().Scope;
        return key.Allows(scope) ? next(context) : ForbidAsync(context, key, scope);
    }

    private Caller CallerOf(IHeaderDictionary headers)
    {
        if (!Credential.TryRead(headers, out string? credential))
            return Caller.Several;
        if (credential is null)
            return Caller.Nobody;
        return keys.Find(credential) is not { } key ? Caller.Stranger
            : key.HasExpired(time.GetUtcNow()) ? Caller.Latecomer
            : new Caller(key);
    }

    private Task RefuseAsync(HttpContext context, Caller caller)
    {
        Error error = caller.Refusal!;
        if (caller.HasFailed)
            logger.LogWarning(
                "{Route} refused to {Address}: {Code}",
                RequestLog.Route(context),
                context.Connection.RemoteIpAddress,
                error.Code
            );
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return errors.WriteAsync(context, error);
    }

    private Task ForbidAsync(HttpContext context, ApiKey key, Scope scope)
    {
        string name = AccessAttribute.NameOf(scope);
        logger.LogWarning("{Route} refused to {KeyId}: the key lacks the scope {Scope}", RequestLog.Route(context), key.Id, name);
        return errors.WriteAsync(context, Forbidden(scope));
    }
}
