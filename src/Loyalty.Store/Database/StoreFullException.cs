namespace Loyalty.Store.Database;

/// <summary>A write found no room. It was rolled back.</summary>
public sealed class StoreFullException() : Exception("The disk of the store is full, so nothing was changed: make room on it and send the request again.");
