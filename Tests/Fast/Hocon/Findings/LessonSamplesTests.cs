using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Findings;

/// <summary>Every lesson is true: its failing sample raises its code, its fixed one does not.</summary>
public sealed class LessonSamplesTests
{
    /// <summary>What samples say besides, because one mistake has two sides.</summary>
    private static readonly Dictionary<string, string[]> Besides = new(StringComparer.Ordinal)
    {
        ["AM0415"] = ["AM0404"],
    };

    public static TheoryData<string> WithFailing => [.. Lessons.All.Where(lesson => lesson.Failing is not null).Select(lesson => lesson.Code)];

    public static TheoryData<string> WithFixed => [.. Lessons.All.Where(lesson => lesson.Fixed is not null).Select(lesson => lesson.Code)];

    [Theory]
    [MemberData(nameof(WithFailing))]
    public void The_failing_sample_raises_the_code_and_nothing_else(string code)
    {
        var lesson = Lessons.Find(code)!;
        var findings = Linted.Own(lesson.Failing!, code);
        Assert.Contains(findings, finding => finding.Code == code);
        Assert.Equal("", Linted.Lines(findings.Where(finding => finding.Code != code && !IsBesides(code, finding))));
    }

    [Theory]
    [MemberData(nameof(WithFixed))]
    public void The_fixed_sample_says_nothing(string code) =>
        Assert.Equal("", Linted.Lines(Linted.Own(Lessons.Find(code)!.Fixed!, code).Where(finding => !IsBesides(code, finding))));

    [Fact]
    public void A_finding_has_the_severity_of_its_lesson_and_points_into_the_text()
    {
        foreach (var lesson in Lessons.All.Where(lesson => lesson.Failing is not null))
        {
            var finding = Linted.Own(lesson.Failing!, lesson.Code).First(finding => finding.Code == lesson.Code);
            Assert.Equal($"{lesson.Code} {lesson.Severity}", $"{finding.Code} {finding.Severity}");
            if (lesson.Source != LessonSource.Mesh) continue;
            Assert.Equal("mesh.conf", finding.File);
            Assert.NotEqual("", finding.Path);
        }
    }

    [Fact]
    public void Every_check_of_a_mesh_has_its_samples()
    {
        // No file can put right what this version does not run.
        string[] without = ["AM0602", "AM0910"];
        Assert.Equal("", string.Join(' ', Lessons.All
            .Where(lesson => lesson.Source == LessonSource.Mesh && (lesson.Failing is null || lesson.Fixed is null))
            .Select(lesson => lesson.Code)
            .Except(without, StringComparer.Ordinal)));
    }

    [Fact]
    public void Codes_are_used_once_and_titles_say_something()
    {
        Assert.Equal(Lessons.All.Count, Lessons.All.Select(lesson => lesson.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Lessons.All.Count, Lessons.All.Select(lesson => lesson.Title).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Lessons.All, lesson => Assert.Matches("^AM0[1-9][0-9]{2}$", lesson.Code));
        Assert.All(Lessons.All, lesson => Assert.DoesNotMatch(@"\.$", lesson.Title));
    }

    private static bool IsBesides(string code, Diagnostic finding) => Besides.GetValueOrDefault(code, []).Contains(finding.Code, StringComparer.Ordinal);

    [Fact]
    public void A_code_is_found_however_it_is_written()
    {
        Assert.Equal("AM0403", Lessons.Find("am0403")?.Code);
        Assert.Null(Lessons.Find("AM9999"));
    }
}
