# Every target is one command; README shows it for machines without make.
.DEFAULT_GOAL := help
.PHONY: help setup run dev test coverage format check bench generate smoke publish docker-build docker-run
URL ?= http://localhost:8000

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' Makefile

setup: ## restore packages and tools (the first build also fetches the DuckDB library with npm)
	dotnet tool restore && dotnet restore C360.sln

run: ## restore, build and serve on http://localhost:8000; without C360_DATA_PATH on sample data
	dotnet run --project src/C360.WebApi -c Release

dev: ## serve and restart on every change of a file
	dotnet watch --project src/C360.WebApi run

test: setup ## build, run every test and check the formatting
	dotnet build C360.sln -c Release --no-restore && dotnet test C360.sln -c Release --no-build && dotnet csharpier check .

coverage: setup ## run every test and write coverage/index.html
	rm -rf coverage && dotnet test C360.sln -c Release --collect "XPlat Code Coverage" --results-directory coverage/results && dotnet reportgenerator -reports:"coverage/results/*/coverage.cobertura.xml" -targetdir:coverage -reporttypes:Html

format: setup ## format every file
	dotnet csharpier format .

check: setup ## build everything with warnings (code style among them) as errors, check the formatting
	dotnet build C360.sln -c Release --no-restore --no-incremental -warnaserror && dotnet csharpier check .

bench: ## measure cached hits and 304 against a bare action; bench/RESULTS.md keeps what was found (RUN=help lists more)
	dotnet run --project bench/C360.Bench -c Release -- $(or $(RUN),hit bench/work)

generate: ## write what is made from the code: docs/reference, contracts/openapi.json, postman/
	dotnet run --project tools/C360.Generate -c Release

# Builds only where nothing is built: a build could change the files from which the service runs. The key: API_KEY in the environment or in .env.
smoke: ## call every endpoint of a running service and judge the answers (URL=http://localhost:8000)
	dotnet run $(if $(wildcard src/C360.WebApi/bin/Release/*/c360.dll),--no-build) --project src/C360.WebApi -c Release -- smoke $(URL)

# Restoring for one platform would write it into the lock files of all: it has one of its own, of the same pinned versions.
publish: ## write publish/, a folder that runs on linux-x64 without .NET; scripts/try-published.sh tries it
	rm -rf publish && dotnet publish src/C360.WebApi -c Release -r linux-x64 --self-contained -o publish -p:NuGetLockFilePath=obj/publish.lock.json -p:RestoreLockedMode=false

docker-build: ## build the container image c360
	docker build -t c360 .

docker-run: ## serve sample data from the image on http://localhost:8000
	docker run --rm -p 8000:8000 -e ENVIRONMENT=development c360
