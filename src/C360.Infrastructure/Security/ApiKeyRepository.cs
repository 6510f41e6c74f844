using System.Security.Cryptography;
using C360.Application.Access;
using C360.Application.Ports;
using C360.Domain.Access;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Security;

/// <summary>
/// The key of the setting and the keys of the file. The file is looked at when a key is asked for, at most once a second; its bytes are compared rather
/// than its time of change, because a mounted secret is replaced through links and may be younger than it says.
/// </summary>
internal sealed class ApiKeyRepository : IApiKeyRepository
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly KeyFile? _file;
    private readonly KeyHash _hashes;
    private readonly ApiKey[] _ofSetting;
    private readonly TimeProvider _time;
    private readonly ILogger<ApiKeyRepository> _logger;
    private readonly Lock _looking = new();
    private volatile ApiKey[] _keys;
    private byte[]? _text;
    private string? _fault;
    private long _looked;

    /// <summary>Reads the keys.</summary>
    /// <param name="options">Where they are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told when the file has changed or is damaged.</param>
    /// <exception cref="KeyFileException">The file cannot be used.</exception>
    public ApiKeyRepository(AccessOptions options, TimeProvider time, ILogger<ApiKeyRepository> logger)
    {
        (_time, _logger) = (time, logger);
        _hashes = new KeyHash(options.SecretKey);
        _ofSetting = options.ApiKey is { } key
            ? [new ApiKey(KeyList.IdOfSetting, _hashes.Of(key), Enum.GetValues<Scope>(), Expires: null)]
            : [];
        _keys = _ofSetting;
        if (options.ApiKeysFile is not { } path)
            return;
        _file = new KeyFile(path);
        _looked = time.GetTimestamp();
        ReadFile(_file);
    }

    /// <inheritdoc />
    public ApiKey? Find(string credential)
    {
        LookAtFile();
        if (credential.Length > AccessOptions.LongestApiKey)
            return null;
        Span<byte> hash = stackalloc byte[KeyHash.Length];
        _hashes.Write(credential, hash);
        ApiKey? found = null;
        // All of them, whichever it is: how long it takes tells nothing.
        foreach (ApiKey key in _keys)
            if (CryptographicOperations.FixedTimeEquals(hash, key.Hash.Span))
                found = key;
        return found;
    }

    private void LookAtFile()
    {
        if (_file is null || _time.GetElapsedTime(Volatile.Read(ref _looked)) < LookAgain || !_looking.TryEnter())
            return;
        try
        {
            ReadFile(_file);
            _fault = null;
        }
        catch (KeyFileException exception)
        {
            // Once per fault, not once a second.
            if (_fault != exception.Message)
                _logger.LogError("API_KEYS_FILE: {Fault}; the keys read before it was damaged stay good", exception.Message);
            _fault = exception.Message;
        }
        finally
        {
            Volatile.Write(ref _looked, _time.GetTimestamp());
            _looking.Exit();
        }
    }

    private void ReadFile(KeyFile file)
    {
        byte[] text = file.Read();
        if (_text is not null && text.AsSpan().SequenceEqual(_text))
            return;
        _keys = [.. _ofSetting, .. KeyList.Parse(text).Select(KeyList.Key)];
        _text = text;
        _logger.LogInformation("{Keys} keys read from API_KEYS_FILE", _keys.Length - _ofSetting.Length);
    }
}
