using C360.Domain.Access;

namespace C360.Application.Ports;

/// <summary>The keys that are known now.</summary>
public interface IApiKeyRepository
{
    /// <summary>The key that a client has sent, expired or not; null when there is none such.</summary>
    /// <param name="credential">What the client has sent.</param>
    ApiKey? Find(string credential);
}
