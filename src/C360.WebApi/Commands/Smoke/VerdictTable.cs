using C360.WebApi.Configuration;
using Spectre.Console;
using static System.FormattableString;

namespace C360.WebApi.Commands.Smoke;

/// <summary>The table of what was called and how it was judged, a line a call as it comes; the reason stands last, where nothing cuts it.</summary>
/// <param name="console">Where it is written.</param>
internal sealed class VerdictTable(IAnsiConsole console)
{
    private static readonly string NoCall = $"{"-", -6} {"-", 6} {"-", 9}";
    private readonly Dictionary<string, int> _notSent = [];
    private int _passed;
    private int _failed;

    /// <summary>Whether something was judged and nothing failed.</summary>
    public bool IsGood => _failed == 0 && _passed > 0;

    /// <summary>Writes the heads of the columns.</summary>
    /// <param name="title">What is tested.</param>
    public void Begin(string title)
    {
        Say(title);
        Write($"{"", -6} {"status", 6} {"ms", 9}  {"verdict", -7}  path", Style.Plain);
    }

    /// <summary>Adds a call; those that were not sent come together at the end, so that they do not bury what kept them.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="reply">What came.</param>
    /// <param name="fault">What is wrong with it; null: nothing.</param>
    public void Add(Call call, Reply reply, string? fault)
    {
        if (reply.IsNotSent && fault is not null)
        {
            _failed++;
            _notSent[fault] = _notSent.GetValueOrDefault(fault) + 1;
            return;
        }
        string status = reply.Status == 0 ? "-" : Invariant($"{reply.Status}");
        Add(Invariant($"{call.Method, -6} {status, 6} {reply.Took.TotalMilliseconds, 9:0.0}"), $"{call}", fault);
    }

    /// <summary>Adds what was looked for and not found, without a call of its own.</summary>
    /// <param name="what">What was looked for.</param>
    /// <param name="fault">Why that is wrong.</param>
    public void AddMissing(string what, string fault) => Add(NoCall, what, fault);

    /// <summary>Writes a line that judges nothing.</summary>
    /// <param name="text">The line.</param>
    public void Say(string text) => Write(text, Style.Plain);

    /// <summary>Writes the last lines.</summary>
    public void End()
    {
        foreach ((string fault, int calls) in _notSent)
            AddLine(NoCall, Invariant($"{calls} more"), fault);
        Say(Invariant($"{_passed} passed, {_failed} failed"));
    }

    private void Add(string columns, string what, string? fault)
    {
        if (fault is null)
            _passed++;
        else
            _failed++;
        AddLine(columns, what, fault);
    }

    private void AddLine(string columns, string what, string? fault) =>
        Write(
            $"{columns}  {(fault is null ? "ok" : "FAILED"), -7}  {what}{(fault is null ? "" : $": {fault}")}",
            fault is null ? Style.Plain : new Style(Color.Red)
        );

    /// <summary>What a deployment answers is a stranger's text, and may hold the key or a customer's address.</summary>
    private void Write(string line, Style style) => console.WriteLine(QualityText.Harmless(MaskedLines.Mask(line)), style);
}
