namespace Loyalty.Store.Tests.Conformance;

/// <summary>One store for the tests of a provider; they stay apart by world.</summary>
public abstract class StoreFixture : IAsyncLifetime
{
    private TestStore? _store;

    public TestStore Store => _store!;

    protected abstract string ConnectionString { get; }

    public async ValueTask InitializeAsync() => _store = await TestStore.OpenAsync(ConnectionString);

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
