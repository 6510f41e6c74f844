using System.Globalization;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>The <c>;key=value</c> pairs of a Spark Connect address.</summary>
internal sealed class SparkRemoteParameters
{
    /// <summary>The keys that set up the client; every other is a header.</summary>
    private static readonly HashSet<string> Settings =
    [
        "token",
        "use_ssl",
        "user_id",
        "user_agent",
        "session_id",
        "grpc_max_message_size",
        "grpc_keepalive_enabled",
        "grpc_keepalive_time_ms",
        "grpc_keepalive_timeout_ms",
        "grpc_keepalive_without_calls",
    ];

    /// <summary>Headers that gRPC and HTTP/2 keep for themselves, beside those that begin with <c>grpc-</c>.</summary>
    private static readonly HashSet<string> Reserved =
    [
        "connection",
        "content-length",
        "content-type",
        "host",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
    ];

    private readonly Dictionary<string, string> settings = [];
    private readonly Dictionary<string, string> headers = [];

    /// <summary>What is sent with every call.</summary>
    public IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>The token.</summary>
    public string? Token => Text("token");

    /// <summary>Reads the pairs.</summary>
    public static SparkRemoteParameters Parse(string text)
    {
        SparkRemoteParameters parameters = new();
        int number = 0;
        foreach (string pair in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
            parameters.Add(pair, ++number);
        return parameters;
    }

    /// <summary>Adds the header that proves who asks. The scheme has a capital B: servers compare it so.</summary>
    public void Authorize(string token)
    {
        if (!token.All(character => character is > ' ' and <= '~'))
            throw new FormatException("token has characters that no token has: blanks, line ends, or others than ASCII.");
        if (!headers.TryAdd("authorization", $"Bearer {token}"))
            throw new FormatException("token and authorization are given, one of them is enough.");
    }

    /// <summary>The value of a setting, or null.</summary>
    public string? Text(string key) => settings.GetValueOrDefault(key);

    /// <summary>The value of a setting that is true or false, or null.</summary>
    public bool? Flag(string key) =>
        Text(key) is not { } text ? null
        : bool.TryParse(text, out bool flag) ? flag
        : throw new FormatException($"{key} is true or false.");

    /// <summary>The value of a setting that is a whole number, or null.</summary>
    public int? Number(string key, int least) =>
        Text(key) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least ? number
        : throw new FormatException($"{key} is a whole number from {least} to {int.MaxValue}.");

    private void Add(string pair, int number)
    {
        int equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
            throw new FormatException($"Parameter {number} of the Spark Connect address is not of the form key=value.");

        string key = pair[..equals];
        string name = Speakable(key) ? key : $"Parameter {number} of the Spark Connect address";
        string value = Uri.UnescapeDataString(pair[(equals + 1)..]);
        if (value.Length == 0)
            throw new FormatException($"{name} has no value.");

        bool isSetting = Settings.Contains(key);
        if (!isSetting)
            Check(name, key, value);
        if (!(isSetting ? settings : headers).TryAdd(key, value))
            throw new FormatException($"{name} is given twice.");
    }

    private static void Check(string name, string key, string value)
    {
        if (!key.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_' or '.'))
            throw new FormatException(
                $"{name} is no setting, and no name of a header: those have lower-case letters, digits, and -_. only."
            );
        if (IsReserved(key) || key.EndsWith("-bin", StringComparison.Ordinal))
            throw new FormatException($"{name} is a header that cannot be set by the address.");
        if (!value.All(character => character is >= ' ' and <= '~') || value[0] == ' ' || value[^1] == ' ')
            throw new FormatException($"{name} has characters that no header has: line ends, blanks around it, or others than ASCII.");
    }

    private static bool IsReserved(string key) => Reserved.Contains(key) || key.StartsWith("grpc-", StringComparison.Ordinal);

    /// <summary>Whether a key is sure to be one: what follows a semicolon in the middle of a token is not.</summary>
    private static bool Speakable(string key)
    {
        string lower = key.ToLowerInvariant();
        return Settings.Contains(lower)
            || Reserved.Contains(lower)
            || lower is "authorization"
            || lower.StartsWith("x-", StringComparison.Ordinal);
    }
}
