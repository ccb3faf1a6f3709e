"""The programs measured: how they start, what they consume."""
import json
import os
import signal
import socket
import subprocess
import time
import urllib.request

TICKS = os.sysconf("SC_CLK_TCK")


def processes():
    """Parent and command of every process."""
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as file:
                    fields = file.read().rsplit(")", 1)[1].split()
                found[int(name)] = int(fields[1])
            except OSError:
                pass
    return found


def family(root):
    """That process and all its descendants."""
    parents = processes()
    members, changed = {root}, True
    while changed:
        more = {pid for pid, parent in parents.items() if parent in members} - members
        members |= more
        changed = bool(more)
    return members


def cpu_seconds(root):
    """CPU time of a process, its descendants, and the children they have waited for."""
    total = 0
    for pid in family(root):
        try:
            with open(f"/proc/{pid}/stat") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            total += sum(int(value) for value in fields[11:15])
        except OSError:
            pass
    return total / TICKS


def peak_megabytes(root):
    total = 0
    for pid in family(root):
        try:
            with open(f"/proc/{pid}/status") as file:
                total += next((int(line.split()[1]) for line in file if line.startswith("VmHWM")), 0)
        except OSError:
            pass
    return total / 1024


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def status(port, path):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            return connection.recv(64).split(b" ")[1].decode()
    except (OSError, IndexError):
        return ""


class Server:
    """A program that answers on `port` until `stop`."""

    def __init__(self, name, command, environment, port, log, ready="/health/ready", cwd=None):
        self.name, self.port = name, port
        self.log = open(log, "ab")
        began = time.monotonic()
        self.process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=self.log, stderr=self.log, cwd=cwd, start_new_session=True)
        while status(port, ready) != "200":
            if self.process.poll() is not None or time.monotonic() - began > 30:
                self.stop()
                raise RuntimeError(f"{name} n'est pas devenu prêt : voir {log}")
            time.sleep(0.001)
        self.ready_milliseconds = (time.monotonic() - began) * 1000
        # Each loop or worker of a server has its own connections: the first to be ready says nothing of the others.
        in_a_row = 0
        while in_a_row < 16 and time.monotonic() - began < 30:
            in_a_row = in_a_row + 1 if status(port, ready) == "200" else 0

    @property
    def pid(self):
        return self.process.pid

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self.log.close()


class Programs:
    """Starts any of the measured programs on one PostgreSQL, with the settings that the product's own connections have."""

    def __init__(self, root, build, work, socket_folder, database, statements, options):
        self.root, self.build, self.work, self.socket, self.database = root, build, work, socket_folder, database
        self.statements, self.options = statements, options

    def product(self, socket_folder=None, journal="requetes", **environment):
        port = free_port()
        return Server("service", [f"{self.build}/espace-partenaires", "serve"], {
            "EP_BASE_APP": f"host={socket_folder or self.socket} port=5432 dbname={self.database} user=ep_app", "EP_CLE": "ab" * 40,
            "EP_BASE_ECHEANCES": f"host={socket_folder or self.socket} port=5432 dbname={self.database} user=ep_echeances",
            "EP_JOURNAL": journal, "PORT": str(port), "HOST": "127.0.0.1", **environment}, port, f"{self.work}/service.log")

    def probe(self):
        port = free_port()
        return Server("service", [f"{self.build}/http-probe"], {"PORT": str(port)}, port, f"{self.work}/probe.log", "/healthz")

    def go(self):
        port = free_port()
        return Server("go", [f"{self.work}/peer-go"], {
            "DATABASE": f"host={self.socket} port=5432 dbname={self.database} user=ep_app options='{self.options}'", "POOL": "16",
            "STATEMENTS": self.statements, "ADDRESS": f"127.0.0.1:{port}"}, port, f"{self.work}/go.log")

    def fastapi(self):
        port = free_port()
        settings = dict(word.split("=", 1) for word in self.options.split() if "=" in word)
        return Server("fastapi", [
            f"{self.root}/.local/venv-banc/bin/uvicorn", "app:app", "--workers", "2", "--port", str(port), "--no-access-log", "--log-level", "warning",
        ], {"PGHOST": self.socket, "PGDATABASE": self.database, "POOL": "8", "SETTINGS": json.dumps(settings), "STATEMENTS": self.statements,
            "PYTHONDONTWRITEBYTECODE": "1"},
            port, f"{self.work}/fastapi.log", cwd=f"{self.root}/deploy/bench/peers/fastapi")
