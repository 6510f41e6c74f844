namespace C360.Infrastructure.SampleData;

/// <summary>What of a customer decides what the customer does.</summary>
internal sealed record SampleCustomer
{
    /// <summary>The key.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of customer.</summary>
    public required Persona Persona { get; init; }

    /// <summary>The moment of registration.</summary>
    public required DateTime RegisteredAt { get; init; }

    /// <summary>Days between registration and as_of.</summary>
    public required int DaysKnown { get; init; }

    /// <summary>Age in years.</summary>
    public required int Age { get; init; }

    /// <summary>online, store or mobile.</summary>
    public required string PreferredChannel { get; init; }

    /// <summary>Days between the last purchase and as_of; for who never buys: between the last visit and as_of.</summary>
    public required int LastSeen { get; init; }
}
