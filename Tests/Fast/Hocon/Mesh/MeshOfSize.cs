using System.Globalization;
using System.Text;

namespace ActorMesh.Tests.Fast.Hocon.Mesh;

/// <summary>Meshes of any size: groups of five services that call each other, with replicas, versions, routes and policies of their own.</summary>
internal static class MeshOfSize
{
    private const int GroupSize = 5;

    public static string Text(int services)
    {
        var text = new StringBuilder("mesh { name = large, defaults { timeout { request = 8s, per-try = 2s } } }\nservices {\n");
        for (var i = 0; i < services; i++) Service(text, i, services);
        return text.Append("}\n").ToString();
    }

    private static void Service(StringBuilder text, int i, int services)
    {
        var callees = Enumerable.Range(i + 1, 3).Where(j => j < services && j / GroupSize == i / GroupSize).Select(j => $"s{j}");
        text.Append(CultureInfo.InvariantCulture, $$"""
              # Service {{i}}.
              s{{i}} {
                port = {{1000 + i}}
                calls = [{{string.Join(", ", callees)}}]
                {{(i % GroupSize == 0 ? $"expose {{ port = {9000 + i / GroupSize} }}" : "")}}
                endpoints = [
                  { address = "10.{{i / 250}}.{{i % 250}}.1", zone = a, labels { version = v1 } }
                  { address = "10.{{i / 250}}.{{i % 250}}.2", zone = b, labels { version = v2 } }
                ]
                versions { v1 = "version=v1", v2 = "version=v2" }
                retries { max-attempts = 2, budget.ratio = 10% }
                outlier { consecutive-5xx = 3, base-ejection = 15s }
                routes {
                  beta { match { path-prefix = "/s{{i}}", header.x-beta = "1" }, split { v2 = 100% } }
                  place {
                    match { path = "/s{{i}}/place", methods = [POST] }
                    split { v1 = 90%, v2 = 10% }
                    timeout { request = 2s, per-try = 2s }
                    retries.max-attempts = 1
                  }
                  rest { match.path-prefix = "/", split { v1 = 100% } }
                }
              }

            """);
    }
}
