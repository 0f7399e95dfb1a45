using Loyalty.Api.Families;

namespace Loyalty.Api.Customers;

/// <summary>Codes of the customer operations (docs/contract/events.md 4).</summary>
public static class CustomerErrors
{
    public static readonly ApiError NoLookupSource = Lookup(8001, "Lookup failed, No source passed", ErrorSource.Request, nameof(NoLookupSource));

    public static readonly ApiError NoIdentifier = Lookup(8002, "Lookup failed, No identifiers passed", ErrorSource.Request, nameof(NoIdentifier));

    public static readonly ApiError InvalidLookupSource = Lookup(8011, "Look up, Invalid source passed", ErrorSource.Request, nameof(InvalidLookupSource));

    public static readonly ApiError InvalidIdentifier = Lookup(8013, "Lookup, Invalid identifier passed", ErrorSource.Request, nameof(InvalidIdentifier));

    public static readonly ApiError NotFound = Lookup(8015, "Customer not found for the given identifiers", ErrorSource.Store, nameof(NotFound));

    public static readonly ApiError InvalidSource = Register(8003, "Invalid source passed", nameof(InvalidSource));

    public static readonly ApiError NoSource = Register(8004, "Add failed, No source passed", nameof(NoSource));

    public static readonly ApiError NoValidIdentifier = Register(8005, "Add failed, No valid identifiers passed", nameof(NoValidIdentifier));

    public static readonly ApiError KnownCustomer = Register(8006, "Add failed, Customer already exists with id {0} for same source", nameof(KnownCustomer)) with { Source = ErrorSource.Store };

    public static readonly ApiError InvalidPrimaryId = Forced(8014, "Error in customer registration: Invalid Primary Id - {0}", nameof(InvalidPrimaryId));

    public static readonly ApiError InvalidRegistrationDate = Forced(8017, "Error in customer registration: Invalid registration date", nameof(InvalidRegistrationDate));

    public static readonly ApiError InvalidInference = Forced(8020, "Inference attribute-type is invalid", nameof(InvalidInference));

    public static readonly ApiError AlreadyRegistered = Forced(8028, "Customer seems is already registered", nameof(AlreadyRegistered));

    public static readonly ApiError InvalidChannel = Register(8010, "Invalid communication channel passed", nameof(InvalidChannel));

    /// <summary>A registration that would give a customer too much depends on the customer.</summary>
    public static readonly ApiError InvalidInput = GenericErrors.InvalidInput(ApiFamily.V2) with { Source = ErrorSource.Both };

    private static ApiError Lookup(int code, string message, ErrorSource source, string name) => new(ApiFamily.Lookup, 400, code, message, source, name);

    /// <summary>The documentation has no condition for it, so only faults and Prefer answer it.</summary>
    private static ApiError Forced(int code, string message, string name) => Register(code, message, name) with { Source = ErrorSource.Store };

    private static ApiError Register(int code, string message, string name) => new(ApiFamily.V2, 400, code, message, ErrorSource.Request, name);
}

/// <summary>Warnings of the customer operations (docs/contract/events.md 4).</summary>
internal static class CustomerWarnings
{
    public static readonly V2Error Combined = new(false, 8050, "Same Customer found in other sources, Combining");

    public static readonly V2Error Conflict = new(false, 8052, "Add customer, Conflicting Customers found");

    public static readonly V2Error InvalidEmail = new(false, 8055, "Invalid email id");

    public static readonly V2Error InvalidMobile = new(false, 8056, "Invalid mobile");

    public static readonly V2Error InvalidEmailChannel = new(false, 8057, "Invalid email id in comm channel");

    public static readonly V2Error InvalidMobileChannel = new(false, 8058, "Invalid mobile in comm channel");
}
