using CsCheck;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Environments.Caching;
using Millpond.Rbs.Environments.Loading;

namespace Millpond.Rbs.Tests.Environments.Caching;

public sealed class OutlineCacheTests : IDisposable
{
    private const string Everything = """
        use X::Y, X::Z as W, V::*
        class A[T] < B
          module M
            interface _I
            end
            type t = 1
            C: 1
          end
          class D = ::A
        end
        module E = A::M
        $g: 1
        class X::Y
        end
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private LoaderOptions Options => new() { Folders = [_folder.At("sig")], CacheFolder = _folder.At("cache") };

    private string CacheFile => Directory.GetFiles(_folder.At("cache")).Single();

    [Fact]
    public void An_unchanged_file_is_not_parsed_again()
    {
        _folder.Write("sig/a.rbs", Everything);
        Assert.Equal((1, 0), (Parsed(), Parsed()));
    }

    [Fact]
    public void Only_a_changed_file_is_parsed()
    {
        _folder.Write("sig/a.rbs", "class A\nend");
        _folder.Write("sig/b.rbs", "class B\nend");
        Parsed();
        _folder.Write("sig/b.rbs", "class C\nend");
        Assert.Equal((1, 0), (Parsed(), Parsed()));
    }

    [Fact]
    public void The_environment_is_the_same_as_without_a_cache()
    {
        _folder.Write("sig/a.rbs", Everything);
        Parsed();
        Assert.Equal(Summary(Options with { CacheFolder = null }), Summary(Options));
    }

    [Fact]
    public void A_declaration_from_the_cache_is_parsed_when_it_is_asked_for()
    {
        _folder.Write("sig/a.rbs", Everything);
        Parsed();
        RbsEnvironment environment = new EnvironmentLoader(Options).Load();
        var entry = (ClassEntry)environment.Find(TypeName.Parse("::A"))!;
        Assert.Equal("B", entry.PrimaryClass.Declaration.SuperClass!.Name.ToString());
    }

    [Fact]
    public void A_file_with_errors_is_not_kept()
    {
        _folder.Write("sig/a.rbs", "class");
        Assert.Equal((1, 1), (Parsed(), Parsed()));
    }

    [Fact]
    public void Another_language_has_no_use_for_it()
    {
        _folder.Write("sig/a.rbs", "class A\nend");
        Parsed();
        EnvironmentLoader loader = new(Options with { Version = new(3, 4) });
        loader.Load();
        Assert.Equal(1, loader.FilesParsed);
    }

    [Fact]
    public void Whatever_byte_is_damaged_the_file_is_parsed()
    {
        _folder.Write("sig/a.rbs", Everything);
        Parsed();
        byte[] sound = File.ReadAllBytes(CacheFile);
        for (int at = 0; at < sound.Length; at++)
        {
            byte[] damaged = [.. sound];
            damaged[at] ^= 0x40;
            File.WriteAllBytes(CacheFile, damaged);
            Assert.True(Parsed() == 1, $"byte {at}");
        }
    }

    [Fact]
    public void However_short_it_is_cut_the_file_is_parsed()
    {
        _folder.Write("sig/a.rbs", Everything);
        Parsed();
        byte[] sound = File.ReadAllBytes(CacheFile);
        for (int length = 0; length < sound.Length; length++)
        {
            File.WriteAllBytes(CacheFile, sound[..length]);
            Assert.True(Parsed() == 1, $"{length} bytes");
        }
    }

    [Fact]
    public void A_damaged_cache_is_rebuilt()
    {
        _folder.Write("sig/a.rbs", Everything);
        Parsed();
        File.WriteAllText(CacheFile, "nonsense");
        Assert.Equal((1, 0), (Parsed(), Parsed()));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_no_error()
    {
        _folder.Write("sig/a.rbs", "class A\nend");
        LoaderOptions options = Options with { CacheFolder = Path.Join(_folder.Write("file", ""), "cache") };
        Assert.Single(new EnvironmentLoader(options).Load().Classes);
    }

    [Fact]
    public void Nothing_is_left_of_writing()
    {
        _folder.Write("sig/a.rbs", "class A\nend");
        Parsed();
        Assert.EndsWith(".outlines", Assert.Single(Directory.GetFiles(_folder.At("cache"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_bytes_hash_equal_and_others_do_not() => Check.Sample(
        Gen.Select(Gen.Byte.Array[0, 100], Gen.Byte.Array[0, 100]),
        (left, right) => ContentHash.Of(left) == ContentHash.Of([.. left])
            && left.AsSpan().SequenceEqual(right) == (ContentHash.Of(left) == ContentHash.Of(right)));

    [Fact]
    public void Every_bit_of_every_byte_counts()
    {
        byte[] bytes = [.. Enumerable.Range(0, 97).Select(at => (byte)at)];
        HashSet<UInt128> hashes = [ContentHash.Of(bytes)];
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] changed = [.. bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            hashes.Add(ContentHash.Of(changed));
        }
        Assert.Equal((bytes.Length * 8) + 1, hashes.Count);
    }

    private int Parsed()
    {
        EnvironmentLoader loader = new(Options);
        loader.Load();
        return loader.FilesParsed;
    }

    private static string Summary(LoaderOptions options)
    {
        RbsEnvironment environment = new EnvironmentLoader(options).Load();
        environment.ResolveAll();
        return string.Join('\n', environment.Tables.InOrder.Select(entry => $"{entry.Kind} {entry.Name}"))
            + string.Join('\n', environment.Globals.Select(global => global.Name.Text))
            + string.Join(' ', ((string[])["Y", "W", "B"]).Select(name => environment.Resolution.Resolve(
                TypeName.Parse(name), environment.RootOf(environment.Files[0]))));
    }
}
