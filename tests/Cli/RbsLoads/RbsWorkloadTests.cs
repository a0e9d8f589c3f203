using System.Collections.Immutable;
using Millpond.Lab.RbsLoads;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;
using Millpond.Slots.Growth;
using Millpond.Slots.Ruby;

namespace Millpond.Cli.Tests.RbsLoads;

/// <summary>What a load allocates, counted against what real Ruby 3.3 with rbs 3.4 allocated for the same text.</summary>
public sealed class RbsWorkloadTests
{
    private const string Everything = """
        # A comment
        class A[T < Integer] < Object
          include Enumerable[T]
          extend _Each
          attr_reader name: String
          @count: Integer
          CONSTANT: Array[String | nil]
          def f: [U] (String s, ?Integer, *Float, key: U, ?other: T, **untyped) { (T) [self: A] -> void } -> [T, U]
               | () -> { a: Integer, "b" => :c }
          def self?.g: (?) -> ^(A) -> singleton(A)
          alias h f
          public
          private
          class B
          end
        end
        module M : _Each
        end
        interface _Each
          def each: () { (A & M) -> void } -> self
        end
        type t[V] = V?
        $g: bool
        class C = A
        """;

    [Fact]
    public void Resolving_walks_the_tree_as_reading_did()
    {
        using RubyHeap ruby = new(RubyRelease.Ruby33);
        RbsWorkload workload = new(ruby, RbsSharing.Nothing, Files(Everything));
        workload.Load();
        workload.Load();
        ruby.Heap.Verify();
    }

    [Fact]
    public void A_heap_that_collects_at_every_allocation_loses_nothing_of_a_tree()
    {
        using RubyHeap ruby = new(RubyRelease.Ruby34);
        RbsWorkload workload = new(ruby, RbsSharing.Both, Files(Everything));
        ruby.Heap.Stress = true;
        workload.Load();
        ruby.Heap.Verify();
    }

    // Measured: 5 objects, 12 hashes and 7 arrays to read it, 4, 8 and 1 to resolve it, and 3 locations.
    [Fact]
    public void A_method_without_parameters_costs_what_it_costs_on_ruby_33() =>
        Assert.Equal(
            (5 + 7 + 3) + (4 + 1) + 12 + 8,
            CostOfOneMore("class A\n", "  def f: () -> void\n", "end\n"));

    [Fact]
    public void A_parameter_adds_its_name_type_and_places() =>
        Assert.Equal(
            (9 + 11 + 5) + (6 + 5) + 20 + 12,
            CostOfOneMore("class A\n", "  def f: (String) -> void\n", "end\n"));

    [Fact]
    public void From_34_on_a_node_costs_one_hash() =>
        Assert.Equal(
            (5 + 7 + 3) + (4 + 1) + (12 - 5) + (8 - 4),
            CostOfOneMore("class A\n", "  def f: () -> void\n", "end\n", RubyRelease.Ruby34));

    [Fact]
    public void Sharing_the_empty_hash_leaves_two_hashes_fewer_for_every_method() =>
        Assert.Equal(200, Hashes(RbsSharing.Arrays) - Hashes(RbsSharing.Both));

    [Fact]
    public void Each_load_drops_the_environment_before()
    {
        using RubyHeap ruby = new(RubyRelease.Ruby33);
        RbsWorkload workload = new(ruby, RbsSharing.Nothing, Files(Everything));
        workload.Load();
        long once = Live(ruby);
        workload.Load();
        Assert.Equal(once, Live(ruby));
    }

    private static long Live(RubyHeap ruby)
    {
        for (int i = 0; i < 3; i++) ruby.Heap.Collect();
        return Enumerable.Range(0, 5).Sum(i => ruby.Heap.StatOf(i).AllocatedObjects - ruby.Heap.StatOf(i).FreedObjects);
    }

    private static long Hashes(RbsSharing sharing)
    {
        using RubyHeap ruby = new(RubyRelease.Ruby33);
        string methods = string.Concat(Enumerable.Range(0, 100).Select(i => $"  def f{i}: () -> void\n"));
        RbsWorkload workload = new(ruby, sharing, Files($"class A\n{methods}end\n"));
        workload.Load();
        for (int i = 0; i < 3; i++) ruby.Heap.Collect();
        return workload.CountRetained().Single(one => one.Class == "hashes").Objects;
    }

    /// <summary>Objects allocated for one more line, over a thousand of them.</summary>
    private static long CostOfOneMore(string before, string line, string after, RubyRelease? release = null)
    {
        long Cost(int lines)
        {
            using RubyHeap ruby = new(release ?? RubyRelease.Ruby33, GcSettings.Default);
            RbsWorkload workload = new(
                ruby, RbsSharing.Nothing, Files(before + string.Concat(Enumerable.Repeat(line, lines)) + after));
            workload.Load();
            return ruby.Heap.Stat().AllocatedObjects;
        }
        return (Cost(1001) - Cost(1)) / 1000;
    }

    private static ImmutableArray<SignatureFile> Files(string text)
    {
        SignatureFile file = Parser.ParseSignature(SourceBuffer.FromText("a.rbs", text));
        Assert.Empty(file.Diagnostics);
        return [file];
    }
}
