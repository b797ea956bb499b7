# plenary: what you can do here. `make` alone shows it.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := bash
.SHELLFLAGS := -euo pipefail -c

UV_VERSION := 0.13.9
UV_HOME := .tools/uv-$(UV_VERSION)
UV := $(UV_HOME)/bin/uv
PIP_QUIETLY := --quiet --disable-pip-version-check --root-user-action=ignore
RUN := $(UV) run --frozen
# One more than processors: tests of servers wait a good deal. The dear ones of tests/acceptance
# come first as the tree has them; by the number of tests they would come last, and on one process.
TEST_PROCESSES := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
export UV := $(abspath $(UV))

# In memory where there are 12 GB of it: tests make a thousand databases, each flushed to its disk.
MEMORY := { df -k --output=avail /dev/shm; awk '/MemAvailable/ {print $$2}' /proc/meminfo; } 2>/dev/null
TEST_ROOT := $(shell $(MEMORY) | grep -o '[0-9]*' | sort -n | awk 'NR == 1 && $$1 > 12e6 {print "/dev/shm"}')

.PHONY: help demo up test check fix bench rivals faults tampering mutants golden docs

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  \033[1m%-8s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/.synced ## Tell the life of an assembly, start to end, on this machine
	@$(RUN) plenary demo

up: .venv/.synced ## Start everything on this machine and stay (not for production)
	@$(RUN) plenary up

test: .venv/.synced ## Run all tests, with a real PostgreSQL and a real Temporal
	@$(RUN) python -m config.bring_temporal
	@PYTEST_DEBUG_TEMPROOT=$(TEST_ROOT) $(RUN) pytest --numprocesses=$(TEST_PROCESSES) --dist=loadfile --no-loadscope-reorder

check: .venv/.synced ## Check format, lint, types and layers; change nothing
	@$(RUN) ruff format --check
	@$(RUN) ruff check
	@$(RUN) --group bench mypy .
	@$(RUN) lint-imports

fix: .venv/.synced ## Format, and repair what can be repaired
	@$(RUN) ruff format
	@$(RUN) ruff check --fix

bench: .venv/.synced ## Measure acts, the register as it grows, and the calculators; draw the pictures
	@$(RUN) python -m bench.act
	@$(RUN) python -m bench.append
	@$(RUN) --group bench python -m bench.growth
	@$(RUN) python -m bench.compute

rivals: .venv/.synced ## Measure the register beside the event stores of others, where node is for one of them
	@if command -v npm >/dev/null; then npm ci --prefix bench/emmett --silent --no-audit --no-fund; fi
	@$(RUN) --group rivals python -m bench.rivals

faults: .venv/.synced ## Kill 1 000 times, cut the power 60 times, break disks, send 12 000 acts: an hour
	@PLENARY_KILLS=1000 PLENARY_WORKER_KILLS=50 PLENARY_POWER_CUTS=60 PLENARY_POWER_SECONDS=20 \
		PLENARY_ACTS=12000 PLENARY_TEST_OUTAGE_SECONDS=70 $(RUN) pytest -s tests/faults tests/load \
		tests/acceptance/test_kills.py tests/workflows/test_register_away.py

tampering: .venv/.synced ## Plant 10 000 mutations in registers and packages, check 1 000 untouched ones
	@PLENARY_TAMPERINGS=10000 PLENARY_UNTOUCHED=1000 $(RUN) pytest -s tests/tampering

mutants: .venv/.synced ## Plant errors in the arithmetic, one by one, and see that a test finds each
	@$(UV) run --frozen --group mutation mutmut run --max-children 2
	@$(UV) run --frozen --group mutation mutmut results

golden: .venv/.synced ## Keep shapes and samples of new events and histories, never touch an old one; list the guards
	@$(RUN) python -m tests.golden.add_shapes
	@$(RUN) python -m tests.golden.add_events
	@$(RUN) python -m tests.golden.write_guards
	@PLENARY_GOLDEN=add $(RUN) pytest tests/workflows/test_histories.py -k fresh

docs: .venv/.synced ## Write the generated pages of the documentation again
	@$(RUN) python -m docs.generate

# The environment follows the lock file; the tool that makes it comes from the package index.
.venv/.synced: uv.lock pyproject.toml | $(UV)
	@echo "bringing the packages that uv.lock names, once" >&2
	@$(UV) sync --frozen --quiet
	@touch $@

# Debian's bare python3 has no venv, or no pip to put into one; either of the two is enough.
$(UV):
	@rm -rf $(UV_HOME)
	@if python3 -m venv $(UV_HOME) >/dev/null 2>&1; then \
		$(UV_HOME)/bin/pip install $(PIP_QUIETLY) uv==$(UV_VERSION); \
	elif python3 -m pip --version >/dev/null 2>&1; then \
		python3 -m pip install $(PIP_QUIETLY) --target $(UV_HOME) uv==$(UV_VERSION); \
	else \
		echo "python3 has neither venv nor pip: install python3-venv and run make again" >&2; \
		exit 1; \
	fi
