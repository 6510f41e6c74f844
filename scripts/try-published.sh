#!/usr/bin/env bash
# Tries a published C360 in an empty environment, without .NET: scripts/try-published.sh [FOLDER]
# Ends with "N passed, N failed"; exit code 1 when anything failed.
set -uo pipefail

app=$(cd "${1:-publish}" && pwd)/c360 || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
passed=0
failed=0

# try CODE PATTERN ARGUMENTS...: runs it; the exit code must be CODE, and PATTERN (extended regular expression) occur in what it prints.
try() {
    local expected=$1 pattern=$2 code verdict=ok
    shift 2
    # A program that needed a runtime would look for it under DOTNET_ROOT, and in PATH.
    env -i PATH=/nonexistent DOTNET_ROOT=/nonexistent "$app" "$@" >"$work/output" 2>&1
    code=$?
    if [[ $code != "$expected" ]]; then
        verdict="FAILED: exit code $code instead of $expected: $(tail -1 "$work/output")"
    elif ! grep -qE -- "$pattern" "$work/output"; then
        verdict="FAILED: no $pattern in: $(tail -1 "$work/output")"
    fi
    [[ $verdict == ok ]] && passed=$((passed + 1)) || failed=$((failed + 1))
    printf '%-70s %3s  %s\n' "c360 $*" "$code" "$verdict"
}

echo "Trying $app in an empty environment"
try 0 'verify-engines' --help
try 0 'Sample data written to data' generate --customers 500 --seed 7 --as-of 2026-06-20 --output data
try 0 'The gate is open' validate data
# Nobody listens on port 1.
try 3 '^Spark cannot be used: ' verify-engines --data data --spark sc://127.0.0.1:1
if [[ -n $(find "$work" -mindepth 1 -maxdepth 1 ! -name data ! -name output) ]]; then
    echo "FAILED: something is left behind: $(ls -A "$work")"
    failed=$((failed + 1))
else
    passed=$((passed + 1))
fi
echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
