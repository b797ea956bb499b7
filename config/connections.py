"""The connection to Temporal, made alike by every process."""

from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter


async def connect_temporal(address: str, namespace: str) -> Client:
    """Return a client with the data converter that every process shares."""
    return await Client.connect(
        address, namespace=namespace, data_converter=pydantic_data_converter
    )
