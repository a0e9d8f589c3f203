using System.Text;
using CsCheck;
using Millpond.Rbs.Formatting;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Fuzz;

/// <summary>
/// Sources nobody would write: made by the grammar, and broken from those and from the corpus beside this file, which
/// keeps what once went wrong. A failure shows the smallest source found and the seed that gives it again.
/// </summary>
public sealed class FuzzTests
{
    private const int LongSeconds = 60;
    private static readonly TimeSpan s_mostForOne = TimeSpan.FromSeconds(60);

    [Fact]
    public void What_the_grammar_makes_has_no_error_and_formats() =>
        Run(Grammar.File.Select(Encoding.UTF8.GetBytes), IsRight, 300);

    [Fact]
    public void Any_broken_source_is_survived() => Run(Mutation.Source, Properties.Hold, 300);

    [Fact]
    public void Every_source_of_the_corpus_is_survived() =>
        Assert.All(Mutation.Corpus, static path => Properties.Hold(System.IO.File.ReadAllBytes(path)));

    [Fact]
    [Trait("Category", "Long")]
    public void A_minute_of_the_grammar_has_no_error_and_formats() =>
        RunLong(Grammar.File.Select(Encoding.UTF8.GetBytes), IsRight);

    [Fact]
    [Trait("Category", "Long")]
    public void A_minute_of_broken_sources_is_survived() => RunLong(Mutation.Source, Properties.Hold);

    private static void IsRight(byte[] source)
    {
        SourceBuffer buffer = SourceBuffer.FromBytes("a.rbs", source);
        Assert.Equal([], Rbs.File(source).Diagnostics.Select(diagnostic => diagnostic.FullMessage));
        Properties.Hold(source);
        Assert.NotNull(SignatureFormatter.Format(buffer).Text);
    }

    private static void Run(Gen<byte[]> sources, Action<byte[]> check, int iterations) => Watched(check,
        watched => sources.Sample(watched, iter: iterations, threads: 1, print: Print));

    private static void RunLong(Gen<byte[]> sources, Action<byte[]> check) => Watched(check,
        watched => sources.Sample(watched, time: LongSeconds, threads: 1, print: Print));

    // A source that hangs the parser must be named, not stop the run in silence. One takes microseconds.
    private static void Watched(Action<byte[]> check, Action<Action<byte[]>> sample)
    {
        byte[] current = [];
        Exception? failure = null;
        Thread worker = new(() =>
        {
            try
            {
                sample(source =>
                {
                    Volatile.Write(ref current, source);
                    check(source);
                });
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }) { IsBackground = true };
        worker.Start();
        for (byte[] seen = []; !worker.Join(s_mostForOne); seen = Volatile.Read(ref current))
            Assert.False(ReferenceEquals(seen, Volatile.Read(ref current)), $"does not end: {Print(seen)}");
        if (failure is not null)
            Assert.Fail(failure.ToString());
    }

    private static string Print(byte[] source) =>
        $"{Encoding.UTF8.GetString(source)}\nbase64: {Convert.ToBase64String(source)}";
}
