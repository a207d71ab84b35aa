# Needs only make and Python 3.11 or newer. `make` alone lists the commands.
# Everything is kept in .venv, made from the pinned, hashed requirements/*.txt.

DISTRICT ?= maidstone
ARGS ?=
UPGRADE ?=
KILLS ?= 50
RACES ?= 20
TIMES ?= 5
FAULTS := tests/proof/test_killed_worker.py tests/proof/test_killed_half_way.py \
	tests/proof/test_ticking_at_once.py tests/proof/test_closing_at_once.py \
	tests/proof/test_any_office_day.py tests/proof/test_any_command.py \
	tests/proof/test_load.py tests/proof/test_there_and_back.py \
	tests/proof/test_failover.py tests/casework/delivery/test_killed.py \
	tests/web/api/test_schemathesis.py tests/casework/handover/test_at_once.py \
	tests/casework/backups/test_while_others_write.py tests/casework/delivery/test_privacy.py \
	tests/demo/test_same_play.py tests/benchmarks/test_visits.py
# `make test` leaves these to their own targets, unless it is told what to run.
LONG := tests/web/browser $(FAULTS)

SHELL := /bin/sh
BIN := .venv/bin
# The pins are whole, so nothing is resolved: an older pip, asked for a package with
# extras, would take the newest one there is instead of the one that is pinned.
INSTALL := -m pip --disable-pip-version-check --no-input install --quiet --no-deps \
	--require-hashes -r

# A Python counts when it is new enough and can make an environment; one that
# pyenv lists without having it, or Debian ships without venv, does not.
fit := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	"$$python" -c '$(fit)' >/dev/null 2>&1 && echo "$$python" && break; done)

# The stamps carry a fingerprint of the pins and of this folder, so that changed
# pins, or a folder that was moved, make a new environment.
hash = $(shell { pwd; cat $(1); } 2>/dev/null | cksum | cut -d' ' -f1)
RUN_READY := .venv/run-ready-$(call hash,requirements/run.txt)
TEST_READY := .venv/test-ready-$(call hash,requirements/run.txt requirements/test.txt)
PINS_READY := .pins/ready-$(call hash,requirements/pins.txt)

# Stamps whose Python has gone are worth nothing.
$(shell [ -x $(BIN)/python ] || rm -f .venv/*-ready-*)

.PHONY: help run demo test browser faults check format pins assets clean bench load failover
.DEFAULT_GOAL := help

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

run: $(RUN_READY) ## play the demo if there is none, and serve the pages: ARGS="--port 8080"
	@$(BIN)/python run_engine.py run --district $(DISTRICT) $(ARGS)

demo: $(RUN_READY) ## play the programme of one district: DISTRICT=maidstone
	@$(BIN)/python run_engine.py demo --district $(DISTRICT)

test: $(TEST_READY) ## test all but browser and faults, on both databases: ARGS=tests/engine
	@$(BIN)/python -m pytest -n auto $(if $(NAMED),,$(LONG:%=--ignore=%)) $(ARGS)
	@$(if $(NAMED),,echo "Not run here: make browser, make faults. CI runs them, too.")

browser: $(TEST_READY) ## let a browser and axe look at every page and answer
	@$(BIN)/python -m pytest -n auto tests/web/browser $(ARGS)

bench: $(TEST_READY) ## measure beside hand-written SQL: FULL=1 or ARGS="advance"
	@$(BIN)/python -m benchmarks $(if $(FULL),--full) $(ARGS)

load: $(TEST_READY) ## load a PostgreSQL with real processes, and prove it: SECONDS=120
	@$(BIN)/python -m benchmarks.load $(call often,120) $(ARGS)

failover: $(TEST_READY) ## kill a primary under load, promote its standby: SECONDS=60
	@$(BIN)/python -m benchmarks.failover $(call often,60) $(ARGS)

faults: $(TEST_READY) ## kill, race and try at random, for half an hour: KILLS=50 RACES=20 TIMES=5
	@FCE_KILLS=$(KILLS) FCE_HALF_WAYS=$(KILLS) FCE_RACES=$(RACES) FCE_TIMES=$(TIMES) \
		$(BIN)/python -m pytest -v $(FAULTS)

check: $(TEST_READY) ## check format, lint, types, import contracts, pins and workflows
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pip check
	$(BIN)/python run_engine.py workflows check

format: $(TEST_READY) ## put the code into the house format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

pins: $(PINS_READY) ## pin again after pyproject.toml changed: UPGRADE=--upgrade
	@$(call compile,run.txt,pyproject.toml)
	@$(call compile,test.txt,--extra test --extra bench --constraint requirements/run.txt pyproject.toml)
	@$(call compile,pins.txt,--allow-unsafe requirements/pins.in)

assets: ## compile the styles and scripts again (needs Node and npm)
	@sh web/assets_source/make_assets.sh

clean: ## remove the environments and the caches
	rm -rf .venv .pins .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -rf .import_linter_cache .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

NAMED = $(findstring tests/,$(ARGS))
often = --seconds $(or $(SECONDS),$(1)) --workers $(or $(WORKERS),4) \
	--tickers $(or $(TICKERS),2)

compile = CUSTOM_COMPILE_COMMAND="make pins" .pins/bin/pip-compile --quiet $(UPGRADE) \
	--generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links \
	--no-emit-trusted-host --output-file requirements/$(1) $(2)

# An environment is made from nothing each time, and stamped last: whatever breaks
# off half-way leaves no stamp, and is made again.
make_environment = $(check_python) \
	&& echo "Making $(1) with $(PYTHON) ..." >&2 && rm -rf $(1) && $(PYTHON) -m venv $(1)

check_python = { [ -n "$(PYTHON)" ] && "$(PYTHON)" -c '$(fit)' 2>/dev/null; } || { \
	echo "make found no Python 3.11 or newer that has venv and ensurepip." >&2; \
	echo "Install one (on Debian and Ubuntu: python3 and python3-venv), or" >&2; \
	echo "name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }

$(RUN_READY):
	@$(call make_environment,.venv)
	@$(BIN)/python $(INSTALL) requirements/run.txt
	@touch $@

# The run stamp steps aside meanwhile: a half-installed test package spoils both.
$(TEST_READY): $(RUN_READY)
	@echo "Adding the test packages ..." >&2
	@rm -f $(RUN_READY)
	@$(BIN)/python $(INSTALL) requirements/test.txt
	@touch $(RUN_READY) $@

$(PINS_READY):
	@$(call make_environment,.pins)
	@.pins/bin/python $(INSTALL) requirements/pins.txt
	@touch $@
