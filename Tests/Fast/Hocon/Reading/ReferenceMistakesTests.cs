using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

/// <summary>What is said of references, includes and keys that are set twice.</summary>
public sealed class ReferenceMistakesTests
{
    [Fact]
    public void Nothing_is_set_there() =>
        Mistakes.Check(
            "a = ${b}",
            """
            m.conf:1:5: error AM0107: nothing is set at 'b'
                1 | a = ${b}
                  |     ^^^^ set it, here or as an environment variable, or write ${?b} if it may be missing
            """);

    [Fact]
    public void Name_is_misspelt() =>
        Mistakes.Check(
            """
            timeout = 5
            a = ${timout}
            """,
            """
            m.conf:2:5: error AM0107: nothing is set at 'timout'
                2 | a = ${timout}
                  |     ^^^^^^^^^ did you mean 'timeout'?
            """);

    [Fact]
    public void Path_is_misspelt() =>
        Mistakes.Check(
            """
            services {
              orders { port = 8081 }
            }
            x = ${services.ordres.port}
            """,
            """
            m.conf:4:5: error AM0107: nothing is set at 'services.ordres.port'
                4 | x = ${services.ordres.port}
                  |     ^^^^^^^^^^^^^^^^^^^^^^^ did you mean 'services.orders.port'?
            """);

    [Fact]
    public void Optional_reference_in_between() =>
        Mistakes.Check(
            """
            a = ${?x}
            b = ${a}
            """,
            """
            m.conf:2:5: error AM0107: nothing is set at 'a'
                2 | b = ${a}
                  |     ^^^^ it stands at 1:1, but only refers to what is not set; write ${?a} if it may be missing
            """);

    [Fact]
    public void Two_refer_to_each_other() =>
        Mistakes.Check(
            "a = ${b}, b = ${a}",
            """
            m.conf:1:15: error AM0107: this reference leads back to the value that it is in
                1 | a = ${b}, b = ${a}
                  |               ^^^^ set that value before, or break the circle
            """);

    [Fact]
    public void Three_refer_to_each_other() =>
        Mistakes.Check(
            """
            a = ${b}
            b = ${c}
            c = ${a}
            """,
            """
            m.conf:3:5: error AM0107: this reference leads back to the value that it is in
                3 | c = ${a}
                  |     ^^^^ set that value before, or break the circle
            """);

    [Fact]
    public void Object_holds_itself() =>
        Mistakes.Check(
            "a { b = ${a} }",
            """
            m.conf:1:9: error AM0107: this reference leads back to the value that it is in
                1 | a { b = ${a} }
                  |         ^^^^ set that value before, or break the circle
            """);

    [Fact]
    public void Nothing_before() =>
        Mistakes.Check(
            "a = ${a}",
            """
            m.conf:1:5: error AM0107: this reference leads back to the value that it is in
                1 | a = ${a}
                  |     ^^^^ set that value before, or break the circle
            """);

    [Fact]
    public void Blank_before_the_question_mark() =>
        Mistakes.Check(
            "a = ${ ?b}",
            """
            m.conf:1:8: error AM0101: '?' cannot stand in a reference
                1 | a = ${ ?b}
                  |        ^ write ${?path}, without a blank
            """);

    [Fact]
    public void Empty_reference() =>
        Mistakes.Check(
            "a = ${}",
            """
            m.conf:1:5: error AM0101: this reference names nothing
                1 | a = ${}
                  |     ^^ write the path of a value into it, as in ${a.b}
            """);

    [Fact]
    public void Include_is_missing() =>
        Mistakes.Check(
            """
            include "x"
            """,
            """
            m.conf:1:9: error AM0108: the included file 'x' is not there, or empty
                1 | include "x"
                  |         ^^^ names count from the folder of the file that includes
            """);

    [Fact]
    public void Include_of_a_url() =>
        Mistakes.Check(
            """
            include url("http://x")
            """,
            """
            m.conf:1:1: error AM0108: only files can be included
                1 | include url("http://x")
                  | ^^^^^^^ a configuration that is fetched from elsewhere could change unseen: save it beside this file and write include "name.conf"
            """);

    [Fact]
    public void Include_without_quotes() =>
        Mistakes.Check(
            "include x",
            """
            m.conf:1:1: error AM0101: 'include' is not followed by the name of a file
                1 | include x
                  | ^^^^^^^ write include "name.conf", or "include" in quotes if it is a key
            """);

    [Fact]
    public void Text_and_array() =>
        Mistakes.Check(
            "a = [1] x",
            """
            m.conf:1:5: error AM0103: an array and a text cannot be joined to one value
                1 | a = [1] x
                  |     ^^^^^ texts go with texts, objects with objects, arrays with arrays; a comma or a new line parts two fields
            """);

    [Fact]
    public void Text_and_object() =>
        Mistakes.Check(
            "a = ${b} x, b { c = 1 }",
            """
            m.conf:1:5: error AM0103: an object and a text cannot be joined to one value
                1 | a = ${b} x, b { c = 1 }
                  |     ^^^^^^ texts go with texts, objects with objects, arrays with arrays; a comma or a new line parts two fields
            """);

    [Fact]
    public void Array_at_the_root() =>
        Mistakes.Check(
            "[1, 2]",
            """
            m.conf:1:1: error AM0103: the file holds an array, an object is expected
                1 | [1, 2]
                  | ^ give the array a key, as in name = [ ... ]
            """);

    [Fact]
    public void Key_set_twice() =>
        Mistakes.Check(
            """
            a = 1
            a = 2
            """,
            """
            m.conf:2:1: warning AM0105: key set twice: 'a' was set at 1:1 already
                2 | a = 2
                  | ^ only this one counts; remove one of them
            """);

    [Fact]
    public void Key_set_twice_by_path() =>
        Mistakes.Check(
            """
            a { b = 1 }
            a.b = 2
            """,
            """
            m.conf:2:3: warning AM0105: key set twice: 'a.b' was set at 1:5 already
                2 | a.b = 2
                  |   ^ only this one counts; remove one of them
            """);

    [Fact]
    public void Object_over_text() =>
        Mistakes.Check(
            "a = 1, a { b = 1 }",
            """
            m.conf:1:8: warning AM0105: key set twice: 'a' was set at 1:1 already
                1 | a = 1, a { b = 1 }
                  |        ^ only this one counts; remove one of them
            """);
}
