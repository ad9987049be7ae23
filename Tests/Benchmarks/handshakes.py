#!/usr/bin/env python3
"""What a new connection with mutual TLS 1.3 costs, and what one costs that is idle: the second hop of compare.py's mtls2 alone.

    python3 Tests/Benchmarks/handshakes.py Cli/bin/Release/net10.0/actormesh [DIRECTORY]

DIRECTORY is where compare.py has left its peers, its backend and its certificates (run its mtls2 once); default /tmp/actormesh-bench.
Each connection proves itself with a certificate of a workload, sends one request and ends. `full` shows certificates on both sides, `resumed` goes on with the
ticket of the connection before. Counted is the processor time of the proxy alone, in interleaved rounds; its clients are two processes on the same cores.
`idle` is what the resident memory of the proxy grows by for each connection that has had one answer and rests.
"""
import multiprocessing
import os
import pathlib
import socket
import ssl
import statistics
import subprocess
import sys
import time

ROUNDS, FULL, RESUMED, IDLE = 5, 1500, 3000, 3000
REQUEST = b"GET / HTTP/1.1\r\nHost: b.mesh\r\n\r\n"
HERE = pathlib.Path(__file__).resolve().parent


def targets(program, work):
    """Name, port and command of each."""
    pki = work / "pki"
    haproxy = work / "haproxy-b.cfg"
    return [
        ("nginx", 8302, ["nginx", "-p", str(work / "nginx-b"), "-c", str(work / "nginx-b/nginx.conf")]),
        ("haproxy", 8312, ["haproxy", "-db", "-f", str(haproxy)]),
        ("yarp", 8322, [str(work / "yarp/yarp"), "b", str(pki)]),
        ("actormesh", 8332, [os.path.abspath(program), "sidecar", "--envoy", str(HERE / "mtls-server.yaml")]),
    ]


def client(pki):
    context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=pki / "ca.pem")
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(pki / "a.pem", pki / "a.key")
    return context


def connect(context, port, session=None):
    wire = socket.create_connection(("127.0.0.1", port), 10)
    wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    secured = context.wrap_socket(wire, server_hostname="b.mesh", session=session)
    secured.sendall(REQUEST)
    if not secured.recv(4096).startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"port {port}: no 200")
    return secured


def churn(pki, port, count, resumes, failed):
    """Connects one after the other; counts those that were not what they were to be."""
    context, session = client(pki), None
    for number in range(count):
        with connect(context, port, session) as secured:
            if secured.session_reused != (resumes and number > 0):
                with failed.get_lock():
                    failed.value += 1
            session = secured.session if resumes else None


def descendants(pid):
    found = [pid]
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += descendants(int(child))
    return found


def processor_seconds(pid):
    ticks = 0
    for each in descendants(pid):
        fields = pathlib.Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def resident_kib(pid):
    lines = [line for each in descendants(pid) for line in pathlib.Path(f"/proc/{each}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def measure(pki, port, pid, count, resumes):
    """Connections per second, processor microseconds of the proxy for each, and how many were not what they were to be."""
    failed = multiprocessing.Value("i", 0)
    halves = [multiprocessing.Process(target=churn, args=(pki, port, count // 2, resumes, failed)) for _ in range(2)]
    began, before = time.monotonic(), processor_seconds(pid)
    for half in halves:
        half.start()
    for half in halves:
        half.join()
        failed.value += half.exitcode
    return count / (time.monotonic() - began), (processor_seconds(pid) - before) / count * 1e6, failed.value


def idle(pki, port, pid):
    context = client(pki)
    for held in [connect(context, port) for _ in range(200)]:
        held.close()
    time.sleep(1)
    before = resident_kib(pid)
    rested = [connect(context, port) for _ in range(IDLE)]
    time.sleep(3)
    grown = (resident_kib(pid) - before) / IDLE
    for held in rested:
        held.close()
    return grown


def answers(pki, port):
    for _ in range(200):
        try:
            connect(client(pki), port).close()
            return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"port {port} does not answer")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    work = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "/tmp/actormesh-bench")
    pki, started, rows = work / "pki", [], {}
    try:
        quiet = {"cwd": work, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started.append(subprocess.Popen(["nginx", "-p", str(work / "nginx-backend"), "-c", str(work / "nginx-backend/nginx.conf")], **quiet))
        proxies = [(name, port, subprocess.Popen(command, **quiet)) for name, port, command in targets(sys.argv[1], work)]
        started += [process for _, _, process in proxies]
        for name, port, process in proxies:
            answers(pki, port)
            for resumes in (False, True):
                measure(pki, port, process.pid, FULL, resumes)
            rows[name] = {False: [], True: []}
        for _ in range(ROUNDS):
            for resumes, count in ((False, FULL), (True, RESUMED)):
                for name, port, process in proxies:
                    rows[name][resumes].append(measure(pki, port, process.pid, count, resumes))
        print(f"{'':10}{'full/s':>9}{'cpu us':>9}{'resumed/s':>11}{'cpu us':>9}{'wrong':>7}{'KiB idle':>10}")
        for name, port, process in proxies:
            (full, full_cpu), (resumed, resumed_cpu) = ([statistics.median(run[i] for run in rows[name][resumes]) for i in (0, 1)] for resumes in (False, True))
            wrong = sum(run[2] for resumes in (False, True) for run in rows[name][resumes])
            print(f"{name:10}{full:9.0f}{full_cpu:9.0f}{resumed:11.0f}{resumed_cpu:9.0f}{wrong:7}{idle(pki, port, process.pid):10.1f}")
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()


if __name__ == "__main__":
    main()
