namespace Loyalty.Store.Tests.Conformance;

/// <summary>One store for all tests of a provider. Each test loads its own worlds.</summary>
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
