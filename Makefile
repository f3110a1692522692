# Two commands do all set-up on a fresh Debian with Python 3.11: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

help:
	@echo "make demo    (not built yet) make a sample exchange with planted breaches and close its day"
	@echo "make test    every test, on DuckDB, Spark, SQLite and PostgreSQL"
	@echo "make check   lint, types, import contracts, the docs' code"
	@echo "make bench   (not built yet) timings as ratios within one run"

$(VENV)/core: constraints.txt pyproject.toml
	./scripts/make-venv $(PYTHON) $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: $(VENV)/core constraints-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints-dev.txt
	@touch $@

demo:
	@echo "not built yet: the demo needs the command line and the daily close" >&2; exit 1

test: $(VENV)/dev
	./scripts/need-java
	$(BIN)/pytest

check: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench:
	@echo "not built yet: there are no benchmarks so far" >&2; exit 1

constraints:
	./scripts/pin

clean:
	rm -rf build $(VENV)

.PHONY: help demo test check bench constraints clean
