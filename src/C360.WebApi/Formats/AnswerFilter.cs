using System.Globalization;
using C360.Application.Behaviors;
using C360.Application.Queries;
using C360.Domain.Snapshots;
using C360.WebApi.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace C360.WebApi.Formats;

/// <summary>Writes answers in the form that the client wants: each form is rendered once per answer and kept with it, or is what the client has already.</summary>
/// <param name="age">Knows what is stale.</param>
/// <param name="time">The clock.</param>
internal sealed class AnswerFilter(DataAge age, TimeProvider time) : IResultFilter
{
    private static readonly StringValues Varies = $"{HeaderNames.Accept}, {HeaderNames.AcceptEncoding}";

    /// <summary>Puts the form in the place of the answer.</summary>
    /// <param name="context">What the action answered.</param>
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not ObjectResult { Value: { } value } || context.HttpContext.Features.Get<Wanted>() is not { } wanted)
            return;
        if (value is Answer answer)
            context.Result = Form(context, answer, wanted);
        else if (value is IEnvelope list && wanted.Format.IsFile)
            context.Result = Form(context, list.Untyped, wanted.Format);
        else if (ActionFormats.IsList(context.ActionDescriptor))
            context.HttpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
    }

    /// <summary>Nothing to do afterwards.</summary>
    /// <param name="context">The answer, written.</param>
    public void OnResultExecuted(ResultExecutedContext context) { }

    private RenderedResult Form(ResultExecutingContext context, Answer answer, Wanted wanted)
    {
        IHeaderDictionary headers = context.HttpContext.Response.Headers;
        headers.Vary = StringValues.Concat(headers.Vary, Varies);
        bool stale = answer.StandsIn || age.IsStale(answer.Snapshot);
        if (answer.IsUnchanged || wanted.Holds(answer.Tag, stale) || wanted.HasAnything)
        {
            headers.ETag = wanted.Held ?? wanted.EntityTag(answer.Tag, wanted.BestCoding, stale);
            return new RenderedResult(answer, null, default);
        }
        Format format = wanted.Format;
        byte[] body = answer.Rendered(format.Form(Coding.Identity, stale)) ?? Render(answer, format, stale);
        Coding coding = wanted.CodingOf(body.Length);
        headers.ETag = wanted.EntityTag(answer.Tag, coding, stale);
        if (answer.StandsIn)
            headers.Age = AgeOf(answer.Snapshot).ToString(CultureInfo.InvariantCulture);
        if (coding != Coding.Identity)
        {
            body = answer.Rendered(format.Form(coding, stale)) ?? Compress(answer, body, format, coding, stale);
            headers.ContentEncoding = Compression.NameOf(coding);
        }
        if (format.IsFile)
            FileHeaders.Set(context, format, Meta.Of(answer.Snapshot, stale, answer.Truncated), answer.Snapshot.Version);
        return new RenderedResult(answer, body, format.ContentType);
    }

    private byte[] Render(Answer answer, Format format, bool stale) =>
        answer.Rendered(
            format.Form(Coding.Identity, stale),
            answer =>
                format.Write(
                    new Envelope<object>(
                        Success: true,
                        Envelope<object>.Processed,
                        time.GetUtcNow(),
                        answer.IsOne ? answer.Rows[0] : answer.Rows,
                        answer.Rows.Count,
                        Meta.Of(answer.Snapshot, stale, answer.Truncated)
                    )
                )
        );

    private static byte[] Compress(Answer answer, byte[] body, Format format, Coding coding, bool stale) =>
        answer.Rendered(format.Form(coding, stale), _ => Compression.Compress(body, coding));

    private static RenderedResult Form(ResultExecutingContext context, Envelope<object> list, Format format)
    {
        context.HttpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        FileHeaders.Set(
            context,
            format,
            list.Meta,
            list.Timestamp.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)
        );
        return new RenderedResult(list, format.Write(list), format.ContentType);
    }

    /// <summary>Whole seconds since it was built, as HTTP's Age has them; none of a clock that was set back.</summary>
    private long AgeOf(Snapshot snapshot) => Math.Max(0, (long)(time.GetUtcNow() - snapshot.BuiltAt).TotalSeconds);
}
