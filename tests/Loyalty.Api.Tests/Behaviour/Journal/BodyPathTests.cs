using Loyalty.Api.Journal;
using Loyalty.Api.Tests.Behaviour.Controls;

namespace Loyalty.Api.Tests.Behaviour.Journal;

/// <summary>The JSON paths of body parts.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class BodyPathTests
{
    private const string Body = """{"a":{"b":[1,"two",{"c.d":null}],"":true},"e":"x"}""";

    [Theory]
    [InlineData("$", Body)]
    [InlineData("$.e", "x")]
    [InlineData("$['e']", "x")]
    [InlineData("$.a.b[1]", "two")]
    [InlineData("$.a['b'][0]", "1")]
    [InlineData("$.a.b[2]['c.d']", "null")]
    [InlineData("$.a.b[2]", """{"c.d":null}""")]
    [InlineData("$.a['']", "true")]
    [InlineData("$.E", null)]
    [InlineData("$.a.b[3]", null)]
    [InlineData("$.a[0]", null)]
    [InlineData("$.a.b.c", null)]
    [InlineData("$.e.f", null)]
    public void A_path_finds_the_text_of_its_part(string path, string? text) => Assert.Equal(text, BodyPath.Parse(path)!.Find(TestWorlds.ParseJson(Body)));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("$a")]
    [InlineData("$.")]
    [InlineData("$..a")]
    [InlineData("$.a.")]
    [InlineData("$[")]
    [InlineData("$[]")]
    [InlineData("$[-1]")]
    [InlineData("$[1.5]")]
    [InlineData("$[99999999999]")]
    [InlineData("$['")]
    [InlineData("$[']")]
    [InlineData("$[']']x")]
    [InlineData("$['a'")]
    [InlineData("$[a]")]
    [InlineData("$ .a")]
    public void Other_texts_are_not_paths(string path) => Assert.Null(BodyPath.Parse(path));
}
