# Each target is a few commands; `make` alone lists them.

TARGET := $(or $(CARGO_TARGET_DIR),target)/debug
RELEASE := $(or $(CARGO_TARGET_DIR),target)/release
NEXTEST := $(shell command -v cargo-nextest)

help: ## lists the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

up: ## builds and starts everything on this machine, and plays a few calls; Ctrl-C stops it
	@deploy/install
	@cargo build -p callflex
	@exec $(TARGET)/callflex up

# What the images are built by: the line that cargo is run with in deploy/Dockerfile.
BUILD_OF_IMAGES := $(shell sed -n 's/^ *\(cargo build .*--bins\).*/\1/p' deploy/Dockerfile)

# Some tests stop and kill servers of their own, so the programs are needed even when URLs name other servers.
test: ## all checks and tests, with a Postgres and a RabbitMQ of their own
	@env -u DATABASE_URL -u AMQP_URL deploy/install --tests
	@$(MAKE) --no-print-directory lint
	$(filter-out --release,$(BUILD_OF_IMAGES))
	@exec $(TARGET)/servers $(if $(NEXTEST),cargo nextest run,cargo test) --workspace --no-fail-fast

# Property tests try the same cases every time; PROPTEST_RNG_SEED=… tries others.
test: export PROPTEST_RNG_SEED ?= 20261121

bench-ingest: ## measures what webhook-ingest takes and answers, in a release build (20 minutes); AGAINST=<commit> compares with that commit (5 minutes)
	@deploy/install
	@cargo build --release -p bench -p callflex -p webhook-ingest
ifdef AGAINST
	@programs=$$(deploy/build-commit release $(AGAINST) callflex webhook-ingest) && \
		exec $(RELEASE)/bench compare-ingest --against $(AGAINST) --programs "$$programs" --json $(RELEASE)/bench-ingest-against.json
else
	@exec $(RELEASE)/bench ingest --json $(RELEASE)/bench-ingest.json
endif

bench-tools: ## measures tools, and usage of a day of 20,000 calls, in a release build (2 minutes); AGAINST=<commit> compares with that commit (5 minutes)
	@deploy/install
	@cargo build --release -p bench -p callflex -p webhook-ingest -p call-processor -p billing
ifdef AGAINST
	@programs=$$(deploy/build-commit release $(AGAINST) callflex webhook-ingest call-processor billing) && \
		exec $(RELEASE)/bench compare-tools --seconds 4 --against $(AGAINST) --programs "$$programs" --json $(RELEASE)/bench-tools-against.json
else
	@exec $(RELEASE)/bench tools --json $(RELEASE)/bench-tools.json
endif

bench-when: ## measures how long it takes to understand when a caller means, in a release build (a few seconds)
	@cargo build --release -p bench
	@exec $(RELEASE)/bench when --json $(RELEASE)/bench-when.json

compose-check: ## builds and runs docker-compose.yml on this machine's Docker engine: a call, kills, new secrets, an upgrade (30 minutes)
	@deploy/compose-check

chaos: ## kills the broker, the database and the services at random under load, and counts every report
	@deploy/install
	@cargo build --release -p bench -p callflex -p webhook-ingest
	@exec $(RELEASE)/bench chaos --json $(RELEASE)/bench-chaos.json

lint: ## formatting and clippy, without changing anything
	cargo fmt --check
	cargo clippy --workspace --all-targets -- -D warnings

fmt: ## formats the code
	cargo fmt

migrate: ## brings the database at DATABASE_URL up to date
	@cargo run -q -p callflex -- migrate

doctor: ## checks every connection, shows the time zone rules in force and what to fix
	@cargo run -q -p callflex -- doctor

clean: ## removes what was built, and the data of `make up` in .callflex (root's may be in /var/tmp/callflex-*: it stays)
	cargo clean
	rm -rf .callflex

.PHONY: help up test bench-ingest bench-tools bench-when compose-check chaos lint fmt migrate doctor clean
