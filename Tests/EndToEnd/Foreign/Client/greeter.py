"""greeter.py IP:PORT NAME: a gRPC server that says its name."""
import concurrent.futures
import sys

import grpc

address, name = sys.argv[1:]
say = grpc.unary_unary_rpc_method_handler(lambda request, context: name.encode())
server = grpc.server(concurrent.futures.ThreadPoolExecutor(4))
server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("test.Greeter", {"Say": say}),))
if server.add_insecure_port(address) == 0:
    sys.exit(f"cannot listen on {address}")
server.start()
print("ready", flush=True)
server.wait_for_termination()
