# plenary: what you can do here. `make` alone shows it.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := bash
.SHELLFLAGS := -euo pipefail -c

UV_VERSION := 0.13.9
UV := .tools/uv-$(UV_VERSION)/bin/uv
RUN := $(UV) run --frozen
export UV := $(abspath $(UV))

.PHONY: help demo up test check fix bench docs

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  \033[1m%-8s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/.synced ## Tell the life of an assembly, start to end, on this machine
	$(RUN) plenary demo

up: .venv/.synced ## Start everything on this machine and stay (not for production)
	$(RUN) plenary up

test: .venv/.synced ## Run all tests, with a real PostgreSQL and a real Temporal
	$(RUN) pytest

check: .venv/.synced ## Check format, lint, types and layers; change nothing
	$(RUN) ruff format --check
	$(RUN) ruff check
	$(RUN) mypy .
	$(RUN) lint-imports

fix: .venv/.synced ## Format, and repair what can be repaired
	$(RUN) ruff format
	$(RUN) ruff check --fix

bench: .venv/.synced ## Measure how many acts a second one case takes
	$(RUN) python -m bench.act

docs: .venv/.synced ## Write the generated pages of the documentation again
	$(RUN) python -m docs.generate

# The environment follows the lock file; the tool that makes it comes from the package index.
.venv/.synced: uv.lock pyproject.toml | $(UV)
	$(UV) sync --frozen
	@touch $@

$(UV):
	python3 -m venv --clear .tools/uv-$(UV_VERSION)
	.tools/uv-$(UV_VERSION)/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
