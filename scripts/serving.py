"""Start `motcua serve` for a while: shared by conformance, bench and screens."""
import http.client
import json
import os
import re
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("MOTCUA_DATA") or ROOT.parent / "shared" / "data")


def target():
    """Where cargo puts what it builds."""
    return Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target")


def free_port():
    """A port that nobody listens at. Somebody may take it before we do: rare, and then said."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """A process on a loopback port, stopped at the end of its `with` block whatever happens."""

    def __init__(self, line, port, log):
        self.port, self.log = port, Path(log)
        self.began = time.perf_counter()
        with open(log, "wb") as out:
            self.process = subprocess.Popen(
                [str(word) for word in line], stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def wait(self, path, seconds=60):
        """Wait until PATH answers with 200; how long that took since the start, in seconds."""
        while time.perf_counter() - self.began < seconds:
            if self.process.poll() is not None:
                break
            try:
                if self.ask("GET", path, timeout=5)[0] == 200:
                    return time.perf_counter() - self.began
            except OSError:
                pass
            time.sleep(0.002)
        last = self.log.read_text(errors="replace").strip()[-2000:]
        raise SystemExit(f"the server did not get ready; its last words:\n{last}")

    def ask(self, method, path, body=None, headers=None, timeout=30):
        """One request: status, body, headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            sent = None if body is None else json.dumps(body).encode()
            headers = dict(headers or {}, **({"content-type": "application/json"} if sent else {}))
            connection.request(method, path, sent, headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    def begin_conversation(self):
        """A new conversation's id and token."""
        status, body, _ = self.ask("POST", "/v1/chat/conversations", {})
        if status != 201:
            raise SystemExit(f"cannot begin a conversation: {status} {body.decode()}")
        opened = json.loads(body)
        return opened["id"], opened["token"]

    def say(self, conversation, token, text):
        """What the assistant answers."""
        path = f"/v1/chat/conversations/{conversation}/messages"
        status, body, _ = self.ask("POST", path, {"text": text}, {"authorization": f"Bearer {token}"})
        if status != 200:
            raise SystemExit(f"no answer: {status} {body.decode()}")
        return json.loads(body)

    def resident(self):
        """Memory that it holds, in MiB (VmRSS)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def motcua(binary, data_dir, log, *flags):
    """The server on a free port, without a rate limit, for a script alone."""
    port = free_port()
    line = [binary, "--data-dir", data_dir, "--port", port, "--rate-limit", 0, *flags]
    return Running(line, port, log)
