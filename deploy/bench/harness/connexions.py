"""What connections cost: a refused one, one that pipelines without end, and a rolling restart under load. Called by deploy/bench/connexions."""

import argparse
import collections
import os
import re
import signal
import socket
import subprocess
import threading
import time

LIVE = b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"


def connect(port):
    link = socket.create_connection(("127.0.0.1", port), timeout=10)
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return link


def read_answer(link, pending=b""):
    """One answer with Content-Length, and what came after it. Raises ConnectionError when it does not come whole."""
    while True:
        head, found, rest = pending.partition(b"\r\n\r\n")
        if found:
            length = int(re.search(rb"(?i)content-length: (\d+)", head).group(1))
            while len(rest) < length:
                piece = link.recv(65536)
                if not piece:
                    raise ConnectionError("cut inside an answer")
                rest += piece
            return int(head[9:12]), head, rest[length:]
        piece = link.recv(65536)
        if not piece:
            raise ConnectionError("no answer")
        pending += piece


def refused(port, raw, seconds=2.0):
    """Everything that a server sends on a connection that begins with `raw`, for at most so long: bytes, answers, whether it closed."""
    link = connect(port)
    link.sendall(raw)
    end, sent = time.monotonic() + seconds, b""
    while time.monotonic() < end:
        link.settimeout(max(0.01, end - time.monotonic()))
        try:
            piece = link.recv(65536)
        except TimeoutError:
            return len(sent), sent.count(b"HTTP/1.1 "), False
        except ConnectionResetError:
            return len(sent), sent.count(b"HTTP/1.1 "), True
        if not piece:
            return len(sent), sent.count(b"HTTP/1.1 "), True
        sent += piece
    return len(sent), sent.count(b"HTTP/1.1 "), False


class Pipelining(threading.Thread):
    """A client that sends the same cheap request without end, and reads as fast as it comes."""

    def __init__(self, port, path="/v1/problemes", token=None):
        super().__init__(daemon=True)
        auth = f"Authorization: Bearer {token}\r\n" if token else ""
        self.burst = f"GET {path} HTTP/1.1\r\nHost: a\r\n{auth}\r\n".encode() * 100
        self.link = connect(port)
        self.received = 0
        self.over = False

    def run(self):
        threading.Thread(target=self.send, daemon=True).start()
        while not self.over:
            try:
                self.received += len(self.link.recv(1 << 18))
            except OSError:
                return

    def send(self):
        while not self.over:
            try:
                self.link.sendall(self.burst)
            except OSError:
                return

    def stop(self):
        self.over = True
        self.link.shutdown(socket.SHUT_RDWR)


def percentiles(waits):
    waits = sorted(waits)
    return tuple(round(1000 * waits[min(len(waits) - 1, int(len(waits) * share))], 1) for share in (0.5, 0.99, 1.0))


def latencies(port, seconds):
    """Milliseconds of one request at a time on one connection: median, 99 %, worst."""
    link, waits, end = connect(port), [], time.monotonic() + seconds
    while time.monotonic() < end:
        start = time.monotonic()
        link.sendall(LIVE)
        read_answer(link)
        waits.append(time.monotonic() - start)
        time.sleep(0.002)
    return percentiles(waits)


def log_growth(path, work):
    """Lines and bytes that a file gains while `work` runs, and until the refusals of that time have been told."""
    before = open(path, "rb").read()
    work()
    time.sleep(11)
    gained = open(path, "rb").read()[len(before):]
    told = [line for line in gained.split(b"\n") if b'"observation"' not in line and line]
    return len(told), sum(len(line) + 1 for line in told)


def show_refusals(port, log, label, count=200):
    kinds = {
        "un octet": b"(",
        "sans Host": b"GET /health/live HTTP/1.1\r\n\r\n",
        "deux Referer": b"GET /health/live HTTP/1.1\r\nHost: a\r\nReferer: b\r\nReferer: c\r\n\r\n",
        "corps trop grand": b"POST /v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n",
        "requêtes après un refus": b"GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n" + LIVE * 100,
    }
    for name, raw in kinds.items():
        size, answers, closed = refused(port, raw)
        print(f"{label}, {name} : {answers} réponse(s), {size} octets, {'fermée' if closed else 'OUVERTE'}")
    lines, size = log_growth(log, lambda: [refused(port, kinds["deux Referer"], 0.05) for _ in range(count)])
    print(f"{label}, {count} connexions refusées : {lines} ligne(s) de journal, {size} octets")


def show_pipelining(port, connections, seconds):
    print("seule : médiane, p99, pire (ms)", *latencies(port, seconds))
    greedy = [Pipelining(port) for _ in range(connections)]
    for client in greedy:
        client.start()
    time.sleep(0.5)
    print(f"à côté de {connections} qui enchaînent :", *latencies(port, seconds))
    for client in greedy:
        client.stop()


class Load:
    """Clients that ask on kept connections, or on a new one each time, and count what fails."""

    def __init__(self, port, clients, kept=True):
        self.port, self.kept, self.over = port, kept, False
        self.outcomes = collections.Counter()
        self.threads = [threading.Thread(target=self.ask, daemon=True) for _ in range(clients)]
        for thread in self.threads:
            thread.start()

    def ask(self):
        link, rest = None, b""
        while not self.over:
            try:
                if link is None:
                    link, rest = connect(self.port), b""
                link.sendall(LIVE)
                status, head, rest = read_answer(link, rest)
                self.outcomes[status] += 1
                if not self.kept or b"Connection: close" in head or b"connection: close" in head:
                    link.close()
                    link = None
            except OSError as error:
                self.outcomes[type(error).__name__] += 1
                link = None

    def stop(self):
        self.over = True
        for thread in self.threads:
            thread.join()
        return dict(self.outcomes)


def serve(program, port, log, **more):
    environment = {**os.environ, "PORT": str(port), "EP_ECHEANCES": "non", "EP_JOURNAL": "silence", **more}
    process = subprocess.Popen([program, "serve"], env=environment, stderr=open(log, "ab"))
    for _ in range(2000):
        try:
            if read_answer_of(port, b"GET /health/ready HTTP/1.1\r\nHost: a\r\n\r\n") == 200:
                return process
        except OSError:
            pass
        time.sleep(0.01)
    raise SystemExit(f"{program} n'est pas prêt")


def read_answer_of(port, request):
    link = connect(port)
    link.sendall(request)
    status, _, _ = read_answer(link)
    link.close()
    return status


def end(process):
    process.send_signal(signal.SIGTERM)
    process.wait(30)


def show_restart(program, log, haproxy, port, rounds):
    if haproxy:
        servers = [serve(program, p, log) for p in (port + 1, port + 2)]
        time.sleep(1.5)  # HAProxy, started before them, sees them come
        load = Load(port, 16)
        for _ in range(rounds):
            for rank, process in enumerate(servers):
                end(process)
                servers[rank] = serve(program, port + 1 + rank, log)
                time.sleep(1.5)  # HAProxy sees it come back before the other goes
        print(f"derrière HAProxy, {2 * rounds} redémarrages :", load.stop())
        for process in servers:
            end(process)
        return
    process = serve(program, port + 3, log, EP_PORT_PARTAGE="oui")
    for kept in (True, False):
        load = Load(port + 3, 16, kept)
        for _ in range(2 * rounds):
            following = serve(program, port + 3, log, EP_PORT_PARTAGE="oui")
            time.sleep(0.5)
            end(process)
            process = following
        print(f"seul, port partagé, connexions {'gardées' if kept else 'neuves'}, {2 * rounds} redémarrages :", load.stop())
    end(process)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("quoi", choices=["refus", "enchainement", "charge", "releve"])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--journal")
    parser.add_argument("--etiquette", default="direct")
    parser.add_argument("--connexions", type=int, default=4)
    parser.add_argument("--secondes", type=float, default=5)
    parser.add_argument("--programme")
    parser.add_argument("--haproxy", action="store_true")
    parser.add_argument("--tours", type=int, default=3)
    given = parser.parse_args()
    if given.quoi == "refus":
        show_refusals(given.port, given.journal, given.etiquette)
    elif given.quoi == "enchainement":
        show_pipelining(given.port, given.connexions, given.secondes)
    elif given.quoi == "charge":
        # The noisy neighbour alone, for who measures something else meanwhile.
        clients = [Pipelining(given.port) for _ in range(given.connexions)]
        for client in clients:
            client.start()
        time.sleep(given.secondes)
        print(sum(client.received for client in clients), "octets reçus")
    else:
        show_restart(given.programme, given.journal, given.haproxy, given.port, given.tours)
