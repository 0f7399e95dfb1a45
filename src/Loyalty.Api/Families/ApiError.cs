using System.Runtime.CompilerServices;

namespace Loyalty.Api.Families;

/// <summary>What a code needs to be found out.</summary>
public enum ErrorSource
{
    /// <summary>The request alone: validators answer it, and nothing else does.</summary>
    Request,

    /// <summary>The store.</summary>
    Store,

    /// <summary>The request or the store: one code for a malformed and for an unknown value.</summary>
    Both,
}

/// <summary>An entry of a family's error catalogue.</summary>
public sealed record ApiError(
    ApiFamily Family, int Status, int Code, string Message, ErrorSource Source, [CallerMemberName] string Name = "")
{
    /// <summary>Whether the message is followed by the reason. A code that is documented for its case answers its documented message exactly.</summary>
    public bool TakesReason { get; init; }

    /// <summary>The message for a refusal with this reason; null for none.</summary>
    public string MessageFor(string? reason) => !TakesReason || reason is null ? Message : Message.EndsWith('.') ? $"{Message} {reason}" : $"{Message}. {reason}";
}

/// <summary>The codes that one operation answers.</summary>
public interface IErrorList
{
    static abstract IReadOnlyList<ApiError> All { get; }
}

/// <summary>Endpoint metadata: the codes of an operation, so that documentation and controls can list them.</summary>
public sealed record OperationErrors(IReadOnlyList<ApiError> All);
