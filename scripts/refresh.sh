#!/bin/sh
# Has a running C360 refresh its data and waits for the end: refresh.sh URL KEY_FILE, a file that holds a key with the scope admin.
# Exit code 0: published, or up to date; 1: failed, standard error says why; 3: another process is refreshing.
set -u
url=${1:?URL is missing} key_file=${2:?KEY_FILE is missing}
pause=${PAUSE:-5}

# ask METHOD PATH [OPTION...]: the body, then the status on a line of its own. The key is not among the arguments, which every user of the machine can read.
ask() {
    method=$1 path=$2
    shift 2
    printf 'X-API-Key: %s\n' "$(cat "$key_file")" |
        curl -sS -m 60 --retry 5 --retry-connrefused -H @- -X "$method" -w '\n%{http_code}\n' "$@" "${url%/}$path"
}

# field NAME: the first text of that name in the answer.
field() { printf '%s' "$answer" | tr -d '\n' | grep -oE "\"$1\": *\"([^\"\\\\]|\\\\.)*\"" | head -n 1 | sed 's/^[^:]*: *"//; s/"$//'; }
fail() {
    echo "$2" >&2
    exit "$1"
}

# One name for this run: curl's own retries follow the same refresh, another run asks anew.
run=$(date -u +%Y%m%dT%H%M%SZ)-$(uname -n)-$$
answer=$(ask POST /admin/refresh-data -H 'Content-Length: 0' -H "Idempotency-Key: $run") || fail 1 "$url does not answer"
case ${answer##*
} in
200 | 202) ;;
409) fail 3 "$(field error_message)" ;;
*) fail 1 "$answer" ;;
esac
[ "$(field status)" = up_to_date ] && echo "up to date" && exit 0
id=$(field refresh_id)
[ -n "$id" ] || fail 1 "$answer"

while :; do
    answer=$(ask GET "/admin/refreshes/$id") || fail 1 "$url does not answer any more"
    case $(field status) in
    queued | running) sleep "$pause" ;;
    succeeded) echo "published: $(field data_version)" && exit 0 ;;
    failed) fail 1 "refresh $id failed: $(field error)" ;;
    cancelled) fail 1 "refresh $id was cancelled" ;;
    *) fail 1 "refresh $id ended: $answer" ;;
    esac
done
