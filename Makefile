# Everyday commands; each runs in the virtual environment of the README's second command.
PYTHON ?= .venv/bin/python

.PHONY: check test lint format types layers golden demo docs

check: lint types layers test

test:
	$(PYTHON) -m pytest

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

format:
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

types:
	$(PYTHON) -m mypy

layers:
	$(dir $(PYTHON))lint-imports

golden: ## refresh tests/golden after reading what changed
	$(PYTHON) -m pytest tests/golden --update-golden

demo: ## rebuild claims.db from fixtures/
	$(PYTHON) scripts/build_demo.py

docs: ## rewrite what README.md and docs/ show of the program
	$(PYTHON) scripts/refresh_readme.py
	$(PYTHON) scripts/write_cli_docs.py
	$(PYTHON) scripts/write_api_docs.py
	$(PYTHON) scripts/run_docs.py
	$(PYTHON) scripts/run_notebook.py
