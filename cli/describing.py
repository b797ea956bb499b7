"""`version`, and the settings as they are read: what is wrong is said, secrets are masked."""

import platform
import re
from importlib.metadata import version as release_of
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from cli.exits import Exit, misused
from cli.gateways import gateway_of
from cli.output import Output
from config import settings
from config.gateway import PUBLIC
from config.postgres_programs import server_release

_SECRET = re.compile(r"((?:^|(?<=&))[^=&]*(?:pass|secret|token|key)[^=&]*)=[^&]*", re.IGNORECASE)


async def show_version(output: Output) -> int:
    """Show the release of this program and of what it stands on."""
    parts = {
        "plenary": release_of("plenary"),
        "python": platform.python_version(),
        "temporalio": release_of("temporalio"),
        "postgresql": await server_release(),
    }
    below = f"Python {parts['python']}, PostgreSQL {parts['postgresql']}"
    output.object(parts, text=f"plenary {parts['plenary']} ({below})")
    return Exit.DONE


def show_gateway(output: Output, data: Path) -> int:
    """Show the public half of the gateway's key, and the file that workers are given."""
    gateway = gateway_of(data)
    file = data / "keys" / PUBLIC
    told = {"key_id": gateway.key_id, "public_key": gateway.public_key.hex(), "file": str(file)}
    output.object(told, text=f"{gateway.key_id}  {gateway.public_key.hex()}  {file}")
    return Exit.DONE


def read_settings() -> settings.Settings:
    """Return the settings, or name every one that is wrong."""
    try:
        return settings.read_settings()
    except settings.SettingsError as fault:
        raise misused(str(fault)) from None


def masked(url: str) -> str:
    """Return a URL without its secrets: the password, wherever it stands."""
    parts = urlsplit(url)
    user, separator, _ = parts.netloc.rpartition("@")[0].partition(":")
    host = parts.netloc.rpartition("@")[2]
    query = _SECRET.sub(r"\1=***", parts.query)
    netloc = f"{user}:***@{host}" if separator else parts.netloc
    return urlunsplit(parts._replace(netloc=netloc, query=query))
