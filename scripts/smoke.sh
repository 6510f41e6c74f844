#!/usr/bin/env bash
# Calls every endpoint of a running C360 and judges status and envelope: scripts/smoke.sh [URL]
# API_KEY, when set, is sent with every call; it must have every scope. Ends with "N passed, N failed"; exit code 1 when any call failed.
set -uo pipefail

url=${1:-http://localhost:8000}
url=${url%/}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
refresh_seconds=300
[[ -n ${API_KEY:-} ]] && printf 'X-API-Key: %s\n' "$API_KEY" >"$work/key"

# fetch METHOD PATH: leaves the answer in $status, $seconds, $work/head, $work/body (blanks taken out, so that patterns hold for any layout).
fetch() {
    local extra=()
    [[ -n ${API_KEY:-} ]] && extra+=(-H "@$work/key") # from a file: arguments are everybody's to read
    [[ $1 == POST ]] && extra+=(-H 'Content-Length: 0')
    for _ in {1..15}; do
        : >"$work/raw"
        read -r status seconds < <(curl -sS -g -m 60 -X "$1" -D "$work/head" -o "$work/raw" -w '%{http_code} %{time_total}\n' \
            ${extra[@]+"${extra[@]}"} "$url$2" 2>"$work/curl")
        [[ $status == 429 ]] || break # over RATE_LIMIT_PER_MINUTE: wait as told
        sleep "$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]\{1,2\}\).*/\1/p' "$work/head" | head -1 | grep . || echo 5)"
    done
    tr -d ' \t\r\n' <"$work/raw" >"$work/body"
}

# call METHOD PATH STATUS PATTERN...: one line of the table; every PATTERN (extended regular expression) must occur in the body.
call() {
    local method=$1 path=$2 expected=$3 verdict=ok pattern
    shift 3
    fetch "$method" "$path"
    if [[ ! $status =~ ^($expected)$ ]]; then
        verdict="FAILED: status $status instead of $expected $(head -c 200 "$work/curl")"
    else
        for pattern in "$@"; do
            grep -qE -- "$pattern" "$work/body" || { verdict="FAILED: no $pattern in the answer"; break; }
        done
    fi
    [[ $verdict == ok ]] && passed=$((passed + 1)) || failed=$((failed + 1))
    printf '%-5s %-98s %3s %7.1f ms  %s\n' "$method" "$path" "$status" "$(awk "BEGIN { print ${seconds:-0} * 1000 }")" "$verdict"
}

envelope=('^\{' '"success":true' '"message":"' '"timestamp":"[0-9T:-]+Z"' '"count":[0-9]+')
meta='"meta":\{"data_version":"[^"]+","as_of":"[0-9-]{10}","refreshed_at":"[^"]+","stale":(true|false),"truncated":(true|false)'

# query PATH: an analytic query; a list, with the age of its data.
query() { call GET "$1" 200 "${envelope[@]}" '"data":\[' "$meta"; }
# refused PATH STATUS TYPE PATTERN: an error in its envelope.
refused() { call GET "$1" "$2" '"success":false' "\"error_type\":\"$3\"" '"error_message":"' "\"status_code\":$2" '"trace_id":"' "$4"; }

echo "Smoke test of $url"
call GET /health/live 200
[[ $status == 000 ]] && { echo "Nothing answers at $url. Start the service with: make run"; echo "0 passed, 1 failed"; exit 1; }
call GET /health/ready 200
call GET /health 200 '"status":"(healthy|degraded)"' '"database_status":"connected"' '"total_customers":[1-9]' '"data_version":"'

query /marketing/customer-health-overview
query /marketing/churn-risk-customers
query '/marketing/churn-risk-customers?min_lifetime_value=0&limit=1000'
query /marketing/loyalty-program-metrics
query /marketing/customer-segmentation
for by in value_segment customer_segment loyalty_tier generation_segment customer_tenure_segment customer_status; do
    query "/marketing/customer-segmentation?by=$by"
done
query /product/digital-engagement-analysis
query /product/cross-sell-opportunities
query '/product/cross-sell-opportunities?limit=1000'
query /product/category-insights
query /finance/customer-lifetime-value
query /finance/revenue-analysis
query /finance/rfm-segmentation
query /finance/profitability-metrics
for by in loyalty_tier customer_segment value_segment; do
    query "/finance/profitability-metrics?by=$by"
done
query /customer-success/support-insights
query /customer-success/lifecycle-analysis
query /analytics/customer-profiles
query '/analytics/customer-profiles?customer_status=Active&customer_status=Churned&loyalty_tier=Gold&customer_segment=Premium&limit=5'
query '/analytics/customer-profiles?min_health_score=2.67&max_health_score=5&min_lifetime_value=0&max_lifetime_value=100000'
query '/analytics/customer-profiles?churn_risk_only=true&has_app_usage=false'
query '/analytics/customer-profiles?limit=1'
customer=$(grep -oE '"customer_id":"[A-Za-z0-9_.-]+"' "$work/body" | head -1 | cut -d'"' -f4)
call GET "/analytics/customer-profiles/${customer:-none}" 200 "${envelope[@]}" '"data":\{' '"count":1[,}]' "\"customer_id\":\"$customer\"" "$meta"

refused '/analytics/customer-profiles/no%20such%20customer' 404 NotFound '"code":"customer_not_found"'
refused /no/such/route 404 NotFound .
refused '/marketing/churn-risk-customers?limitt=5' 422 ValidationError '"limitt":\[.*limit'
refused '/marketing/churn-risk-customers?limit=0' 422 ValidationError '"limit":\['
refused '/finance/profitability-metrics?by=colour' 422 ValidationError '"by":\['
refused '/admin/data-quality/rejected-rows?source=sales' 422 ValidationError '"source":\[.*sales/transactions'

call GET /docs/index.html 200 '<html'
call GET /redoc/index.html 200 '<html'
call GET /docs '200|30[1278]'
call GET /redoc '200|30[1278]'
call GET /openapi.json 200 '"openapi":"3\.' '"/marketing/churn-risk-customers"' '"/admin/refresh-data"'
call GET /admin/metrics 200 "${envelope[@]}" '"total_requests":[1-9]' '"cache_hit_rate":' '"engine_state":"closed"'
call GET /metrics 200 '#TYPEhttp_server_request_duration_secondshistogram' 'c360_snapshot_customers[1-9]'

call GET /admin/schedule 200 "${envelope[@]}" '"enabled":(true|false)' '"next_run_at":(null|"[0-9T:-]+Z")' '"count":1[,}]'

call GET /admin/data-quality 200 "${envelope[@]}" '"gate":\{"passed":true' '"difference":0' '"source":"sales/transactions"' '"count":1[,}]' "$meta"
query /admin/data-quality/rejected-rows
query '/admin/data-quality/rejected-rows?source=sales/transactions&reason=orphan&limit=1&after=1'

call POST /admin/refresh-data '200|202' "${envelope[@]}" '"status":"(queued|running|up_to_date)"'
call POST '/admin/refresh-data?force_refresh=true' 202 "${envelope[@]}" '"refresh_id":"' '"status":"(queued|running)"'
refresh=$(grep -oE '"refresh_id":"[^"]+"' "$work/body" | cut -d'"' -f4)
for ((waited = 0; waited < refresh_seconds; waited++)); do
    fetch GET "/admin/refreshes/${refresh:-none}"
    grep -qE '"status":"(queued|running)"' "$work/body" || break
    sleep 1
done
call GET "/admin/refreshes/${refresh:-none}" 200 "${envelope[@]}" "\"refresh_id\":\"$refresh\"" '"status":"succeeded"' '"percent":100'
query /marketing/customer-health-overview

call GET /admin/snapshots 200 "${envelope[@]}" '"data":\[\{"version":"' '"size_bytes":[1-9]' '"current":true'
current=$(grep -oE '"version":"[^"]+"[^}]*"current":true' "$work/body" | head -1 | cut -d'"' -f4)
call POST "/admin/snapshots/${current:-none}/activate" 200 "${envelope[@]}" "\"version\":\"$current\"" '"current":true' # is current: nothing changes
call POST /admin/snapshots/none/activate 404 '"success":false' '"error_type":"NotFound"' '"code":"snapshot_not_found"'

echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
