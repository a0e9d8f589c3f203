using System.Runtime.InteropServices;

namespace Millpond.Pages.Tests;

/// <summary>What the kernel does for this process: faults, huge pages, code, threads.</summary>
public sealed unsafe class ProcessTests
{
    private const nuint Mebibyte = 1 << 20;

    [Fact]
    public void Every_page_touched_first_is_a_fault()
    {
        using var range = new Range(Mebibyte);
        Assert.True(PageSource.System.Commit(range.Start, Mebibyte));
        _ = PageSource.System.Advise(range.Start, Mebibyte, Advice.Small);
        var before = FaultCounter.ReadThread();
        range.Fill(1);
        Assert.InRange(FaultCounter.ReadThread().Minor - before.Minor, 256, 300);
    }

    [Fact]
    public void A_page_touched_again_is_none()
    {
        using var range = Range.Filled(Mebibyte, 1);
        var before = FaultCounter.ReadThread();
        range.Fill(2);
        Assert.InRange(FaultCounter.ReadThread().Minor - before.Minor, 0, 8);
    }

    [Fact]
    public void The_process_has_at_least_the_faults_of_its_threads() =>
        Assert.True(FaultCounter.ReadThread().Minor <= FaultCounter.Read().Minor);

    [Fact]
    public void Time_spent_is_counted()
    {
        var counter = FaultCounter.Read();
        Assert.True(counter.UserMicroseconds + counter.SystemMicroseconds > 0);
    }

    [Fact]
    public void The_mode_of_huge_pages_is_one_of_four() =>
        Assert.Matches("^(always|madvise|never|absent)$", TransparentHugePages.Mode);

    [Fact]
    public void Huge_pages_are_offered_only_where_asking_helps()
    {
        var expected = TransparentHugePages.AdviceHelps ? TransparentHugePages.Bytes : 0;
        Assert.Equal(expected, PageSource.System.HugePageBytes);
    }

    [Fact]
    public void Generated_code_runs()
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "the instructions are x64's");
        // mov eax, 42; ret
        var page = CodePage.TryCreate([0xB8, 42, 0, 0, 0, 0xC3]);
        Assert.SkipUnless(page.Exists, "this system refuses executable memory");
        Assert.Equal(42, ((delegate* unmanaged<int>)page.Code)());
    }

    [Fact]
    public void Generated_code_reads_the_page_of_data()
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "the instructions are x64's");
        // mov eax, [rip + distance]; ret: the distance counts from the next instruction.
        var distance = BitConverter.GetBytes(CodePage.DataOffset - 6);
        var page = CodePage.TryCreate([0x8B, 0x05, .. distance, 0xC3]);
        Assert.SkipUnless(page.Exists, "this system refuses executable memory");
        *(int*)page.Data = 4711;
        Assert.Equal(4711, ((delegate* unmanaged<int>)page.Code)());
    }

    [Fact]
    public void Whether_code_may_be_generated_can_be_tried_without_any()
    {
        Assert.Equal(CodePage.TryCreate([0xC3]).Exists, CodePage.TryCreate([]).Exists);
    }

    [Fact]
    public void Code_longer_than_a_page_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => CodePage.TryCreate(new byte[CodePage.DataOffset + 1]));

    [Fact]
    public void A_number_of_this_process_is_the_runtimes() =>
        Assert.Equal(Environment.ProcessId, NativeThread.ProcessId);

    [Fact]
    public void A_thread_of_libc_runs_what_it_is_given()
    {
        var alarms = stackalloc Alarm[2];
        alarms[0] = Alarm.Create();
        alarms[1] = Alarm.Create();
        Assert.SkipUnless(alarms[0].Exists, "this system has no futexes");
        Assert.True(NativeThread.TryStart(&RingBack, alarms));
        alarms[0].Ring();
        alarms[1].Sleep(10_000);
        // Whoever was not rung in ten seconds would not be rung now.
        Assert.Equal(1, Volatile.Read(ref s_ran));
    }

    [Fact]
    public void An_alarm_that_rang_before_lets_nobody_sleep()
    {
        var alarm = Alarm.Create();
        Assert.SkipUnless(alarm.Exists, "this system has no futexes");
        alarm.Ring();
        var before = Environment.TickCount64;
        alarm.Sleep(60_000);
        Assert.InRange(Environment.TickCount64 - before, 0, 30_000);
    }

    [Fact]
    public void A_sleep_ends_by_itself()
    {
        var alarm = Alarm.Create();
        Assert.SkipUnless(alarm.Exists, "this system has no futexes");
        alarm.Sleep(1);
    }

    private static int s_ran;

    [UnmanagedCallersOnly]
    private static void* RingBack(void* argument)
    {
        var alarms = (Alarm*)argument;
        alarms[0].Sleep(10_000);
        Volatile.Write(ref s_ran, 1);
        alarms[1].Ring();
        return null;
    }
}
