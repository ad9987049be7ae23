"""caller.py TARGET: calls it 50 times a second and says every 100 ms how many answers came from whom, as JSON. Failed calls count under "failed"."""
import collections
import json
import sys
import threading
import time

import grpc

counts = collections.Counter(failed=0)
last = ""
lock = threading.Lock()


def count(call):
    global last
    error = call.exception()
    with lock:
        counts["failed" if error else call.result().decode()] += 1
        if error:
            last = error.details()


say = grpc.insecure_channel(sys.argv[1]).unary_unary("/test.Greeter/Say")
while True:
    for _ in range(5):
        say.future(b"hello", timeout=10).add_done_callback(count)
        time.sleep(0.02)
    with lock:
        print(json.dumps({**counts, "last": last}), flush=True)
