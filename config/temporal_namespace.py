"""The namespace and the search attributes of plenary, made where they are missing."""

import asyncio
from datetime import timedelta

from google.protobuf.duration_pb2 import Duration
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest, RegisterNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from config.connections import connect_temporal

RETENTION = timedelta(days=30)
ATTRIBUTES = {
    "Case": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "Stage": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "NextDeadline": IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
    "StreamVersion": IndexedValueType.INDEXED_VALUE_TYPE_INT,
}
POLL_SECONDS = 0.1
CALL = timedelta(seconds=5)
NOT_YET = (
    RPCStatusCode.UNAVAILABLE,
    RPCStatusCode.DEADLINE_EXCEEDED,
    RPCStatusCode.NOT_FOUND,
    RPCStatusCode.CANCELLED,
    RPCStatusCode.FAILED_PRECONDITION,
    RPCStatusCode.INTERNAL,
    RPCStatusCode.UNKNOWN,
)
# A managed Temporal lets its own tools alone make namespaces and attributes.
NOT_OURS = (RPCStatusCode.PERMISSION_DENIED, RPCStatusCode.UNIMPLEMENTED)


async def prepare_namespace(address: str, namespace: str) -> None:
    """Make namespace and attributes, return once both are served; the caller sets the limit."""
    client = await connected(address, namespace)
    while not await is_prepared(client, namespace):
        await asyncio.sleep(POLL_SECONDS)


class NamespaceNotReadyError(Exception):
    """The namespace lacks what our workflows write: nothing is served until it is there."""


async def check_namespace(client: Client) -> None:
    """Refuse a namespace without our search attributes, before any case stumbles over it."""
    if missing := sorted(await missing_attributes(client, client.namespace)):
        raise NamespaceNotReadyError(
            f"namespace {client.namespace} lacks the search attributes {', '.join(missing)}: "
            "add them (deploy/temporal/namespace.sh) and start again"
        )


async def connected(address: str, namespace: str) -> Client:
    """Connect as soon as the frontend answers; until then the SDK raises a `RuntimeError`."""
    while True:
        try:
            return await connect_temporal(address, namespace)
        except RuntimeError:
            await asyncio.sleep(POLL_SECONDS)


async def is_prepared(client: Client, namespace: str) -> bool:
    """Take the next step towards a served namespace; say whether it was the last."""
    try:
        await register(client, namespace)
        await client.workflow_service.describe_namespace(
            DescribeNamespaceRequest(namespace=namespace), timeout=CALL
        )
        return await has_attributes(client, namespace)
    except RPCError as failure:
        if failure.status in NOT_YET:
            return False
        raise


async def register(client: Client, namespace: str) -> None:
    """Register the namespace with an explicit retention, unless it is there."""
    request = RegisterNamespaceRequest(
        namespace=namespace,
        workflow_execution_retention_period=Duration(seconds=int(RETENTION.total_seconds())),
    )
    try:
        await client.workflow_service.register_namespace(request, timeout=CALL)
    except RPCError as failure:
        if failure.status not in (RPCStatusCode.ALREADY_EXISTS, *NOT_OURS):
            raise


async def has_attributes(client: Client, namespace: str) -> bool:
    """Add the search attributes that are missing; say whether none was."""
    missing = await missing_attributes(client, namespace)
    if not missing:
        return True
    request = AddSearchAttributesRequest(
        namespace=namespace, search_attributes={name: ATTRIBUTES[name] for name in missing}
    )
    await client.operator_service.add_search_attributes(request, timeout=CALL)
    return False


async def missing_attributes(client: Client, namespace: str) -> set[str]:
    """Return which of our attributes a namespace lacks; none where we may not ask."""
    try:
        listed = await client.operator_service.list_search_attributes(
            ListSearchAttributesRequest(namespace=namespace), timeout=CALL
        )
    except RPCError as failure:
        if failure.status in NOT_OURS:
            return set()
        raise
    return set(ATTRIBUTES) - set(listed.custom_attributes)
