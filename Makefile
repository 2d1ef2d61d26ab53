# orderloom: `make demo` shows a night of the sample factory, `make test` runs every check. Both make .venv from the lock.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV ?= uv
VENV ?= .venv
BIN := $(VENV)/bin

# Named by content, not by time: a fresh checkout changes times, and a second run must need no network.
STAMP := $(VENV)/installed-$(shell cat requirements.lock pyproject.toml | sha256sum | cut -c1-16)

# The tests draw PDFs (WeasyPrint, Ghostscript, qpdf, fonts), look at them (poppler), read scans twice (tesseract) and open rar and 7z (libarchive-tools).
DEBIAN := tesseract-ocr tesseract-ocr-chi-sim fonts-noto-cjk fonts-wqy-zenhei ghostscript qpdf poppler-utils \
          libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libarchive-tools

# Each file's tests stay together: they share what one of them has drawn and read.
ON_TWO_CORES := --numprocesses 2 --dist loadfile

.PHONY: help demo test test-all test-fast lint samples bench lock debian clean

help:
	@echo 'make demo      one night of the sample factory, in ./demo'
	@echo 'make test      lint, types and every test; test-fast leaves the slow ones out'
	@echo 'make samples   write the sample factory again'
	@echo 'make bench     measure'
	@echo 'make lock      write requirements.lock again (needs uv)'

$(STAMP):
	@echo "installing into $(VENV) ($$($(PYTHON) --version))"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'orderloom needs Python 3.11 or newer: make PYTHON=/path/to/python3.11'; exit 2; }
	@$(BIN)/python -c '' 2>/dev/null || { rm -rf $(VENV); $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/installed-* && touch $@

demo: $(STAMP)
	@$(BIN)/python .ci/demo.py

test: debian $(STAMP) lint
	@$(BIN)/python -m pytest $(ON_TWO_CORES)

test-all: test

test-fast: $(STAMP) lint
	@$(BIN)/python -m pytest $(ON_TWO_CORES) -m 'not slow'

lint: $(STAMP)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

samples: $(STAMP)
	@$(BIN)/python -m samples.maker

bench: $(STAMP)
	@$(BIN)/python -m bench

lock:
	@$(UV) pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' --quiet --output-file requirements.lock

# Never fails: where packages may not be installed, the tests that need them say so and are skipped.
debian:
	@missing=""; \
	for package in $(DEBIAN); do \
		[ "$$(dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null || true)" = installed ] || missing="$$missing $$package"; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	sudo=""; [ "$$(id -u)" = 0 ] || sudo="sudo -n"; \
	if command -v apt-get >/dev/null && { [ -z "$$sudo" ] || $$sudo true 2>/dev/null; }; then \
		echo "installing Debian packages:$$missing"; \
		log=$$(mktemp); \
		if { timeout 300 $$sudo apt-get update -qq && timeout 900 $$sudo env DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends $$missing; } >"$$log" 2>&1; then rm -f "$$log"; exit 0; fi; \
		tail -n 3 "$$log"; rm -f "$$log"; \
	fi; \
	echo "not installed, some tests are skipped:$$missing"

clean:
	rm -rf demo build dist .mypy_cache .ruff_cache .pytest_cache
