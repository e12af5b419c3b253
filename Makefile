# Two commands for a fresh machine: `make demo` and `make test`. Windows, or no make: see README.md.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
TRAIN = PYTHONPATH=. $(abspath $(BIN))/python -m weasel
TRAIN_VARS = --vars.python $(abspath $(BIN))/python --vars.treebank "$(abspath $(UNPUSHY_TREEBANK))"

.PHONY: demo test test-vscode lint bench quality reader reader-data reader-errors learning-curve train train-held-out docs picture fix-style clean

demo: $(VENV)/.installed
	$(BIN)/unpushy check --isolated examples || test $$? -eq 1

test: $(VENV)/.test
	$(MAKE) lint
	$(BIN)/python -m pytest

# The extension in a real VS Code: vscode-extension/README.md tells what it is, test.sh what is done.
test-vscode: $(VENV)/.test
	UNPUSHY_PYTHON=$(abspath $(BIN)/python) vscode-extension/test.sh

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/unpushy phrases check

bench: $(VENV)/.bench
	if command -v npm >/dev/null; then npm ci --silent --prefix tests/bench; fi
	$(BIN)/python tests/bench/bench.py

fix-style: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "unpushy needs Python 3.11 or newer; name one with: make PYTHON=python3.12 demo")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.installed: pyproject.toml setup.py server/unpushy/phrases/_native.pyx server/unpushy/language/_scales.pyx | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.test: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group test --group lint --group build
	touch $@

$(VENV)/.bench: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group bench
	touch $@

reader: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group training
	$(BIN)/python server/training/train_reader.py
	$(BIN)/python server/training/calibration.py

reader-data: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group training
	$(BIN)/python server/training/near_duplicates.py

reader-errors: $(VENV)/.installed
	$(BIN)/python server/training/worst_errors.py

learning-curve: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group training
	$(BIN)/python server/training/learning_curve.py

train: $(VENV)/.installed
	cd server/training && $(TRAIN) run all . $(TRAIN_VARS)

train-held-out: $(VENV)/.installed
	cd server/training && $(TRAIN) run held-out . $(TRAIN_VARS)

docs: $(VENV)/.installed
	$(BIN)/python docs/make_docs.py
	$(BIN)/python vscode-extension/make_settings.py

picture: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group picture
	$(BIN)/python docs/make_demo.py

quality: $(VENV)/.installed
	if command -v npm >/dev/null; then npm ci --silent --prefix tests/quality; fi
	$(BIN)/python tests/quality/quality.py --errors

clean:
	rm -rf $(VENV) build dist server/*.egg-info server/training/build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf $(addprefix vscode-extension/,dist out server LICENSE node_modules e2e/node_modules)
