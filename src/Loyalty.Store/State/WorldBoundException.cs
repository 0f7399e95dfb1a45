namespace Loyalty.Store.State;

/// <summary>A control would exceed a bound of the worlds. It changed nothing; the message says what to do.</summary>
public sealed class WorldBoundException(string message) : Exception(message);
