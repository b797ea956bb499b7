"""Which database a command uses: of what runs on the folder, else of the settings, else its own."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cli.describing import masked, read_settings
from cli.output import Output
from config.endpoints import Endpoints, running_on


@dataclass(frozen=True, kw_only=True)
class Used:
    """A database as it is shown: its address without a secret, who named it, and who did not."""

    address: str
    source: str
    warnings: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return both in a few words."""
        return f"{self.address} ({self.source})"


def used_by(data: Path) -> Used:
    """Return which database commands on a data folder use."""
    running, named = running_on(data), read_settings().database_url
    if running is not None:
        return Used(
            address=_shown(running.database_url),
            source=f"of what runs on {data}",
            warnings=_passed_over(data, running, named),
        )
    if named:
        return Used(address=_shown(named), source="DATABASE_URL")
    return Used(address=str(data / "postgres"), source="the folder's own")


def running_used(data: Path) -> Endpoints | None:
    """Return what runs on a data folder; say so where DATABASE_URL names another database."""
    running, named = running_on(data), read_settings().database_url
    if running is not None:
        for each in _passed_over(data, running, named):
            Output().say(f"plenary: {each}")
    return running


def _passed_over(data: Path, running: Endpoints, named: str | None) -> tuple[str, ...]:
    if named in (None, running.database_url):
        return ()
    used = _shown(running.database_url)
    said = f"DATABASE_URL is not used: something runs on {data}, and its database is {used}"
    return (f"{said}. Name another folder with --data to use DATABASE_URL",)


def _shown(url: str) -> str:
    """Return an address as people compare it: host, port and name."""
    parts = urlsplit(masked(url))
    asked = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.rpartition('@')[2]}{parts.path}{asked}"
