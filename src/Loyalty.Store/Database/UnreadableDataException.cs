namespace Loyalty.Store.Database;

/// <summary>Stored data cannot be read. The message says in a sentence what and why.</summary>
public sealed class UnreadableDataException(string message) : Exception(message);
