#!/usr/bin/env python3
"""Lists valuable customers whose health score is below 3, for a retention campaign, as CSV.

    C360_API_KEY=... python3 retention_campaign.py http://localhost:8000 --output campaign.csv

Needs Python 3.9 or later and nothing else. Take it, change it, make it yours.

Exit codes: 0 the list is written; 1 the service refused or did not answer, or a file cannot be written, standard error says why; 2 misunderstood.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from decimal import Decimal
from http.client import HTTPException
from pathlib import Path
from typing import Any, Optional, TextIO

COLUMNS = [
    "customer_id", "first_name", "last_name", "email", "customer_segment", "loyalty_tier",
    "lifetime_value", "customer_health_score", "customer_status", "last_purchase_date",
]  # fmt: skip
TRIES = 4
LONGEST_WAIT_SECONDS = 90


class ServiceError(Exception):
    """What to tell the user."""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an error: followed, it would take the key to wherever it points."""

    def redirect_request(self, *_: Any) -> None:
        return None


OPENER = urllib.request.build_opener(NoRedirect)


def fetch(url: str, key: Optional[str], keep: Optional[Path]) -> str:
    """The service's answer as it came; the one of the last run when nothing has changed since."""
    last = kept(keep, url)
    headers = {"Accept": "application/json", "User-Agent": "retention-campaign/1"}
    if key:
        headers["X-API-Key"] = key
    if last:
        headers["If-None-Match"] = last["etag"]
    for tries_left in reversed(range(TRIES)):
        try:
            with OPENER.open(urllib.request.Request(url, headers=headers), timeout=60) as response:
                body, etag = response.read().decode("utf-8", "replace"), response.headers["ETag"]
            break
        except urllib.error.HTTPError as error:
            if error.code == 304 and last:
                return last["body"]
            if error.code in (301, 302, 303, 307, 308):
                raise ServiceError(
                    f"{error.code}: the address points to {error.headers['Location']}; give the one where the service is"
                ) from None
            wait = error.headers["Retry-After"] or ""
            # 429: too many requests; 503: no data yet, or the engine is down. Both say when to come back.
            if error.code not in (429, 503) or not wait.isdigit() or int(wait) > LONGEST_WAIT_SECONDS or not tries_left:
                raise ServiceError(explain(error)) from None
            print(f"{error.code}, trying again in {wait} s", file=sys.stderr)
            time.sleep(int(wait))
        except (OSError, HTTPException, ValueError) as error:  # nobody listens, no such host, no host at all, the line was cut
            raise ServiceError(f"No answer from {url}: {getattr(error, 'reason', error)}") from None
    if keep and etag:
        keep.touch(mode=0o600)  # persons are in it
        keep.write_text(json.dumps({"url": url, "etag": etag, "body": body}), "utf-8")
    return body


def key_of_environment() -> Optional[str]:
    """The key without the line end that came along when it was copied; never shown, not even a bad one."""
    key = os.environ.get("C360_API_KEY", "").strip()
    if not re.fullmatch(r"[!-~]*", key):
        print("C360_API_KEY: a key is made of printable ASCII characters without blanks", file=sys.stderr)
        raise SystemExit(2)
    return key or None


def kept(keep: Optional[Path], url: str) -> Optional[dict[str, str]]:
    """What the last run kept of the same question."""
    try:
        last = json.loads(keep.read_text("utf-8")) if keep else None
    except (FileNotFoundError, ValueError):
        return None
    return last if isinstance(last, dict) and last.get("url") == url and {"etag", "body"} <= last.keys() else None


def explain(error: urllib.error.HTTPError) -> str:
    """One line for an answer that is an error; the service's errors are JSON, a proxy's may not be."""
    try:
        body = json.load(error)
        text, details = body["error_message"], body["error_details"]
    except (ValueError, KeyError, TypeError):
        return f"{error.code} {error.reason}"
    if error.code in (401, 403):
        text += f" ({details['code']}). The key is read from C360_API_KEY and needs the scope customers"
    for parameter, messages in (details.get("errors") or {}).items():
        text += f"; {parameter}: {' '.join(messages)}"
    return f"{error.code} {text} (trace id {details['trace_id']})"


def safe(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets a ' in front."""
    return f"'{value}" if isinstance(value, str) and re.match(r"'*[=+\-@\t\r]", value) else value


def read(body: str, service: str) -> tuple[list[list[Any]], list[str]]:
    """The table of an answer, and what is to be said about it."""
    try:
        # Amounts keep their places: 12.50 stays 12.50.
        answer = json.loads(body, parse_float=Decimal)
        meta = answer["meta"]
        said = [f"{answer['count']} customers, data as of {meta['as_of']}"]
        if meta["stale"]:
            said.append(f"Warning: the data is not fresh; it was built at {meta['refreshed_at']}")
        if meta["truncated"]:
            said.append("Warning: there are more customers than one answer holds; raise --min-lifetime-value")
        return [[safe(row[column]) for column in COLUMNS] for row in answer["data"]], said
    except (ValueError, LookupError, TypeError):
        raise ServiceError(f"{service} does not answer as a C360 does; is this its address?") from None


def write(rows: list[list[Any]], file: TextIO) -> None:
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("url", help="the service, as in http://localhost:8000")
    parser.add_argument("--min-lifetime-value", type=float, default=1000, help="who is valuable (default: 1000)")
    parser.add_argument("--output", type=Path, help="the file to write (default: standard output)")
    parser.add_argument("--keep", type=Path, help="a file that keeps the answer, so that it is fetched again only when it has changed")
    arguments = parser.parse_args()

    # The profiles, not churn-risk-customers: they can be filtered by score, and a score may be low before the churn flag is set.
    # Filters compare scores as shown, with two places: 2.99 is below 3.
    question = {"max_health_score": "2.99", "min_lifetime_value": f"{arguments.min_lifetime_value:.2f}", "limit": "1000"}
    service = arguments.url.rstrip("/")
    if not re.fullmatch(r"https?://[!-~]+", service):
        parser.error("the address must begin with http:// or https://")
    url = f"{service}/analytics/customer-profiles?{urllib.parse.urlencode(question)}"
    key = key_of_environment()
    try:
        rows, said = read(fetch(url, key, arguments.keep), service)
        print(*said, sep="\n", file=sys.stderr)
        if arguments.output:
            with arguments.output.open("w", encoding="utf-8", newline="") as file:
                write(rows, file)
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="")
            write(rows, sys.stdout)
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:  # the network's have been told apart: this is a file
        print(f"{error.filename or 'standard output'}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
