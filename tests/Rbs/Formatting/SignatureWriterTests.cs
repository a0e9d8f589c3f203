using Millpond.Rbs.Formatting;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Formatting;

/// <summary>Trees as text.</summary>
public sealed class SignatureWriterTests
{
    [Fact]
    public void A_file_in_the_style_of_the_writer_is_written_as_it_is()
    {
        const string Source = """
            # resolve-type-names: false
            use A::B as C, D::*

            # Doc.
            #
            # More.
            %a{one}
            %a(two})
            class A[unchecked out T < Integer = String] < B[T]
              include Enumerable[T]
              def a: %a{three} [U] (U, ?Integer b) { () -> void } -> U?
                   | ...
              private def self.`a b`: () -> void
              public attr_accessor self.c(@d): Integer
              attr_reader e(): :a ?

              alias self.f self.g
              self.@h: [ Integer, String ]
              @@i: { "a" => 1, b: 2 }
              private

              class Inner
              end
            end
            module M : B, _C[D]
              type t[in T] = ^(T) [self: A] -> void

              X: singleton(A)
            end
            interface _I
            end
            $g: Integer
            class N = A
            module O = M

            """;
        SignatureFile file = Parser.ParseSignature(SourceBuffer.FromText("a.rbs", Source));
        Assert.Equal(Source, SignatureWriter.Write(file, RbsVersion.Latest));
    }

    [Theory]
    [InlineData("2.7.0")]
    [InlineData("3.4.0")]
    public void What_is_written_says_the_same(string version)
    {
        Assert.True(RbsVersion.TryParse(version, out RbsVersion parsed));
        ParserOptions options = new() { Version = parsed };
        foreach (string path in InstalledSignatures.Of(version))
        {
            SignatureFile file = Parser.ParseSignature(SourceBuffer.FromFile(path), options);
            string written = SignatureWriter.Write(file, parsed);
            SignatureFile again = Parser.ParseSignature(SourceBuffer.FromText(path, written), options);
            Assert.True(SameMeaning.Of(file, again), path);
        }
    }
}
