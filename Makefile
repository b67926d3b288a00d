# Every target does its own set-up. `make demo` shows the product, `make test` proves it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
PEERS := .venv-peers/.installed

.PHONY: help demo desk test lint format golden run bench registers lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): requirements.lock pyproject.toml
	@./.ci/setup "$(PYTHON)"
	@touch $@

demo: $(STAMP) ## the whole job on the bundled newsroom, offline
	@$(BIN)/beffroi demo

desk: $(STAMP) ## the editors' desk in a browser: of the workspace here or above, else of the demo
	@[ -n "$${BEFFROI_WORKSPACE:-}" ] || [ -f beffroi.toml ] || [ -f beffroi-demo/beffroi.toml ] || $(BIN)/beffroi demo
	@if [ -n "$${BEFFROI_WORKSPACE:-}" ] || [ -f beffroi.toml ]; then $(BIN)/beffroi serve; \
	  else $(BIN)/beffroi serve --workspace beffroi-demo; fi

test: $(STAMP) ## the whole test suite, a worker a core
	@$(BIN)/pytest -n auto

lint: $(STAMP) ## style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(STAMP) ## rewrite in the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(STAMP) ## rewrite what the golden pages read as, and the examples' answers; review the diff
	PYTHONPATH=. $(BIN)/python tests/extract/golden.py
	PYTHONPATH=. $(BIN)/python tests/demo/examples.py

run: $(STAMP) ## collect, process and publish once (a workspace here or above)
	@$(BIN)/beffroi run

bench: $(STAMP) ## crawl and extraction: speed, memory, hostile servers, bad pages (many minutes)
	@$(MAKE) --no-print-directory $(PEERS) || echo "no peers (their rows will say so): $(PEERS) failed" >&2
	@$(BIN)/python bench/run_all.py

$(PEERS): bench/peers.txt
	@[ -x .venv-peers/bin/python ] || "$(PYTHON)" -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --disable-pip-version-check -qq --no-deps --only-binary :all: -r $<
	@touch $@

registers: $(STAMP) ## rebuild the registers from their sources (needs npm and ../shared)
	$(BIN)/python -m registers.build --npm "$$(./.ci/decoupage)" --shared ../shared

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml --group dev --generate-hashes --only-binary :all: \
	  --python-version 3.11 --no-header -o requirements.lock

clean: ## remove what was built
	rm -rf .venv .venv-peers build dist *.egg-info beffroi-demo
