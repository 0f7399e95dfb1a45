namespace Loyalty.Store.Providers;

/// <summary>The store cannot be used. The message says in one sentence why, and what to do.</summary>
public sealed class StoreException(string message) : Exception(message);
