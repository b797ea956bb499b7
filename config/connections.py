"""The connection to Temporal, made alike by every process.

What a managed Temporal asks for comes from the environment, as its own tools read it: API key,
TLS, certificates (`TEMPORAL_API_KEY`, `TEMPORAL_TLS`, `TEMPORAL_TLS_CLIENT_CERT_PATH` and so on).
"""

import logging
import os
from collections.abc import Mapping
from functools import cache
from ipaddress import ip_address

from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.envconfig import ClientConfig, ClientConnectConfig
from temporalio.runtime import (
    LogForwardingConfig,
    LoggingConfig,
    Runtime,
    TelemetryConfig,
    TelemetryFilter,
)


@cache
def runtime() -> Runtime:
    """Return the SDK's core of this process; what it logs goes where Python's own log goes.

    By itself the core writes warnings, in colour, on standard output, among the data.
    """
    forwarding = LogForwardingConfig(logger=logging.getLogger("temporalio.core"))
    kept = TelemetryFilter(core_level="WARN", other_level="ERROR")
    logs = LoggingConfig(filter=kept, forwarding=forwarding)
    return Runtime(telemetry=TelemetryConfig(logging=logs))


async def connect_temporal(address: str, namespace: str) -> Client:
    """Return a client with the data converter that every process shares."""
    settings = settings_of(address, namespace, os.environ)
    return await Client.connect(
        address,
        namespace=namespace,
        api_key=settings.get("api_key"),
        tls=settings.get("tls"),
        rpc_metadata=settings.get("rpc_metadata", {}),
        data_converter=pydantic_data_converter,
        runtime=runtime(),
    )


def settings_of(address: str, namespace: str, environ: Mapping[str, str]) -> ClientConnectConfig:
    """Return how to connect; on loopback without TLS, unless the environment describes it."""
    named = {**environ, "TEMPORAL_ADDRESS": address, "TEMPORAL_NAMESPACE": namespace}
    found = ClientConfig.load_client_connect_config(override_env_vars=named)
    if found.get("tls", True) is True and is_loopback(address):
        found["tls"] = False
    return found


def is_loopback(address: str) -> bool:
    """Tell whether an address is on this machine."""
    host = address.rpartition(":")[0].strip("[]")
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
