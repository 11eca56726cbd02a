# Every target first calls tools/setup.sh, which installs what is missing and costs about 0.1 s when nothing is.
# PYTHON=/path/to/python3.12 chooses the interpreter; ARGS="..." hands further words to pytest or the sweep.
.DEFAULT_GOAL := help
.PHONY: help setup brochure test accept-pages gallery check data sweep soak parity examples fuzz bench bench-scaling wheel lock clean

PY := .venv/bin/python
SHARED_DATA ?= ../shared/data

# The user's words reach the recipe through the environment, as typed: spaces, quotes and dollar signs are
# neither the shell's nor make's to interpret. Hence $(value), and `unexport` of what make would expand itself.
export ASKED_OCCUPATION := $(value OCCUPATION)
export ASKED_STATE := $(value STATE)
export ASKED_LAYOUT := $(value LAYOUT)
export ASKED_BRAND := $(value BRAND)
export ASKED_OUTPUT := $(value OUTPUT)
unexport OCCUPATION STATE LAYOUT BRAND OUTPUT

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## .venv, locked packages and system libraries (the others do this by themselves)
	@sh tools/setup.sh

brochure: setup ## OCCUPATION="medical records" STATE=TX [LAYOUT=] [BRAND=] [OUTPUT=]; no OCCUPATION: the whole state
	@if [ -z "$$ASKED_OCCUPATION$$ASKED_STATE" ]; then \
	    echo 'Which one? For example: make brochure OCCUPATION="medical records" STATE=TX' >&2; exit 2; fi; \
	exec .venv/bin/reportgen brochure \
	    $${ASKED_STATE:+--state "$$ASKED_STATE"} $${ASKED_LAYOUT:+--layout "$$ASKED_LAYOUT"} \
	    $${ASKED_BRAND:+--brand "$$ASKED_BRAND"} $${ASKED_OUTPUT:+--output "$$ASKED_OUTPUT"} \
	    $${ASKED_OCCUPATION:+-- "$$ASKED_OCCUPATION"}

test: setup ## all tests, two at a time
	@$(PY) -m pytest -n 2 --dist worksteal $(ARGS)

accept-pages: setup ## store pages and sections of the visual tests anew, after looking at them
	@$(PY) -m pytest -q tests/visual tests/layouts/test_sections.py --accept-pages

gallery: setup ## draw the pictures of docs/gallery, docs/layouts and docs/brand anew
	@PYTHONPATH=. $(PY) tools/gallery.py
	@PYTHONPATH=. $(PY) tools/layout_pictures.py
	@PYTHONPATH=. $(PY) tools/brand_pictures.py

check: setup ## lint, format, types
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy

data: setup ## rebuild the shipped store from SHARED_DATA (../shared/data)
	@.venv/bin/reportgen data build --from "$(SHARED_DATA)" --output data/reportgen.sqlite

sweep: setup ## render and check every occupation (long)
	@$(PY) tools/sweep.py $(ARGS)

soak: setup ## brochures and messages under random faults, then counted (long); ARGS="--brochures 500 --messages 100"
	@PYTHONPATH=. $(PY) tools/soak.py $(ARGS)

parity: setup ## brochures drawn at random, by the press and by WeasyPrint: what a reader gets has to be the same
	@PYTHONPATH=. $(PY) tools/parity.py $(ARGS)

examples: setup ## 3,000 examples for each test over any input, where `make test` draws 50 (long)
	@$(PY) -m pytest -n 2 --dist worksteal --hypothesis-profile many \
	    $$(grep -rl --include='test_*.py' '^from hypothesis' tests) $(ARGS)

# atheris has wheels of Linux on x86-64 only, so it is no part of the lock.
fuzz: setup ## random input for every reader, SECONDS=30 each; TARGETS="roster pdf" for some of them (tools/fuzz)
	@$(PY) -m pip --disable-pip-version-check install --quiet --no-input --no-deps --only-binary :all: \
	    --require-hashes -r tools/fuzz/requirements.txt
	@$(PY) tools/fuzz/run.py --seconds $(or $(SECONDS),30) $(TARGETS)

bench: setup ## against Chromium, Typst, ReportLab and plain WeasyPrint (benchmarks/README.md); writes benchmarks/results.md
	@PYTHONPATH=. $(PY) benchmarks/run.py $(ARGS)

bench-scaling: setup ## what a brochure costs on a Dask cluster: the tables of docs/scaling.md
	@PYTHONPATH=. $(PY) benchmarks/scaling.py $(ARGS)

wheel: setup ## dist/: the sdist, and the wheel built from it
	@rm -rf dist
	@$(PY) -m build --no-isolation --outdir dist

# On the oldest Python that we support: packages that only it needs would be left out by a newer one.
lock: setup ## requirements.lock from pyproject.toml; LOCK_ARGS=--upgrade also takes newer versions
	@$(PY) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "lock on Python 3.11: make lock PYTHON=python3.11")'
	@CUSTOM_COMPILE_COMMAND="make lock" $(PY) -m piptools compile --quiet --extra dev --generate-hashes \
	    --allow-unsafe --strip-extras --no-build-isolation \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	    $(LOCK_ARGS) --output-file requirements.lock pyproject.toml

clean: ## remove what make made: .venv, dist, caches (brochures stay)
	@rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
