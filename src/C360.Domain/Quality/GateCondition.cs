namespace C360.Domain.Quality;

/// <summary>What the gate looks at.</summary>
public enum GateCondition
{
    /// <summary>
    /// Rejected rows of a source, without those that only lost a rejected parent but with lines within quotes that look like rows, in per cent of the
    /// rows read.
    /// </summary>
    RejectedRows,

    /// <summary>By how many per cent a source shrank against the last snapshot of the same C360_DATA_PATH.</summary>
    RowDrop,

    /// <summary>Whether a customer is left.</summary>
    Customers,

    /// <summary>Whether the control totals agree to the cent.</summary>
    ControlTotals,
}
