"""The composition, as parsed: order, pinned images, loopback, durability, no secret inside."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml
from temporalio.api.enums.v1 import IndexedValueType

from config.settings import Settings
from config.temporal_namespace import ATTRIBUTES
from workflows.case_workflow import CASE, NEXT_DEADLINE, STAGE, STREAM_VERSION

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
Tree: TypeAlias = dict[str, Any]

ORDER = {
    "temporal-schema": {"postgres": "service_healthy"},
    "temporal": {
        "postgres": "service_healthy",
        "temporal-schema": "service_completed_successfully",
    },
    "temporal-namespace": {"temporal": "service_healthy"},
    "temporal-ui": {"temporal-namespace": "service_completed_successfully"},
    "migrate": {"postgres": "service_healthy"},
    "worker": {
        "postgres": "service_healthy",
        "migrate": "service_completed_successfully",
        "temporal-namespace": "service_completed_successfully",
    },
    "sealer": {
        "postgres": "service_healthy",
        "migrate": "service_completed_successfully",
    },
}
ONE_SHOTS = ("temporal-schema", "temporal-namespace", "migrate")
SECRET = re.compile(r"(PASSWORD|PWD|TOKEN|SECRET)$")
ASKED_FOR = re.compile(r"^\$\{[A-Z_]+:\?[^}]+\}$")
URL_PASSWORD = re.compile(r"://[^:/@]+:(?P<password>.+)@[^@]+$")
VARIABLE = re.compile(r"\$\{(?P<name>[A-Z_]+)")


def read_yaml(path: Path) -> Tree:
    tree = yaml.safe_load(path.read_text())
    assert isinstance(tree, dict)
    return tree


COMPOSE = read_yaml(ROOT / "docker-compose.yml")
SERVICES: Mapping[str, Tree] = COMPOSE["services"]
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
LONG = sorted(set(SERVICES) - set(ONE_SHOTS))


def environment(service: str) -> dict[str, str]:
    return dict(SERVICES[service].get("environment", {}))


def test_everything_starts_in_its_order() -> None:
    waits = {
        name: {other: how["condition"] for other, how in service["depends_on"].items()}
        for name, service in SERVICES.items()
        if "depends_on" in service
    }

    assert waits == ORDER


@pytest.mark.parametrize(
    "service",
    sorted({other for waits in ORDER.values() for other, how in waits.items() if "healthy" in how}),
)
def test_what_others_wait_for_says_when_it_is_healthy(service: str) -> None:
    assert SERVICES[service]["healthcheck"]["test"][0] == "CMD"
    assert SERVICES[service]["healthcheck"]["retries"] > 1


def test_the_database_is_healthy_only_when_it_serves_the_network() -> None:
    check = SERVICES["postgres"]["healthcheck"]["test"]

    assert "pg_isready" in check
    assert "--host=127.0.0.1" in check


def test_temporal_is_asked_by_its_port_since_its_image_has_no_client() -> None:
    assert SERVICES["temporal"]["healthcheck"]["test"] == ["CMD", "nc", "-z", "localhost", "7233"]
    assert ip_address(environment("temporal")["BIND_ON_IP"]).is_unspecified  # localhost too


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_every_image_is_pinned_to_one_release(service: str) -> None:
    name, _, tag = SERVICES[service]["image"].partition(":")

    assert re.match(r"^\d+\.\d+(\.\d+)?(-[a-z]+)?$", tag), f"{name}:{tag}"


def test_temporal_is_the_release_that_the_tests_run_against() -> None:
    module = (ROOT / "tools" / "temporal" / "go.mod").read_text()
    tested = re.search(r"go\.temporal\.io/server v(?P<release>\S+)", module)
    assert tested is not None
    for service in ("temporal", "temporal-schema", "temporal-namespace"):
        assert SERVICES[service]["image"].endswith(f":{tested['release']}")


def test_no_retracted_and_no_retired_image_of_temporal_is_used() -> None:
    images = {service["image"] for service in SERVICES.values()}

    assert "temporalio/server:1.30.0" not in images
    assert not any("auto-setup" in image for image in images)


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_ports_are_open_to_this_machine_only(service: str) -> None:
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[service].get("ports", []))
    assert "network_mode" not in SERVICES[service]


def test_nothing_switches_off_what_makes_postgres_durable() -> None:
    command = SERVICES["postgres"]["command"]
    settings = {text for before, text in pairwise(command) if before == "-c"}

    assert {"fsync=on", "full_page_writes=on", "synchronous_commit=on"} <= settings
    assert not re.search(
        r"(fsync|full_page_writes|synchronous_commit)\s*=\s*(off|local|remote)", str(SERVICES)
    )
    assert "--data-checksums" in environment("postgres")["POSTGRES_INITDB_ARGS"]


def test_the_register_outlives_its_container() -> None:
    mounts = SERVICES["postgres"]["volumes"]

    assert SERVICES["postgres"]["image"].startswith("postgres:18")
    assert "register:/var/lib/postgresql" in mounts
    assert not any(mount.endswith("/var/lib/postgresql/data") for mount in mounts)
    assert "register" in COMPOSE["volumes"]


def test_temporal_has_a_role_and_databases_of_its_own() -> None:
    temporal, schema = environment("temporal"), environment("temporal-schema")

    assert temporal["DB"] == schema["SQL_PLUGIN"] == "postgres12"
    assert temporal["POSTGRES_USER"] == schema["SQL_USER"] == "temporal"
    assert (temporal["DBNAME"], temporal["VISIBILITY_DBNAME"]) == (
        "temporal",
        "temporal_visibility",
    )
    assert "/plenary" in environment("worker")["DATABASE_URL"]


def test_the_number_of_shards_is_said_because_it_is_for_ever() -> None:
    assert environment("temporal")["NUM_HISTORY_SHARDS"] == "4"


def test_temporal_takes_a_whole_roll_call_at_once() -> None:
    dynamic = read_yaml(DEPLOY / "temporal" / "dynamicconfig.yaml")

    assert dynamic["history.maxInFlightUpdates"] == [{"value": 1000}]
    assert dynamic["history.maxInFlightUpdatePayloads"] == [{"value": 2_000_000}]
    assert dynamic["history.maxTotalUpdates"] == [{"value": 20000}]
    assert environment("temporal")["DYNAMIC_CONFIG_FILE_PATH"] == "/deploy/dynamicconfig.yaml"
    assert "./deploy/temporal:/deploy:ro" in SERVICES["temporal"]["volumes"]


def test_ended_runs_are_kept_for_thirty_to_ninety_days_as_said() -> None:
    hours = int(environment("temporal-namespace")["TEMPORAL_RETENTION"].removesuffix("h"))
    script = (DEPLOY / "temporal" / "namespace.sh").read_text()

    assert 30 * 24 <= hours <= 90 * 24
    assert '--namespace "$TEMPORAL_NAMESPACE" --retention "$TEMPORAL_RETENTION"' in script


def test_the_namespace_is_said_in_each_call_since_the_client_would_take_another() -> None:
    script = (DEPLOY / "temporal" / "namespace.sh").read_text().replace("\\\n", "")
    calls = re.findall(r"^[^#\n]*temporal operator .*$", script, flags=re.MULTILINE)

    assert len(calls) == 4
    assert all('--namespace "$TEMPORAL_NAMESPACE"' in call for call in calls)


def test_the_search_attributes_are_those_of_one_machine() -> None:
    script = (DEPLOY / "temporal" / "namespace.sh").read_text()
    here = {name: kind.upper() for name, kind in re.findall(r"--name (\w+) --type (\w+)", script)}
    there = {
        name: IndexedValueType.Name(kind).removeprefix("INDEXED_VALUE_TYPE_")
        for name, kind in ATTRIBUTES.items()
    }

    assert here == there


def test_the_search_attributes_are_those_that_workflows_write() -> None:
    written = (CASE, STAGE, STREAM_VERSION, NEXT_DEADLINE)
    demanded = {name: int(kind) for name, kind in ATTRIBUTES.items()}

    assert {each.name: int(each.indexed_value_type) for each in written} == demanded


@pytest.mark.parametrize("service", ["temporal-schema", "temporal-namespace"])
def test_a_one_shot_runs_a_script_that_is_there(service: str) -> None:
    (command,) = SERVICES[service]["command"]

    assert SERVICES[service]["entrypoint"] == ["/bin/sh"]
    assert (DEPLOY / "temporal" / Path(command).name).is_file()


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_a_one_shot_ends_and_a_service_comes_back(service: str) -> None:
    expected = "on-failure:5" if service in ONE_SHOTS else "unless-stopped"

    assert SERVICES[service]["restart"] == expected


def test_the_worker_is_ours_with_the_rights_of_the_application() -> None:
    told = environment("worker")

    assert SERVICES["worker"]["command"] == ["python", "-m", "workers.main"]
    assert told["DATABASE_URL"].startswith("postgresql://plenary_app:")
    assert told["TEMPORAL_ADDRESS"] == environment("temporal-namespace")["TEMPORAL_ADDRESS"]
    assert told["TEMPORAL_NAMESPACE"] == environment("temporal-namespace")["TEMPORAL_NAMESPACE"]
    assert "MIGRATION_DATABASE_URL" not in told


@pytest.mark.parametrize("service", ["worker", "migrate", "sealer"])
def test_our_processes_are_told_only_what_they_read(service: str) -> None:
    read = {
        str(field.validation_alias or f"PLENARY_{name.upper()}")
        for name, field in Settings.model_fields.items()
    }

    assert set(environment(service)) <= read


def test_migrations_run_with_another_role_than_the_workers() -> None:
    told = environment("migrate")

    assert SERVICES["migrate"]["command"] == ["python", "-m", "workers.migrate"]
    assert told["MIGRATION_DATABASE_URL"].startswith("postgresql://plenary_migrator:")
    assert "DATABASE_URL" not in told


def test_workers_get_public_keys_only_and_cannot_write_them() -> None:
    assert SERVICES["worker"]["volumes"] == ["./deploy/keys:/data/keys:ro"]
    assert environment("worker")["PLENARY_DATA"] == "/data"
    assert not list((DEPLOY / "keys").glob("*.key"))


@pytest.mark.parametrize("service", ["worker", "migrate", "sealer"])
def test_our_containers_can_change_nothing_of_themselves(service: str) -> None:
    assert SERVICES[service]["read_only"] is True
    assert SERVICES[service]["cap_drop"] == ["ALL"]
    assert SERVICES[service]["security_opt"] == ["no-new-privileges:true"]


def test_one_sealer_keeps_its_keys_with_the_memory_of_what_they_signed() -> None:
    told, sealer = environment("sealer"), SERVICES["sealer"]

    assert sealer["command"] == ["python", "-m", "workers.sealer"]
    assert told["SEALER_DATABASE_URL"].startswith("postgresql://plenary_sealer:")
    assert not {"DATABASE_URL", "MIGRATION_DATABASE_URL"} & set(told)
    assert sealer["volumes"] == [f"sealer:{told['PLENARY_DATA']}"]
    assert "sealer" in COMPOSE["volumes"]
    assert sealer["deploy"]["replicas"] == 1
    assert f"--owner=10001 --group=10001 {told['PLENARY_DATA']}" in DOCKERFILE


def test_a_worker_has_the_time_to_answer_what_it_took() -> None:
    assert int(SERVICES["worker"]["stop_grace_period"].removesuffix("s")) > 20


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_no_secret_stands_in_the_file(service: str) -> None:
    for name, value in environment(service).items():
        if SECRET.search(name):
            assert ASKED_FOR.match(value), name
        if found := URL_PASSWORD.search(value):
            assert ASKED_FOR.match(found["password"]), name


def test_the_example_names_every_variable_and_holds_no_secret() -> None:
    asked = set(VARIABLE.findall((ROOT / "docker-compose.yml").read_text()))
    lines = (DEPLOY / ".env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))

    assert set(example) == asked
    assert not any(value for name, value in example.items() if SECRET.search(name))


def test_the_image_is_built_from_pinned_bases() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, flags=re.MULTILINE)

    assert len(bases) == 3
    for base in bases:
        assert re.search(r":\d+\.\d+\.\d+(-slim-trixie)?$", base), base


def test_the_image_is_built_by_the_same_uv_as_here() -> None:
    here = re.search(r"^UV_VERSION := (\S+)$", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    assert here is not None

    assert f"FROM ghcr.io/astral-sh/uv:{here[1]} AS uv" in DOCKERFILE


def test_the_image_is_built_from_the_lock_file() -> None:
    syncs = re.findall(r"uv sync[^\n]*", DOCKERFILE)

    assert syncs
    assert all("--frozen" in sync and "--no-dev" in sync for sync in syncs)
    assert "--no-editable" in syncs[-1]


def test_the_image_runs_as_nobody_in_particular_with_a_fixed_hash_seed() -> None:
    user = re.findall(r"^USER (\S+)", DOCKERFILE, flags=re.MULTILINE)

    assert user == ["10001:10001"]
    assert "PYTHONHASHSEED=0" in DOCKERFILE
    assert 'CMD ["python", "-m", "workers.main"]' in DOCKERFILE


def test_every_package_of_ours_reaches_the_image() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    packages = re.search(r"module-name = \[(.*)\]", (ROOT / "pyproject.toml").read_text())
    assert packages is not None

    assert {f"!{name}" for name in re.findall(r'"(\w+)"', packages[1])} <= set(ignored)
    assert {"!pyproject.toml", "!uv.lock", "!README.md", "!LICENSE"} <= set(ignored)
