#!/usr/bin/env python3
"""How the cost of a mesh file grows: writes meshes of several sizes and gives them to the real
program. `lint` reads them and looks for what is wrong; `verify` does so too, works out the worst cases and compiles every workload.

    python3 Tests/Benchmarks/mesh_size.py Cli/bin/Release/net10.0/actormesh [250 500 1000 2000]
"""
import os
import subprocess
import sys
import tempfile
import time

RUNS = 5


def mesh(services):
    """Layers of services; each calls the next three, has replicas, two versions, three routes and some policies of its own."""
    lines = ["mesh { name = large, defaults { timeout { request = 8s, per-try = 2s } } }", "services {"]
    for i in range(services):
        calls = ", ".join(f"s{j}" for j in range(i + 1, min(i + 4, services)) if j // 5 == i // 5)
        expose = 'expose { port = %d }' % (9000 + i // 5) if i % 5 == 0 else ""
        lines.append(f"""  # Service {i}.
  s{i} {{
    port = {1000 + i}
    calls = [{calls}]
    {expose}
    endpoints = [
      {{ address = "10.{i // 250}.{i % 250}.1:{1000 + i}", zone = a, labels {{ version = v1 }} }}
      {{ address = "10.{i // 250}.{i % 250}.2:{1000 + i}", zone = b, labels {{ version = v2 }} }}
    ]
    versions {{ v1 = "version=v1", v2 = "version=v2" }}
    retries {{ max-attempts = 2, budget.ratio = 10% }}
    outlier {{ consecutive-5xx = 3, base-ejection = 15s, max-ejected = 50% }}
    routes {{
      beta {{
        match {{ path-prefix = "/s{i}", header.x-beta = "1" }}
        split {{ v2 = 100% }}
      }}
      place {{
        match {{ path = "/s{i}/place", methods = [POST] }}
        split {{ v1 = 90%, v2 = 10% }}
        timeout {{ request = 2s, per-try = 2s }}
        retries.max-attempts = 1
      }}
      rest {{
        match.path-prefix = "/"
        split {{ v1 = 100% }}
      }}
    }}
  }}""")
    lines.append("}")
    return "\n".join(lines) + "\n"


def run(command):
    """Wall seconds, processor seconds, peak MiB and exit code of one run."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def median_run(command):
    runs = sorted(run(command) for _ in range(RUNS))
    return runs[len(runs) // 2]


def main():
    program, sizes = sys.argv[1], [int(size) for size in sys.argv[2:]] or [250, 500, 1000, 2000]
    print("| services | lines | KiB | lint s | cpu s | MiB | verify s | cpu s | MiB |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = os.path.join(folder, f"mesh-{size}.conf")
            text = mesh(size)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            lint = median_run([program, "lint", path])
            verify = median_run([program, "verify", path])
            if lint[3] or verify[3]:
                sys.exit(f"exit codes {lint[3]} and {verify[3]} at {size} services")
            print(f"| {size} | {text.count(chr(10))} | {len(text) // 1024} | {lint[0]:.2f} | {lint[1]:.2f} | {lint[2]:.0f} "
                  f"| {verify[0]:.2f} | {verify[1]:.2f} | {verify[2]:.0f} |", flush=True)


if __name__ == "__main__":
    main()
