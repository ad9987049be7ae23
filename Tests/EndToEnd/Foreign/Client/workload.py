"""workload.py SOCKET METHOD [NAME=VALUE ...] [once]: calls a method of the SPIFFE Workload API and says each answer as a line of JSON, bytes as hexadecimal.

Without generated code: a field of bytes or text is its number and its length before it. What is refused is said as {"code", "details"}.
"""
import json
import sys

import grpc


def fields(message):
    """Number and content of each field."""
    while message:
        key, message = number(message)
        assert key & 7 == 2, "a field of bytes or text"
        length, message = number(message)
        yield key >> 3, message[:length]
        message = message[length:]


def number(message):
    value = shift = 0
    for index, byte in enumerate(message):
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, message[index + 1:]
    raise ValueError("a number without an end")


def x509_svid(message):
    """Of the one identity that there is."""
    (_, svid), = ((name, content) for name, content in fields(message) if name == 1)
    known = dict(fields(svid))
    return {"id": known[1].decode(), "svid": known[2].hex(), "key": known[3].hex(), "bundle": known[4].hex()}


def x509_bundles(message):
    entries = (dict(fields(entry)) for name, entry in fields(message) if name == 2)
    return {entry[1].decode(): entry[2].hex() for entry in entries}


READ = {"FetchX509SVID": x509_svid, "FetchX509Bundles": x509_bundles}

socket, method, *words = sys.argv[1:]
call = grpc.insecure_channel(f"unix:{socket}").unary_stream(f"/SpiffeWorkloadAPI/{method}")
try:
    for answer in call(b"", metadata=[tuple(word.split("=")) for word in words if "=" in word]):
        print(json.dumps(READ[method](answer)), flush=True)
        if "once" in words:
            break
except grpc.RpcError as error:
    print(json.dumps({"code": error.code().name, "details": error.details()}), flush=True)
