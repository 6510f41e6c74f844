namespace C360.Application.Ports;

/// <summary>An idempotency key came again with another request than the one that it names.</summary>
public sealed class IdempotencyKeyReusedException()
    : ConflictException("This Idempotency-Key was used for a request with another force_refresh; use a new key for a new request");
