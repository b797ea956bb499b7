"""Settings: from the environment, with a default for one machine."""

from pathlib import Path

from pydantic import Field
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
    temporal_address: str | None = Field(default=None, validation_alias="TEMPORAL_ADDRESS")
    temporal_namespace: str = Field(default="plenary", validation_alias="TEMPORAL_NAMESPACE")

    @property
    def keys(self) -> Path:
        """The folder of the gateway's keys."""
        return self.data / "keys"
