namespace C360.Application.Ports;

/// <summary>There is no snapshot to answer from yet.</summary>
public sealed class DataNotReadyException() : Exception("No data yet: no refresh has succeeded; /health tells how the latest stands");
