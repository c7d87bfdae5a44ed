"""A PostgreSQL cluster for a script alone: on a free loopback port, gone at the end."""
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import serving


def programs():
    """The folder of PostgreSQL's programs, the newest version there is."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise SystemExit("PostgreSQL is missing; on Debian: apt-get install postgresql")


class Cluster:
    """Durable as it comes, so that what is measured is what a province gets."""

    def __init__(self):
        self.bin, self.port = programs(), serving.free_port()
        # PostgreSQL refuses to be run by root; Debian's package brings a user for it.
        self.as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        self.folder = Path(tempfile.mkdtemp(prefix="motcua-postgres-"))
        if self.as_user:
            shutil.chown(self.folder, "postgres")

    def __enter__(self):
        data = self.folder / "data"
        try:
            self.run("initdb", "-D", data, "-U", "motcua", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
            self.run("pg_ctl", "-D", data, "-w", "-l", self.folder / "log", "-o",
                     f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1", "start")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        subprocess.run([*self.as_user, self.bin / "pg_ctl", "-D", self.folder / "data", "-m",
                        "immediate", "stop"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program, *words, text=None):
        """One of PostgreSQL's programs; what it says."""
        line = [*self.as_user, self.bin / program, *words]
        ended = subprocess.run([str(word) for word in line], input=text, capture_output=True,
                               text=True, check=False, cwd="/")
        if ended.returncode != 0:
            raise SystemExit(f"{program} failed:\n{ended.stdout}{ended.stderr}")
        return ended.stdout

    def at(self, database):
        return ("-h", "127.0.0.1", "-p", self.port, "-U", "motcua", database)

    def sql(self, database, text):
        """Statements by psql; the rows, plain."""
        return self.run("psql", "-qAtX", "-v", "ON_ERROR_STOP=1", *self.at(database), text=text)

    def url(self, database):
        return f"postgres://motcua@127.0.0.1:{self.port}/{database}"

    def pgbench(self, database, script, clients, seconds):
        """Transactions per second of a script, asked by so many clients at once."""
        file = self.folder / "script.sql"
        file.write_text(script, encoding="utf-8")
        file.chmod(0o644)
        self.folder.chmod(0o755)
        began = time.perf_counter()
        said = self.run("pgbench", "-n", "-M", "prepared", "-c", clients, "-j", 2, "-T", seconds,
                        "-f", file, *self.at(database))
        for line in said.splitlines():
            if line.startswith("tps = "):
                return float(line.split()[2])
        raise SystemExit(f"pgbench told no rate after {time.perf_counter() - began:.0f} s:\n{said}")
