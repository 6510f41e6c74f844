using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using C360.Application.Behaviors;
using C360.Application.Queries;
using C360.Domain.Snapshots;
using Microsoft.AspNetCore.Mvc.Formatters;

namespace C360.WebApi.Http;

/// <summary>Writes answers as JSON: the rows are rendered once per answer and kept, only the envelope around them is made anew.</summary>
internal sealed class AnswerFormatter : OutputFormatter
{
    private const string Format = "json";
    private readonly DataAge _age;
    private readonly TimeProvider _time;

    /// <summary>Makes the formatter.</summary>
    /// <param name="age">Knows what is stale.</param>
    /// <param name="time">The clock.</param>
    public AnswerFormatter(DataAge age, TimeProvider time)
    {
        (_age, _time) = (age, time);
        SupportedMediaTypes.Add("application/json");
    }

    /// <summary>Writes the envelope and the rows in it.</summary>
    /// <param name="context">The answer and the response.</param>
    public override async Task WriteResponseBodyAsync(OutputFormatterWriteContext context)
    {
        var answer = (Answer)context.Object!;
        byte[] rows = answer.Rendered(Format, Render);
        bool stale = answer.StandsIn || _age.IsStale(answer.Snapshot);
        byte[] meta = answer.Rendered(stale ? "meta, stale" : "meta", stale ? StaleMeta : FreshMeta);
        HttpResponse response = context.HttpContext.Response;
        response.ContentType = Json.ContentType;
        if (answer.StandsIn)
            response.Headers.Age = AgeOf(answer.Snapshot).ToString(CultureInfo.InvariantCulture);
        PipeWriter body = response.BodyWriter;
        int count = answer.IsOne ? 1 : answer.Rows.Count;
        response.ContentLength = Head.Length + TimestampLength + Data.Length + rows.Length + Count.Length + Digits(count) + meta.Length;
        body.Write(Head);
        WriteTimestamp(body, _time.GetUtcNow());
        body.Write(Data);
        body.Write(rows);
        body.Write(Count);
        WriteCount(body, count);
        body.Write(meta);
        await body.FlushAsync(context.HttpContext.RequestAborted);
    }

    /// <summary>Whole seconds since it was built, as HTTP's Age has them; none of a clock that was set back.</summary>
    private long AgeOf(Snapshot snapshot) => Math.Max(0, (long)(_time.GetUtcNow() - snapshot.BuiltAt).TotalSeconds);

    /// <summary>Writes only answers; other things go the ordinary way.</summary>
    /// <param name="type">The type of the thing.</param>
    protected override bool CanWriteType(Type? type) => typeof(Answer).IsAssignableFrom(type);

    private const int TimestampLength = 20;
    private static readonly byte[] Head = Encoding.UTF8.GetBytes(
        $"{{\"success\":true,\"message\":\"{Envelope<object>.Processed}\",\"timestamp\":\""
    );
    private static ReadOnlySpan<byte> Data => "\",\"data\":"u8;
    private static ReadOnlySpan<byte> Count => ",\"count\":"u8;

    private static byte[] Render(Answer answer) =>
        answer.IsOne
            ? JsonSerializer.SerializeToUtf8Bytes(answer.Rows[0], answer.Rows[0].GetType(), Json.Options)
            : JsonSerializer.SerializeToUtf8Bytes(answer.Rows, answer.Rows.GetType(), Json.Options);

    private static byte[] FreshMeta(Answer answer) => Meta(answer, stale: false);

    private static byte[] StaleMeta(Answer answer) => Meta(answer, stale: true);

    private static byte[] Meta(Answer answer, bool stale)
    {
        var meta = Http.Meta.Of(answer.Snapshot, stale, answer.Truncated);
        return Encoding.UTF8.GetBytes($",\"meta\":{JsonSerializer.Serialize(meta, Json.Options)}}}");
    }

    private static void WriteTimestamp(PipeWriter body, DateTimeOffset now)
    {
        now.UtcDateTime.TryFormat(body.GetSpan(TimestampLength), out int written, Json.TimestampFormat, CultureInfo.InvariantCulture);
        body.Advance(written);
    }

    private static void WriteCount(PipeWriter body, int count)
    {
        Utf8Formatter.TryFormat(count, body.GetSpan(11), out int written);
        body.Advance(written);
    }

    private static int Digits(int count)
    {
        int digits = 1;
        while ((count /= 10) > 0)
            digits++;
        return digits;
    }
}
