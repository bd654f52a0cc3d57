# The archive's targets. `make help` lists them.
# Everything is set up into .venv from the lock files; a target runs again only where something it is made from changed.

SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
BENCH_PEERS ?= # lucene xapian, where they are there
export ARCHIVE_HOME ?= var

.DEFAULT_GOAL := help
.PHONY: help run test test-fast test-opensearch test-opensearch-lean lint types check lock bench bench-opensearch bench-quick quality screenshots wheel clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-20s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.installed $(ARCHIVE_HOME)/.sample ## set everything up, index the sample archive, serve page and API on 127.0.0.1:8000
	@$(BIN)/archive serve --host $(HOST) --port $(PORT)

test: $(VENV)/.tests $(VENV)/.browser ## set everything up and run every test
	$(BIN)/python -m pytest -n 2

test-fast: $(VENV)/.tests ## the tests that need no browser
	$(BIN)/python -m pytest -n 2 --ignore tests/page

test-opensearch: $(VENV)/.tests $(VENV)/.browser ## the tests of engine, API and page against a real OpenSearch of three nodes (needs Java and Maven)
	$(BIN)/python -m tests.opensearch

test-opensearch-lean: $(VENV)/.tests $(VENV)/.browser ## a part of these: the contract, faults, search by API and page, a node that is killed
	$(BIN)/python -m tests.opensearch --lean

lint: $(VENV)/.tests ## ruff: style and likely mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tests ## mypy --strict on both packages
	$(BIN)/mypy

quality: $(VENV)/.tests ## measure cleaning, actors, countries and dates against their floors
	$(BIN)/python -m tests.quality

bench: $(VENV)/.bench ## measure against other engines at 20 k, 200 k and 1 M articles (docs/performance.md)
	$(BIN)/python -m bench.compare 20000 ours tantivy sqlite whoosh $(BENCH_PEERS) --build
	$(BIN)/python -m bench.compare 200000 ours tantivy $(BENCH_PEERS) --build
	$(BIN)/python -m bench.compare 1000000 ours tantivy --rounds 3 --build
	for count in 20000 200000 1000000; do $(BIN)/python -m bench.costs $$count; done
	for count in 20000 200000 1000000; do $(BIN)/python -m bench.indexing $$count; done
	for count in 20000 200000 1000000; do $(BIN)/python -m bench.http $$count; done

bench-opensearch: $(VENV)/.tests ## measure OpenSearch beside the embedded engine at 20 k articles (needs Java and Maven; docs/scaling.md)
	$(BIN)/python -m bench.opensearch 20000

bench-quick: $(VENV)/.bench ## the main ratios at 20 k articles, one a line: name ratio target
	@$(BIN)/python -m bench.quick

screenshots: $(VENV)/.tests $(VENV)/.browser $(ARCHIVE_HOME)/.sample ## take the pictures of the README and docs from the running page
	$(BIN)/python docs/take_screenshots.py

wheel: $(VENV)/.tests ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

lock: $(VENV)/.tests ## pin every dependency anew, with hashes
	tools/lock

clean: ## remove the environment and the data in var/
	rm -rf $(VENV) $(ARCHIVE_HOME) dist build *.egg-info

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or say where it is with make PYTHON=…" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than 3.11: install Python 3.11, or say where it is with make PYTHON=…" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml $(wildcard index/columnar/*.[ch]) | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tests: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.tests
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-bench.lock
	@touch $@

$(VENV)/.browser: | $(VENV)/bin/python
	@tools/browser
	@touch $@

$(ARCHIVE_HOME)/.sample: $(VENV)/.installed
	$(BIN)/archive ingest --sample
	@touch $@
