"""Settings: from the environment, with a default for one machine."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where things are; every name may be set in the environment, as `PLENARY_DATA`.

    `DATABASE_URL` and `TEMPORAL_ADDRESS`, where set, name servers that we do not start.
    """

    model_config = SettingsConfigDict(env_prefix="PLENARY_", extra="ignore", populate_by_name=True)

    data: Path = Path("data")
    assembly: str = "turkpa"
    log_level: str = "info"
    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")
    migration_database_url: str | None = Field(
        default=None, validation_alias="MIGRATION_DATABASE_URL"
    )
    sealer_database_url: str | None = Field(default=None, validation_alias="SEALER_DATABASE_URL")
    temporal_address: str | None = Field(default=None, validation_alias="TEMPORAL_ADDRESS")
    temporal_namespace: str = Field(default="plenary", validation_alias="TEMPORAL_NAMESPACE")

    stamp_seconds: float = Field(default=3_600, gt=0)
    """So often an authority of time is asked at most."""

    @field_validator("database_url", "migration_database_url", "sealer_database_url")
    @classmethod
    def _names_postgresql(cls, url: str | None) -> str | None:
        if url is not None and not _is_address(url):
            raise ValueError(
                "it is no address of PostgreSQL; write postgresql://user:password@host:port/name, "
                "special characters as %2F"
            )
        return url

    @property
    def keys(self) -> Path:
        """The folder of the gateway's keys."""
        return self.data / "keys"


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # its sentence may hold a part of the password
        return False
    return parts.scheme in ("postgresql", "postgres") and port != 0
