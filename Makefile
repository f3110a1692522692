# Two commands do all set-up on a fresh Debian with Python 3.11: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

help:
	@echo "make demo    a sample exchange with planted breaches, its day closed and printed, the Excel pack written"
	@echo "make test    every test, on DuckDB, Spark, SQLite and PostgreSQL"
	@echo "make check   lint, types, import contracts, the docs' code"
	@echo "make docs    the generated pages of the reference"
	@echo "make pictures the pictures in the READMEs, from the demo"
	@echo "make proof-pictures the pictures of the page that checks a proof, from a browser"
	@echo "make bench   timings as ratios within one run; SIZE=small, middle or full"

$(VENV)/core: constraints.txt pyproject.toml
	./scripts/make-venv $(PYTHON) $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: $(VENV)/core constraints-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints-dev.txt
	@touch $@

demo: $(VENV)/core
	./scripts/demo $(BIN) build/demo

# Test files side by side; each side may start Spark, so more want more memory.
JOBS ?= 2
test: $(VENV)/dev
	./scripts/need-java
	./scripts/need-chromium
	$(BIN)/pytest -n $(JOBS) --dist loadfile

check: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/dev
	$(BIN)/python scripts/docs

SIZE ?= middle
bench: $(VENV)/dev
	$(BIN)/python -m benchmarks --size $(SIZE)

pictures: demo
	for lang in en ja; do HOZEN_HOME=build/demo/home HOZEN_USER=sato HOZEN_LANG=$$lang \
	  $(BIN)/python scripts/picture docs/pictures/close-$$lang.svg 100 52 $(BIN)/hozen close build/demo/exchange \
	  --day 2026-11-20 --scenario press-band --out build/demo/closing --no-excel; done

proof-pictures: $(VENV)/dev
	./scripts/need-chromium
	for lang in en ja; do $(BIN)/python scripts/page-picture docs/pictures/proof-page-$$lang.png $$lang; done

constraints:
	./scripts/pin

clean:
	rm -rf build $(VENV)

.PHONY: help demo test check docs bench pictures proof-pictures constraints clean
