namespace Loyalty.Domain;

/// <summary>An immutable entry of a catalog. It has room for what the API renders from it once, because no customer changes that part of an answer.</summary>
public abstract class CatalogEntry
{
    /// <summary>Null until a request needs it. The API decides what it is and when it is out of date.</summary>
    public object? Rendered { get; set; }
}
