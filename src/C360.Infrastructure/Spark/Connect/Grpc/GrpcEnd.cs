using System.Globalization;
using System.Net.Http.Headers;

namespace C360.Infrastructure.Spark.Connect.Grpc;

/// <summary>Reads how a call ended: from the trailers, or from the headers of an answer that has nothing else.</summary>
internal static class GrpcEnd
{
    /// <summary>The failure that an answer which has ended tells of; null when it ended well.</summary>
    public static GrpcException? FailureOf(HttpResponseMessage response)
    {
        HttpResponseHeaders end = Value(response.TrailingHeaders, "grpc-status") is null ? response.Headers : response.TrailingHeaders;
        if (Value(end, "grpc-status") is not { } text)
            return new GrpcException(WithoutStatus(response), Describe(response));

        bool known = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 0 and <= 16;
        int code = known ? number : GrpcStatus.Unknown;
        return code == GrpcStatus.Ok
            ? null
            : new GrpcException(code, Uri.UnescapeDataString(Value(end, "grpc-message") ?? ""))
            {
                ByServer = true,
                Details = Decode(Value(end, "grpc-status-details-bin") ?? ""),
            };
    }

    private static string? Value(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) && values.Count > 0 ? values.First() : null;

    /// <summary>What is no gRPC comes from a proxy; an answer that was one and stops without a status was cut on its way.</summary>
    private static int WithoutStatus(HttpResponseMessage response) =>
        (int)response.StatusCode switch
        {
            200 or 429 or 502 or 503 or 504 => GrpcStatus.Unavailable,
            400 => GrpcStatus.Internal,
            401 => GrpcStatus.Unauthenticated,
            403 => GrpcStatus.PermissionDenied,
            404 => GrpcStatus.Unimplemented,
            _ => GrpcStatus.Unknown,
        };

    private static string Describe(HttpResponseMessage response) =>
        response.IsSuccessStatusCode
            ? "The answer ended without a status"
            : string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode} instead of a gRPC answer");

    /// <summary>Binary headers are base64, mostly without padding. A broken one is dropped: the status and the message stand without it.</summary>
    private static byte[] Decode(string encoded)
    {
        string text = encoded.TrimEnd('=');
        string padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        byte[] buffer = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, buffer, out int written) ? buffer[..written] : [];
    }
}
