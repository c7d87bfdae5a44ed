"""A Meilisearch as it comes, over the titles that a motcua serves: for scripts/bench.

Runs where MOTCUA_TEST_MEILISEARCH_URL is set to a server on this machine; with a master key, also
MOTCUA_TEST_MEILISEARCH_KEY. Fills an index of its own with default settings, and removes it.
"""
import json
import os
import time
import urllib.parse
import urllib.request

URL = os.environ.get("MOTCUA_TEST_MEILISEARCH_URL", "").rstrip("/")
KEY = os.environ.get("MOTCUA_TEST_MEILISEARCH_KEY")
INDEX = f"motcua-bench-{os.getpid()}"
PATIENCE = 120


def there():
    """Whether there is one to compare with; refuses to load another machine."""
    if not URL:
        return False
    if urllib.parse.urlsplit(URL).hostname not in ("127.0.0.1", "localhost", "::1"):
        raise SystemExit("MOTCUA_TEST_MEILISEARCH_URL must be on this machine to be measured")
    return True


def ask(method, path, body=None):
    request = urllib.request.Request(URL + path, method=method)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("content-type", "application/json")
    if KEY:
        request.add_header("authorization", f"Bearer {KEY}")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def done(task):
    """Wait for a task."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        state = ask("GET", f"/tasks/{task['taskUid']}")
        if state["status"] == "succeeded":
            return
        if state["status"] not in ("enqueued", "processing"):
            raise SystemExit(f"Meilisearch: {state}")
        time.sleep(0.1)
    raise SystemExit("Meilisearch did not fill its index in time")


def titles(server):
    """Code and title of everything that a motcua serves, page after page."""
    cursor = ""
    while True:
        _, body, _ = server.ask("GET", f"/v1/procedures?limit=100{cursor}")
        page = json.loads(body)
        yield from ((item["code"], item["title"]) for item in page["items"])
        if not page.get("next_cursor"):
            return
        cursor = "&cursor=" + page["next_cursor"]


class Plain:
    """The index, for the time of its `with` block."""

    def __init__(self, server):
        self.server = server

    def __enter__(self):
        rows = [{"id": code.replace(".", "_"), "title": title} for code, title in titles(self.server)]
        done(ask("POST", f"/indexes/{INDEX}/documents?primaryKey=id", rows))
        return self

    def __exit__(self, *_):
        ask("DELETE", f"/indexes/{INDEX}")

    def path(self, question):
        return f"/indexes/{INDEX}/search?limit=10&q=" + urllib.parse.quote_plus(question)

    def codes(self, question):
        return [hit["id"].replace("_", ".") for hit in ask("GET", self.path(question))["hits"]]
