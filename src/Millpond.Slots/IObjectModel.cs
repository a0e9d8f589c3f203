namespace Millpond.Slots;

/// <summary>
/// What the objects of a heap look like. The heap knows only slots: the model finds the references in one. All methods
/// are static, so the mark loop calls them without a table.
/// </summary>
public unsafe interface IObjectModel
{
    /// <summary>Hands every reference held by the object to <paramref name="sink"/>; none may be left out, or what it
    /// refers to is collected while in use.</summary>
    /// <param name="slot">The object's slot: zeroed when allocated, after that as the program wrote it.</param>
    /// <param name="slotBytes">Bytes in the slot.</param>
    /// <param name="sink">Takes the references; those that are none are ignored.</param>
    static abstract void EnumerateReferences<TSink>(byte* slot, int slotBytes, ref TSink sink)
        where TSink : IReferenceSink, allows ref struct;

    /// <summary>
    /// Lets go of what a dead object held outside its slot. Called once, when the slot is swept, for every object on a
    /// page where one was allocated with <see cref="ObjectTraits.Payload"/>: the slot must tell whether it holds
    /// anything, and a slot of zeros, as one is allocated, holds nothing.
    /// </summary>
    /// <param name="slot">The dead object's slot. What it refers to may be gone.</param>
    /// <param name="slotBytes">Bytes in the slot.</param>
    /// <returns>Bytes given back, as once told to <see cref="SlotHeap.MallocIncreased"/>.</returns>
    static abstract long Release(byte* slot, int slotBytes);
}

/// <summary>Takes the references of an object.</summary>
public interface IReferenceSink
{
    /// <summary>A reference that keeps its target alive.</summary>
    void Add(ObjectRef target);

    /// <summary>A reference that does not: it is set to none when its target is collected. The place lies in the
    /// object's slot, and a write to it tells the write barrier as others do.</summary>
    unsafe void AddWeak(ObjectRef* place);
}

/// <summary>What is special about an object from its birth on.</summary>
[Flags]
public enum ObjectTraits
{
    /// <summary>Nothing: protected by write barriers, all its memory in its slot.</summary>
    None = 0,

    /// <summary>Its writes tell no barrier: it never ages, and is looked through whenever it may matter.</summary>
    Unprotected = 1,

    /// <summary>It holds memory outside its slot: the model's Release is called when it dies.</summary>
    Payload = 2,

    /// <summary>Born one collection short of old, as Ruby's classes are.</summary>
    NearlyOld = 4,
}
