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

/// <summary>An entry of a family's error catalogue.</summary>
public sealed record ApiError(
    ApiFamily Family, int Status, int Code, string Message, ErrorSource Source, [CallerMemberName] string Name = "")
{
    /// <summary>The documented message followed by the reason in this request: a sentence, or a text in parentheses.</summary>
    public string Because(string reason) => Message.EndsWith('.') || reason.StartsWith('(') ? $"{Message} {reason}" : $"{Message}. {reason}";
}

/// <summary>The codes that one operation answers.</summary>
public interface IErrorList
{
    static abstract IReadOnlyList<ApiError> All { get; }
}

/// <summary>Endpoint metadata: the codes of an operation, for the OpenAPI document and the controls.</summary>
public sealed record OperationErrors(IReadOnlyList<ApiError> All);
