# make demo: set up and run a simulated home. make test: set up and run the tests. Options go in ARGS="...".
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
TSC := tests/schemas/forms/typescript/node_modules/typescript/bin/tsc
TAG := $(shell $(PYTHON) -c 'import sys; print("py%d%d" % sys.version_info[:2])' 2>/dev/null)
LOCK := locks/$(TAG)-dev.txt
STAMP := $(VENV)/.installed-$(TAG)

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-long check bench faults peers publish lock wheels clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/' | expand -t 20

setup: $(STAMP) ## Create .venv with the locked packages

$(STAMP): $(LOCK) pyproject.toml
	@echo "==> Setting up $(VENV) for $(TAG) from $(LOCK) (about a minute, once)" >&2
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "python3-venv is missing: apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python && $(BIN)/python -c 'import sys; sys.exit("py%d%d" % sys.version_info[:2] != "$(TAG)")' || $(PYTHON) -m venv --clear $(VENV)
	@echo "==> Installing $$(grep -c '^[a-zA-Z]' $(LOCK)) pinned packages, each checked against its hash" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(LOCK)
	@echo "==> Installing Hutong itself (editable)" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q schemas privacy adapters gateway
	@touch $(STAMP)

$(LOCK):
	@echo "No lock file for $(TAG): Hutong is tested with Python 3.11, 3.12 and 3.13. Name one: make PYTHON=python3.11 ..."; exit 1

demo: setup ## Run the simulated home, the gateway and a pretend platform (ARGS="--seconds 30 --json --headless")
	@$(BIN)/hutong demo $(ARGS)

test: setup ## Run the tests (ARGS="-k name")
	@command -v mosquitto >/dev/null || test -x /usr/sbin/mosquitto || echo "==> mosquitto is not installed: tests against a real broker are skipped (apt install mosquitto)"
	@command -v node >/dev/null && test -e $(TSC) || echo "==> the TypeScript compiler is not installed: the declarations are not compiled (make peers)"
	@command -v chromedriver >/dev/null || echo "==> Chromium is not installed: the reference pages are not opened (apt install chromium chromium-driver)"
	@$(BIN)/python -m tests.peers
	@$(BIN)/python -m pytest -n auto -m "not long" $(ARGS)

test-long: setup ## Run the long tests as well
	@$(BIN)/python -m pytest -n auto $(ARGS)

check: setup ## Lint, types, import contracts, published files
	@echo "==> ruff" && $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "==> mypy" && $(BIN)/mypy
	@echo "==> import contracts" && $(BIN)/lint-imports
	@echo "==> published files" && $(BIN)/python -m schemas.publish --check

bench: setup ## Measure speed and memory, each beside its raw limit (ARGS="--json --quick")
	@$(BIN)/python -m benchmarks $(ARGS)

faults: setup ## Kill, starve and cut off a running gateway, and count what is lost (ARGS="--faults 50 --seed 7 --json")
	@$(BIN)/python -m tests.faults $(ARGS)

peers: setup ## Install what tests against programs of others need
	@command -v mosquitto >/dev/null || test -x /usr/sbin/mosquitto || { test "$$(id -u)" = 0 && apt-get install -y -qq mosquitto >/dev/null && echo "==> mosquitto installed" || echo "==> mosquitto is missing and needs root: apt install mosquitto"; }
	@command -v npm >/dev/null && { cd tests/schemas/forms/typescript && npm ci --silent --no-audit --no-fund && echo "==> TypeScript compiler installed"; } || echo "==> npm is missing: apt install npm, for the TypeScript compiler"
	@command -v chromedriver >/dev/null || { test "$$(id -u)" = 0 && apt-get install -y -qq chromium chromium-driver >/dev/null && echo "==> Chromium installed" || echo "==> Chromium is missing and needs root: apt install chromium chromium-driver"; }
	@$(BIN)/python -m tests.peers

publish: setup ## Regenerate the published forms of the schema
	@$(BIN)/python -m schemas.publish

lock: setup ## Make the lock files anew, for every supported Python
	@for v in 3.11 3.12 3.13; do tag=py$$(echo $$v | tr -d .); echo "==> $$tag"; \
	  $(BIN)/uv pip compile -q pyproject.toml --universal --python-version $$v --all-extras --group dev --generate-hashes --no-emit-index-url --no-header --no-annotate -o locks/$$tag-dev.txt && \
	  $(BIN)/uv pip compile -q pyproject.toml --universal --python-version $$v -c locks/$$tag-dev.txt --generate-hashes --no-emit-index-url --no-header --no-annotate -o locks/$$tag.txt && \
	  $(BIN)/uv pip compile -q pyproject.toml --universal --python-version $$v --extra homekit --extra esphome --extra knx --extra modbus -c locks/$$tag-dev.txt --generate-hashes --no-emit-index-url --no-header --no-annotate -o locks/$$tag-protocols.txt || exit 1; done

wheels: setup ## Check that every core dependency has aarch64 and armv7l wheels
	@$(BIN)/python .ci/check_wheels.py

clean: ## Remove what make setup and the tools made
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
