using System.Runtime.InteropServices;

namespace C360.Infrastructure.DuckDb.Native;

/// <summary>A native object. It keeps what it was made from open until it is closed itself, whichever is disposed of or collected first.</summary>
internal abstract class EngineHandle() : SafeHandle(0, ownsHandle: true)
{
    private EngineHandle? _parent;

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Whether it has been disposed of; it may still be open for what was made from it, which IsClosed tells.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Says what this object was made from.</summary>
    public void BelongTo(EngineHandle parent)
    {
        bool added = false;
        parent.DangerousAddRef(ref added);
        _parent = parent;
    }

    /// <summary>Throws when this object, or one that it was made from, has been disposed of.</summary>
    /// <exception cref="ObjectDisposedException">It has.</exception>
    public void ThrowIfClosed()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        _parent?.ThrowIfClosed();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    /// <summary>Gives the native object back.</summary>
    protected abstract void Destroy();

    /// <inheritdoc/>
    protected sealed override bool ReleaseHandle()
    {
        Destroy();
        _parent?.DangerousRelease();
        return true;
    }
}
