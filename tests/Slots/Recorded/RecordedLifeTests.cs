using CsCheck;
using Millpond.Slots.Growth;
using Millpond.Slots.Recorded;

namespace Millpond.Slots.Tests.Recorded;

public sealed class RecordedLifeTests
{
    private static RecordedLife Life(string policy = "ruby33") => new(AllPolicies.Small(policy));

    [Fact]
    public void What_the_record_has_alive_survives_every_collection()
    {
        using RecordedLife life = Life();
        life.Play([.. Enumerable.Range(0, 1000).Select(id => RecordedEvent.Allocation(id, 40))]);
        life.Heap.Collect();
        Assert.All(Enumerable.Range(0, 1000), id => Assert.True(life.Heap.IsLive(life[id])));
    }

    [Fact]
    public void What_died_is_collected()
    {
        using RecordedLife life = Life();
        life.Play([RecordedEvent.Allocation(0, 40), RecordedEvent.Allocation(1, 40)]);
        ObjectRef dead = life[0];
        life.Play([RecordedEvent.Death(0)]);
        life.Heap.Collect();
        Assert.False(life.Heap.IsLive(dead));
    }

    [Fact]
    public void An_object_is_old_after_three_collections()
    {
        using RecordedLife life = Life();
        life.Play([RecordedEvent.Allocation(0, 40)]);
        for (int i = 0; i < 3; i++) life.Heap.Collect(major: false);
        Assert.Equal(3, life.Heap.AgeOf(life[0]));
    }

    [Fact]
    public void An_old_object_that_died_waits_for_a_major()
    {
        using var life = new RecordedLife(new() { Policy = new MillpondPolicy() });
        life.Play([RecordedEvent.Allocation(0, 40)]);
        for (int i = 0; i < 3; i++) life.Heap.Collect(major: false);
        ObjectRef old = life[0];
        life.Play([RecordedEvent.Death(0)]);
        life.Heap.Collect(major: false);
        Assert.True(life.Heap.IsLive(old));
        life.Heap.Collect();
        Assert.False(life.Heap.IsLive(old));
    }

    [Fact]
    public void An_unprotected_object_never_ages()
    {
        using RecordedLife life = Life();
        life.Play([RecordedEvent.Allocation(0, 40, isUnprotected: true)]);
        for (int i = 0; i < 4; i++) life.Heap.Collect(major: false);
        Assert.Equal(0, life.Heap.AgeOf(life[0]));
    }

    [Theory, MemberData(nameof(Policies))]
    public void Whatever_is_played_the_heap_holds_what_the_record_does(string policy) => Gen.Int[0, 99].Array[0, 2000].Sample(
        ids =>
        {
            using RecordedLife life = Life(policy);
            var alive = new HashSet<int>();
            foreach (int id in ids)
            {
                if (alive.Remove(id)) life.Play([RecordedEvent.Death(id)]);
                else if (alive.Add(id)) life.Play([RecordedEvent.Allocation(id, policy == "ruby31" ? 40 : 8 + id)]);
            }
            life.Heap.Verify();
            Assert.Equal(alive.Count, life.LiveObjects);
            Assert.All(alive, id => Assert.True(life.Heap.IsLive(life[id])));
        },
        iter: 20);

    public static TheoryData<string> Policies => AllPolicies.Names;

    [Fact]
    public void The_same_life_with_references_collects_as_often()
    {
        SlotHeapOptions options = new() { Policy = Ruby32Policy.Ruby33(GcSettings.Default) };
        using var real = new SlotHeap<PlainObjects>(options);
        using var life = new RecordedLife(options);
        RootHandle kept = real.Root(PlainObjects.NewTable(real, 1000));
        for (int i = 0; i < 1000; i++)
        {
            PlainObjects.Set(real, real[kept], i, PlainObjects.New(real, 1, 80));
            life.Play([RecordedEvent.Allocation(i + 1, 80)]);
        }
        for (int i = 0; i < 300_000; i++)
        {
            PlainObjects.New(real, 0, 80);
            life.Play([RecordedEvent.Allocation(0, 80), RecordedEvent.Death(0)]);
        }
        Assert.Equal(real.Stat().Collections, life.Heap.Stat().Collections);
    }

    [Fact]
    public void A_death_without_a_life_is_an_error()
    {
        using RecordedLife life = Life();
        Assert.Contains("object 7 dies", Assert.Throws<InvalidDataException>(() => life.Play([RecordedEvent.Death(7)])).Message);
    }

    [Fact]
    public void Two_lives_of_one_name_at_once_are_an_error()
    {
        using RecordedLife life = Life();
        RecordedEvent born = RecordedEvent.Allocation(7, 40);
        Assert.Contains("while it is alive", Assert.Throws<InvalidDataException>(() => life.Play([born, born])).Message);
    }

    [Fact]
    public void A_file_plays_as_the_events_do()
    {
        using RecordedLife life = Life();
        using var file = new MemoryStream();
        RecordedFile.Write(file, [RecordedEvent.Allocation(3, 40), RecordedEvent.Malloc(-100), RecordedEvent.Allocation(4, 40)]);
        file.Position = 0;
        Assert.Equal(3, RecordedFile.Play(file, life));
        Assert.Equal(2, life.LiveObjects);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(12)]
    public void A_file_that_is_cut_off_is_an_error(int bytes)
    {
        using RecordedLife life = Life();
        using var file = new MemoryStream();
        RecordedFile.Write(file, [RecordedEvent.Allocation(3, 40)]);
        using var cut = new MemoryStream(file.ToArray()[..bytes]);
        Assert.Throws<InvalidDataException>(() => RecordedFile.Play(cut, life));
    }

    [Fact]
    public void An_event_gives_back_what_it_was_made_of() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 65_535], Gen.Bool).Sample((id, bytes, isUnprotected) =>
        {
            RecordedEvent made = RecordedEvent.Allocation(id, bytes, isUnprotected);
            return made is { Kind: RecordedKind.Allocation } && made.Id == id && made.Bytes == bytes && made.IsUnprotected == isUnprotected;
        });
}
