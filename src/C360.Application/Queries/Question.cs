using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace C360.Application.Queries;

/// <summary>What a request asks, as a key: two requests with equal questions have the same answer from the same snapshot.</summary>
public static class Question
{
    /// <summary>96 bits: enough that no two answers of all times share one.</summary>
    private const int TagBytes = 12;

    private static readonly ConcurrentDictionary<Type, bool> HaveLists = new();

    /// <summary>
    /// The question of a request. A record without lists is its own question, which costs nothing on the way to a cached answer; records compare lists
    /// by reference, so a request with lists asks by text, in which order and repetitions are gone.
    /// </summary>
    /// <param name="request">The request, a record.</param>
    public static object Of(object request) => HaveLists.GetOrAdd(request.GetType(), HasLists) ? Text(request) : request;

    /// <summary>
    /// The memory that a question takes while it is a key: one with lists holds whatever was sent, up to thousands of characters for an answer without rows.
    /// </summary>
    /// <param name="question">The question.</param>
    public static long BytesOf(object question) => question is string text ? sizeof(char) * (long)text.Length : 0;

    /// <summary>
    /// Names the answer to a question from a snapshot in a few characters, the same in every process and after every restart of one build of the service.
    /// </summary>
    /// <param name="request">The request, a record.</param>
    /// <param name="version">The snapshot's version.</param>
    /// <param name="build">The build that answers.</param>
    public static string Tag(object request, string version, ServiceBuild build)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{build.Id}\n{version}\n{Text(request)}"), hash);
        return Base64Url.EncodeToString(hash[..TagBytes]);
    }

    private static bool HasLists(Type request) =>
        Array.Exists(request.GetProperties(), property => property.PropertyType == typeof(IReadOnlyList<string>));

    private static string Text(object request)
    {
        var text = new StringBuilder(request.GetType().Name, 256);
        foreach ((string parameter, object? value) in QueryParameters.Of(request))
        {
            text.Append('\n').Append(parameter).Append('=');
            if (value is string[] list)
                foreach (string item in list)
                    Append(text, item).Append(',');
            else if (value is string word)
                Append(text, word);
            else
                text.Append(CultureInfo.InvariantCulture, $"{Plain(value)}");
        }
        return text.ToString();
    }

    /// <summary>Text goes in with its length, so that no value can pretend to be two, or to be the next parameter.</summary>
    private static StringBuilder Append(StringBuilder text, string value) =>
        text.Append(value.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(value);

    /// <summary>5000 and 5000.00 are the same question.</summary>
    private static object? Plain(object? value) => value is decimal number ? number / 1.0000000000000000000000000000m : value;
}
