"""A Ray cluster of two workers, each a node with one CPU, on this machine and its loopback alone. Says its address, and ends with its standard input."""

import json
import sys

from ray.cluster_utils import Cluster

# Not 127.0.0.1: a driver would take that for the address of this machine in its network.
NODE = {"num_cpus": 1, "object_store_memory": 80 * 1024 * 1024, "node_ip_address": "127.0.0.2"}

cluster = Cluster(initialize_head=True, head_node_args={**NODE, "include_dashboard": False})
try:
    cluster.add_node(**NODE)
    cluster.wait_for_nodes()
    print(json.dumps({"address": cluster.address}), flush=True)
    sys.stdin.read()
finally:
    cluster.shutdown()
