# Tramway. `make` alone explains itself.
SHELL := /bin/bash
GO    ?= go
CACHE := $(CURDIR)/.cache
BIN   := $(CURDIR)/bin
ROUNDS ?= 20
FLAGS := -ldflags="-s -w"

.DEFAULT_GOAL := help
.PHONY: help run reset build page test lint unit race e2e crash bench api screens deps deps-test clean

help: ## what each target does
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

run: build ## build page and program, serve the demonstration at http://localhost:8080
	@$(BIN)/tramway demo --data data/demo --log-level warn

reset: build ## the demonstration anew
	@$(BIN)/tramway demo --data data/demo --log-level warn --reset

build: page ## the program with its page, in bin/tramway
	@CGO_ENABLED=0 $(GO) build -tags page $(FLAGS) -o $(BIN)/tramway ./cmd/tramway

page: web/node_modules/.done ## build the page into web/dist
	@cd web && npm run --silent build

web/node_modules/.done: web/package-lock.json
	@cd web && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.done

deps-test: ## install what tests need, by Debian package name
	@scripts/install-test-deps.sh

test: ## install what tests need and pass them all; prints minutes per stage
	@scripts/test.sh all

lint: ## formatting, vet, and the page's linter
	@scripts/test.sh lint

unit: ## Go tests on both engines
	@scripts/test.sh go

race: ## the race detector on the floors and the conversations
	@scripts/test.sh race

e2e: ## browser tests against the program
	@scripts/test.sh e2e

crash: ## kill the program ROUNDS times on each engine and look for what is missing
	@TRAMWAY_TEST_PG_FSYNC=on $(GO) test ./internal/crash -run NothingAcknowledged -v -timeout 30m -rounds $(ROUNDS) | grep -E 'rounds|FAIL|ok'

bench: ## benchmarks beside their limits, into docs/benchmarks.md
	@scripts/bench.sh

api: ## write the API's description and the page's types from it
	@$(GO) run ./cmd/tramway openapi > web/openapi.json.new && mv web/openapi.json.new web/openapi.json
	@cd web && npm run --silent types

screens: build ## every page at 1440×900 and 390×844 in en and zh-HK, into screens/
	@scripts/screens.sh

deps: ## what the program links, into docs/dependencies.txt
	@$(GO) version -m $(BIN)/tramway | awk '$$1=="dep"{print $$2, $$3}' > docs/dependencies.txt; wc -l docs/dependencies.txt

clean: ## remove what was built
	@rm -rf bin web/dist .cache
