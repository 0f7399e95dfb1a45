using System.Runtime.CompilerServices;

namespace Loyalty.Api.Families;

/// <summary>What decides whether a code applies.</summary>
public enum ErrorSource
{
    /// <summary>The request alone. Only validators answer such a code.</summary>
    Request,

    /// <summary>The store.</summary>
    Store,

    /// <summary>The request or the store: one code for malformed and unknown values.</summary>
    Both,
}

/// <summary>The forms of an error. v2 has two (docs/contract/access.md 1.10); the other families have one each.</summary>
public enum ErrorForm
{
    /// <summary>The envelope of the family.</summary>
    Envelope,

    /// <summary>v2 bulk calls: the single item of an answer.</summary>
    BulkItem,
}

/// <summary>An entry of a family's error catalogue.</summary>
public sealed record ApiError(
    ApiFamily Family, int Status, int Code, string Message, ErrorSource Source, [CallerMemberName] string Name = "")
{
    public ErrorForm Form { get; init; }

    /// <summary>Whether the reason follows the message. A documented code answers its documented message exactly.</summary>
    public bool TakesReason { get; init; }

    /// <summary>The error with the value that its message has a place for.</summary>
    public ApiError For(string value) => this with { Message = Message.Replace("{0}", value, StringComparison.Ordinal) };

    /// <summary>The message of an error with this reason; null for no reason.</summary>
    public string MessageFor(string? reason) => !TakesReason || reason is null ? Message : Message.EndsWith('.') ? $"{Message} {reason}" : $"{Message}. {reason}";
}

/// <summary>The codes that one operation answers.</summary>
public interface IErrorList
{
    static abstract IReadOnlyList<ApiError> All { get; }
}

/// <summary>Endpoint metadata: the codes of an operation, for the OpenAPI document and the controls.</summary>
public sealed record OperationErrors(IReadOnlyList<ApiError> All);
