using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

/// <summary>What is said of text that is no HOCON.</summary>
public sealed class SyntaxMistakesTests
{
    [Fact]
    public void Url_without_quotes() =>
        Mistakes.Check(
            "a = http://x/y",
            """
            m.conf:1:9: error AM0101: ':' cannot stand in a value without quotes
                1 | a = http://x/y
                  |         ^ write "http://x/y"
            """);

    [Fact]
    public void Port_without_quotes() =>
        Mistakes.Check(
            "a = localhost:8080",
            """
            m.conf:1:14: error AM0101: ':' cannot stand in a value without quotes
                1 | a = localhost:8080
                  |              ^ write "localhost:8080"
            """);

    [Fact]
    public void Sign_without_quotes() =>
        Mistakes.Check(
            "a = foo*bar",
            """
            m.conf:1:8: error AM0101: '*' cannot stand in a value without quotes
                1 | a = foo*bar
                  |        ^ put the whole value in double quotes
            """);

    [Fact]
    public void Two_equals_signs() =>
        Mistakes.Check(
            "a = b = c",
            """
            m.conf:1:7: error AM0101: '=' cannot stand in a value without quotes
                1 | a = b = c
                  |       ^ put the whole value in double quotes
            """);

    [Fact]
    public void Two_colons() =>
        Mistakes.Check(
            "a : b : c",
            """
            m.conf:1:7: error AM0101: ':' cannot stand in a value without quotes
                1 | a : b : c
                  |       ^ put the whole value in double quotes
            """);

    [Fact]
    public void Key_without_value() =>
        Mistakes.Check(
            """
            foo bar
            b = 1
            """,
            """
            m.conf:1:1: error AM0101: the key 'foo bar' has no value
                1 | foo bar
                  | ^^^^^^^ write '=' and a value, or '{' and its fields
            """);

    [Fact]
    public void Equals_sign_without_value() =>
        Mistakes.Check(
            """
            a =
            b = 2
            """,
            """
            m.conf:1:3: error AM0101: the key 'a' has no value
                1 | a =
                  |   ^ write one behind it; "" is the empty text
            """);

    [Fact]
    public void Brace_closes_before_the_value() =>
        Mistakes.Check(
            "a { b = }",
            """
            m.conf:1:7: error AM0101: the key 'b' has no value
                1 | a { b = }
                  |       ^ write one behind it; "" is the empty text
            """);

    [Fact]
    public void Equals_sign_without_key() =>
        Mistakes.Check(
            "= 1",
            """
            m.conf:1:1: error AM0101: there is no key before this '='
                1 | = 1
                  | ^ write a key before it
            """);

    [Fact]
    public void Two_dots() =>
        Mistakes.Check(
            "a..b = 1",
            """
            m.conf:1:3: error AM0101: a path has an empty element
                1 | a..b = 1
                  |   ^ remove the dot too many, or write "" for an empty name
            """);

    [Fact]
    public void Two_commas() =>
        Mistakes.Check(
            "a = [1,,2]",
            """
            m.conf:1:8: error AM0101: there is no value before this comma
                1 | a = [1,,2]
                  |        ^ remove the comma
            """);

    [Fact]
    public void Comma_first() =>
        Mistakes.Check(
            ",a = 1",
            """
            m.conf:1:1: error AM0101: there is no field before this comma
                1 | ,a = 1
                  | ^ remove the comma
            """);

    [Fact]
    public void Missing_comma() =>
        Mistakes.Check(
            "a = 1 b = 2",
            """
            m.conf:1:7: error AM0101: a comma or a new line is missing before 'b'
                1 | a = 1 b = 2
                  |       ^ fields and values are parted by commas or new lines
            """);

    [Fact]
    public void Missing_comma_between_objects() =>
        Mistakes.Check(
            "a { x = 1 } b { y = 2 }",
            """
            m.conf:1:13: error AM0101: a comma or a new line is missing before 'b'
                1 | a { x = 1 } b { y = 2 }
                  |             ^ fields and values are parted by commas or new lines
            """);

    [Fact]
    public void Missing_comma_in_json() =>
        Mistakes.Check(
            """
            {"a":1 "b":2}
            """,
            """
            m.conf:1:8: error AM0101: a comma or a new line is missing before 'b'
                1 | {"a":1 "b":2}
                  |        ^^^ fields and values are parted by commas or new lines
            """);

    [Fact]
    public void Sign_in_key() =>
        Mistakes.Check(
            "a@b = 1",
            """
            m.conf:1:2: error AM0101: '@' cannot stand in a key without quotes
                1 | a@b = 1
                  |  ^ put the key in double quotes
            """);

    [Fact]
    public void Reference_as_key() =>
        Mistakes.Check(
            "${a} = 1",
            """
            m.conf:1:1: error AM0101: a key cannot be put together of references
                1 | ${a} = 1
                  | ^^ write the key out
            """);

    [Fact]
    public void Object_without_key() =>
        Mistakes.Check(
            """
            a = 1
            { y = 2 }
            """,
            """
            m.conf:2:1: error AM0101: a key is expected here, not '{'
                2 | { y = 2 }
                  | ^ give it a name, as in name { ... }
            """);

    [Fact]
    public void Unknown_escape() =>
        Mistakes.Check(
            """
            a = "\q"
            """,
            """
            m.conf:1:6: error AM0101: '\q' is not an escape
                1 | a = "\q"
                  |      ^^ write \\q for a backslash and this character
            """);

    [Fact]
    public void Short_escape() =>
        Mistakes.Check(
            """
            a = "\u12"
            """,
            """
            m.conf:1:6: error AM0101: '\u' is not an escape
                1 | a = "\u12"
                  |      ^^ \u takes four hexadecimal digits, as in \u00e9
            """);

    [Fact]
    public void Tab_in_quotes() =>
        Mistakes.Check(
            "a = \"x\ty\"",
            """
            m.conf:1:7: error AM0101: a control character cannot stand in quotes
                1 | a = "x  y"
                  |       ^^ write \t
            """);

    [Fact]
    public void Several_at_once() =>
        Mistakes.Check(
            "a = \nb { c = x?y, d d }\ne = [1,, 2]\nf = 1 g = 2\nh = ok",
            """
            m.conf:1:3: error AM0101: the key 'a' has no value
                1 | a =
                  |   ^ write one behind it; "" is the empty text
            m.conf:2:10: error AM0101: '?' cannot stand in a value without quotes
                2 | b { c = x?y, d d }
                  |          ^ put the whole value in double quotes
            m.conf:2:14: error AM0101: the key 'd d' has no value
                2 | b { c = x?y, d d }
                  |              ^^^ write '=' and a value, or '{' and its fields
            m.conf:3:8: error AM0101: there is no value before this comma
                3 | e = [1,, 2]
                  |        ^ remove the comma
            m.conf:4:7: error AM0101: a comma or a new line is missing before 'g'
                4 | f = 1 g = 2
                  |       ^ fields and values are parted by commas or new lines
            """);
}
