using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Explaining;

/// <summary>Prints what codes mean. Needs no mesh and no network.</summary>
internal sealed class ExplainRun(OutputFormat format, Terminal terminal)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int One(string code)
    {
        if (Lessons.Find(code) is not { } lesson)
        {
            terminal.Talk.Fail(UnknownName.Of("code", code.ToUpperInvariant(), "the manual", Lessons.All.Select(known => known.Code)));
            terminal.Talk.Say("see: actormesh explain");
            return ExitCode.NotFound;
        }
        terminal.Print(format, () => LessonShape.Of(lesson), () => CommandJson.Readable.LessonShape, data => LessonText.Write(lesson, data, terminal.Paint));
        return ExitCode.Done;
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int All()
    {
        terminal.Print(format, LessonListShape.All, () => CommandJson.Readable.LessonListShape, data =>
        {
            var table = new TextTable();
            table.Add("CODE", "KIND", "MEANING");
            foreach (var lesson in Lessons.All) table.Add(lesson.Code, lesson.Severity.Word(), lesson.Title);
            table.Write(data);
        });
        return ExitCode.Done;
    }
}
