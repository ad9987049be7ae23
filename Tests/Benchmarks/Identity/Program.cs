using System.Globalization;
using ActorMesh.Tests.Benchmarks.Identity;

// svid-load [COUNT]: what it costs a control node to issue certificates, and a peer to believe them.
var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
using var node = IssuingNode.Open();
var requests = IssuingNode.Requests(count);
node.Issue(requests.Take(100)); // Compiled before it counts.
foreach (var threads in new[] { 1, 2, 4 }) node.Measure(requests, threads);
node.MeasureVerifying(requests.Take(Math.Min(count, 500)));
