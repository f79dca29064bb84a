# Every target with a `##` comment is listed by `make`.
export PYTHON ?= python3
BIN := .venv/bin
CODE := counter_device events firmware_config hub ticket_printer tests tools

.DEFAULT_GOAL := help
.PHONY: help demo setup test check journeys bench bench-compare drill fuzz format docs clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/.demo ## Run the whole house on this machine, with virtual boxes
	$(BIN)/layso-demo

setup: .venv/.dev ## Make .venv with everything that work on Layso needs

test: requirements check journeys ## Check, then run the whole house in the journeys

check: .venv/.dev ## Format, lint, types, imports, spelling, and every test but the journeys
	$(MAKE) --no-print-directory --jobs=2 --output-sync=target read units

journeys: .venv/.dev ## Run the tests that start the whole house
	$(BIN)/pytest -q -m journey

bench: .venv/.dev ## Measure speed and cost beside their limits, in 12 minutes; ONLY=part for one
	tools/requirements.sh broker
	$(BIN)/python -m tests.benchmarks $(addprefix --only ,$(ONLY))

bench-compare: .venv/.dev ## Show what got worse: make bench-compare OLD=a.json NEW=b.json
	$(BIN)/python -m tests.benchmarks compare $(OLD) $(NEW)

drill: .venv/.dev ## Kill, freeze and damage a house under load: make drill KILLS=20 SEED=1
	tools/requirements.sh broker compiler
	$(BIN)/python -m tests.drill $(addprefix --kills ,$(KILLS)) $(addprefix --seed ,$(SEED)) \
		$(addprefix --only ,$(ONLY)) $(addprefix --broker ,$(BROKER))

fuzz: .venv/.dev ## Throw mangled messages at hub and boxes: make fuzz MINUTES=5 SEED=1
	$(BIN)/python -m tests.fuzz $(addprefix --minutes ,$(MINUTES)) $(addprefix --seed ,$(SEED))
	FUZZ_CASES=100 $(BIN)/pytest -q tests/hub/web/test_openapi_fuzz.py $(addprefix --hypothesis-seed=,$(SEED))

format: .venv/.dev ## Put the code into its form
	$(BIN)/ruff check --quiet --fix $(CODE)
	$(BIN)/ruff format --quiet $(CODE)

docs: .venv/.dev ## Write docs/reference and the dashboard anew from the code
	$(BIN)/python -m tools.reference docs/reference
	$(BIN)/python -m tools.dashboard docs/how-to/monitoring/layso-dashboard.json

clean: ## Remove .venv and what tools left behind
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# Not in the list: what the targets above stand on.
.PHONY: read units requirements
read:
	$(BIN)/ruff format --check --quiet $(CODE)
	$(BIN)/ruff check --quiet $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell $(CODE) docs *.md *.cfg *.toml Makefile .ci/run

# More workers than cores: these tests wait more than they work.
units:
	$(BIN)/pytest -q -n 4 -m "not journey"

requirements:
	tools/requirements.sh python broker browser rsync compiler

# A stamp is newer than the settings it was made from, or pip runs again.
.venv/.demo: setup.cfg pyproject.toml
	tools/requirements.sh python
	$(PYTHON) -m venv .venv
	@echo "Fetching libraries into .venv; this takes a minute."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[demo]'
	touch $@

.venv/.dev: setup.cfg pyproject.toml
	tools/requirements.sh python
	$(PYTHON) -m venv .venv
	@echo "Fetching libraries into .venv; this takes a few minutes."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@ .venv/.demo
