using Millpond.Slots.Ruby;

namespace Millpond.Slots.Tests.Ruby;

public sealed class RubyHeapTests
{
    public static TheoryData<string, int> Releases => new()
    {
        { "3.1.7", 8 }, { "3.2.4", 8 }, { "3.2.4", 4 }, { "3.3.8", 8 }, { "3.3.3", 4 }, { "3.4.9", 8 }, { "4.0.0", 4 },
    };

    [Theory]
    [MemberData(nameof(Releases))]
    public void What_is_pushed_can_be_read_again(string version, int pointer)
    {
        using RubyHeap ruby = Make(version, pointer);
        ObjectRef array = ruby.Locals[0] = ruby.NewArray(0);
        List<ObjectRef> pushed = [];
        for (int i = 0; i < 3000; i++)
        {
            pushed.Add(ruby.NewString(i % 700));
            ruby.Push(array, pushed[^1]);
        }
        Assert.Equal(pushed, Enumerable.Range(0, 3000).Select(i => ruby.Get(array, i)));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void A_program_s_heap_holds_together(string version, int pointer)
    {
        using RubyHeap ruby = Make(version, pointer);
        ruby.Locals[0] = ruby.NewArray(0);
        for (int i = 0; i < 20_000; i++)
        {
            ObjectRef made = i % 5 == 0 ? ruby.NewObject(6) : ruby.NewHash(i % 12);
            if (i % 5 == 0 && i > 0) ruby.Set(made, 5, ruby.Get(ruby.Locals[0], 0));
            if (i % 3 == 0) ruby.Push(ruby.Locals[0], made);
        }
        ruby.Heap.Verify();
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void What_a_dead_object_malloc_d_is_not_counted_any_more(string version, int pointer)
    {
        using RubyHeap ruby = Make(version, pointer);
        for (int i = 0; i < 100; i++) ruby.NewString(10_000);
        ruby.Heap.Collect();
        Assert.Equal(0, ruby.Heap.Stat().MallocIncreaseBytes);
    }

    [Fact]
    public void Ruby_31_mallocs_a_buffer_when_its_object_becomes_old()
    {
        using RubyHeap ruby = Make("3.1.7", 8);
        ruby.Locals[0] = ruby.NewArray(10);
        for (int i = 0; i < 3; i++) ruby.Heap.Collect();
        Assert.Equal(88, ruby.Heap.Stat().MallocIncreaseBytes);
    }

    [Fact]
    public void And_not_before()
    {
        using RubyHeap ruby = Make("3.1.7", 8);
        ruby.Locals[0] = ruby.NewArray(10);
        for (int i = 0; i < 2; i++) ruby.Heap.Collect();
        Assert.Equal(0, ruby.Heap.Stat().MallocIncreaseBytes);
    }

    [Fact]
    public void A_hash_has_no_references_to_set()
    {
        using RubyHeap ruby = Make("3.3.8", 8);
        ObjectRef hash = ruby.NewHash(9);
        Assert.Throws<ArgumentOutOfRangeException>(() => ruby.Set(hash, 0, ObjectRef.None));
    }

    private static RubyHeap Make(string version, int pointer) =>
        RubyRelease.TryParse(version, pointer, out RubyRelease? release) ? new(release!) : throw new ArgumentException(version);
}
