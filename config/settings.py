"""Settings: from the environment, with a default for one machine."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where things are; every name may be set in the environment, as `PLENARY_DATA`.

    `DATABASE_URL` and `TEMPORAL_ADDRESS`, where set, name servers that we do not start.
    """

    model_config = SettingsConfigDict(
        env_prefix="PLENARY_",
        extra="ignore",
        populate_by_name=True,
        hide_input_in_errors=True,  # it may hold a password
    )

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

    @field_validator("temporal_address")
    @classmethod
    def _names_temporal(cls, address: str | None) -> str | None:
        if address and not _is_place(address):
            raise ValueError("it is no address of Temporal; write host:port, as temporal:7233")
        return address

    @property
    def keys(self) -> Path:
        """The folder of the gateway's keys."""
        return self.data / "keys"


class SettingsError(Exception):
    """Settings make no sense; the sentence names every one, and never what it holds."""


def read_settings() -> Settings:
    """Return the settings of the environment; raise `SettingsError` where they make no sense."""
    try:
        return Settings()
    except ValidationError as fault:
        wrong = [
            f"{'.'.join(map(str, each['loc']))}: {each['msg'].removeprefix('Value error, ')}"
            for each in fault.errors(include_input=False, include_context=False)
        ]
        raise SettingsError("; ".join(wrong)) from None


def settings_of_process() -> Settings:
    """Return the settings of a process of its own, or end it with a sentence, not a trace."""
    try:
        return read_settings()
    except SettingsError as fault:
        raise SystemExit(f"{fault}. Nothing was started: correct it, and start again") from None


def _is_place(address: str) -> bool:
    try:
        parts = urlsplit(f"//{address}")
        return (
            bool(parts.hostname and parts.port and parts.netloc == address) and " " not in address
        )
    except ValueError:
        return False


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # its sentence may hold a part of the password
        return False
    return parts.scheme in ("postgresql", "postgres") and port != 0
