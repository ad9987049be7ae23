using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

/// <summary>What is said of brackets and quotes that have no partner.</summary>
public sealed class BracketMistakesTests
{
    [Fact]
    public void Quote() =>
        Mistakes.Check(
            """"
            a = "unclosed
            b = 2
            """",
            """"
            m.conf:1:5: error AM0109: the quote opened here is never closed
                1 | a = "unclosed
                  |     ^ the line ends before it does (noticed at 1:14); close it, or use """ for a text of several lines
            """");

    [Fact]
    public void Triple_quote() =>
        Mistakes.Check(
            """"
            a = """unclosed
            b = 2
            """",
            """"
            m.conf:1:5: error AM0109: the """ opened here is never closed
                1 | a = """unclosed
                  |     ^^^ noticed at the end of the file, 2:6
            """");

    [Fact]
    public void Quote_takes_the_brace_with_it() =>
        Mistakes.Check(
            """"
            a { b = "x }
            c = 1
            """",
            """"
            m.conf:1:9: error AM0109: the quote opened here is never closed
                1 | a { b = "x }
                  |         ^ the line ends before it does (noticed at 1:13); close it, or use """ for a text of several lines
            """");

    [Fact]
    public void Brace_that_the_indentation_betrays() =>
        Mistakes.Check(
            """
            services {
              a {
                port = 1
              b {
                port = 2
              }
            }
            """,
            """
            m.conf:2:5: error AM0109: the '{' opened here is never closed
                2 |   a {
                  |     ^ noticed at 7:1; add the missing '}'
            """);

    [Fact]
    public void Last_brace() =>
        Mistakes.Check(
            """
            services {
              a { port = 1 }
            """,
            """
            m.conf:1:10: error AM0109: the '{' opened here is never closed
                1 | services {
                  |          ^ noticed at the end of the file, 2:17; add the missing '}'
            """);

    [Fact]
    public void First_brace() =>
        Mistakes.Check(
            "{ a = 1",
            """
            m.conf:1:1: error AM0109: the '{' opened here is never closed
                1 | { a = 1
                  | ^ noticed at the end of the file, 1:8; add the missing '}'
            """);

    [Fact]
    public void Brace_too_many() =>
        Mistakes.Check(
            """
            a = 1
            }
            b = 2
            """,
            """
            m.conf:2:1: error AM0109: this '}' closes nothing
                2 | }
                  | ^ remove it, or add the opening one that is missing above
            """);

    [Fact]
    public void Bracket_too_many() =>
        Mistakes.Check(
            "a = [1, 2]]",
            """
            m.conf:1:11: error AM0109: this ']' closes nothing
                1 | a = [1, 2]]
                  |           ^ remove it, or add the opening one that is missing above
            """);

    [Fact]
    public void Text_after_the_last_brace() =>
        Mistakes.Check(
            """
            { a = 1 }
            b = 2
            """,
            """
            m.conf:2:1: error AM0110: text after the last '}' would be lost
                2 | b = 2
                  | ^ the file ends with the '}' in line 1: move the text before it, or remove one bracket too many
            """);

    [Fact]
    public void Array_before_the_next_key() =>
        Mistakes.Check(
            """
            a = [1, 2
            b = 3
            """,
            """
            m.conf:1:5: error AM0109: the '[' opened here is never closed
                1 | a = [1, 2
                  |     ^ noticed at the 'b' in 2:1; add the missing ']'
            """);

    [Fact]
    public void Array_closed_by_a_brace() =>
        Mistakes.Check(
            """
            x {
              a = [1, 2 }
              b = 3
            }
            """,
            """
            m.conf:2:7: error AM0109: the '[' opened here is never closed
                2 |   a = [1, 2 }
                  |       ^ noticed at the '}' in 2:13; add the missing ']'
            """);

    [Fact]
    public void Object_closed_by_a_bracket() =>
        Mistakes.Check(
            """
            a { b = 1 ]
            c = 2
            """,
            """
            m.conf:1:3: error AM0109: the '{' opened here is never closed
                1 | a { b = 1 ]
                  |   ^ noticed at the ']' in 1:11; add the missing '}'
            """);

    [Fact]
    public void Object_in_an_array() =>
        Mistakes.Check(
            """
            a = [
              { b = 1
              { c = 2 }
            ]
            """,
            """
            m.conf:2:3: error AM0109: the '{' opened here is never closed
                2 |   { b = 1
                  |   ^ noticed at the '{' in 3:3; add the missing '}'
            """);

    [Fact]
    public void Reference() =>
        Mistakes.Check(
            """
            a = ${b
            c = 1
            """,
            """
            m.conf:1:5: error AM0109: the '${' opened here is never closed
                1 | a = ${b
                  |     ^^ noticed at 1:8; add the missing '}'
            """);
}
