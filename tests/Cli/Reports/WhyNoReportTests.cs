using Millpond.Lab.Reports;

namespace Millpond.Cli.Tests.Reports;

public sealed class WhyNoReportTests
{
    [Theory]
    [InlineData("python3 -I app.py", "python -I ignores PYTHONPATH")]
    [InlineData("/usr/bin/python3.11 -bE app.py", "python -E ignores PYTHONPATH")]
    [InlineData("python3 -W ignore -S app.py", "python -S ignores sitecustomize")]
    [InlineData("python3 -Xdev -I app.py", "python -I ignores PYTHONPATH")]
    [InlineData("python3 app.py -I", "no Python process imported NumPy")]
    [InlineData("python3 -c -I", "no Python process imported NumPy")]
    [InlineData("python3 -m pip -I", "no Python process imported NumPy")]
    [InlineData("python3 -X I", "no Python process imported NumPy")]
    [InlineData("grep -I x", "no Python process imported NumPy")]
    [InlineData("true", "no Python process imported NumPy")]
    public void The_command_s_own_options_are_understood(string command, string reason) => Assert.StartsWith(
        reason, WhyNoReport.Explain(command.Split(' '), _ => null), StringComparison.Ordinal);

    [Fact]
    public void The_user_s_own_switch_comes_first() => Assert.StartsWith(
        "MILLPOND=off is set",
        WhyNoReport.Explain(["python3", "-I"], name => name == "MILLPOND" ? "off" : null),
        StringComparison.Ordinal);
}
