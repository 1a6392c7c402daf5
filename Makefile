# Every target sets up what it needs: uv, Python 3.13, the packages of uv.lock.
# Needed beforehand: make, git and any Python 3 (on Debian also python3-venv).

SHELL := /bin/sh
STAMP := .venv/.synced
RUN := tools/uv run --no-sync

.DEFAULT_GOAL := help
.PHONY: help setup demo test check prove bench docs clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 14

$(STAMP): uv.lock pyproject.toml .python-version
	@tools/uv sync --locked --quiet
	@env -u PYTHONDONTWRITEBYTECODE $(RUN) python -m tools.compiled
	@touch $@

setup: $(STAMP) ## uv, Python and packages; nothing to do when they are there

demo: $(STAMP) ## a synthetic province from nothing to its accounts, in ./demo
	@$(RUN) toandan demo --home demo

test: $(STAMP) ## every test but the long proofs, and those of the repository itself, which `make check` runs
	@$(RUN) pytest -n auto --dist loadfile --ignore=tests/repo

check: $(STAMP) ## format, lint, types, arrows between rooms, reference pages, the repository's own rules
	@$(RUN) ruff format --check --quiet .
	@$(RUN) ruff check --quiet .
	@$(RUN) mypy
	@$(RUN) lint-imports
	@$(RUN) python -m tools.docs.reference --check
	@$(RUN) pytest tests/repo

prove: $(STAMP) ## long proofs; their results go to docs/proof
	@$(RUN) pytest -m prove

bench: $(STAMP) ## every benchmark, one after the other
	@for file in bench/[a-z]*.py; do echo "== $$file"; $(RUN) python -m "bench.$$(basename "$$file" .py)" || exit 1; done

docs: $(STAMP) ## write docs/reference from the declarations
	@$(RUN) python -m tools.docs.reference

clean: ## remove what was made here, but not the packages
	@rm -rf demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} +
