"""What a caisse's reads wait beside each noisy neighbour. Called by deploy/bench/voisins."""
import argparse
import json
import multiprocessing
import os
import socket
import statistics
import time

import servers

BODY = json.dumps({"type": "CONTACT", "objet": "x", "description": "1 " * (512 * 1024 - 100), "personne_accompagnee": True,
                   "information_prealable": True}).encode()
NOBODY = "0192a5b0-7c00-7000-8000-00000000dead"


def token(prefix, n):
    return prefix + str(n).zfill(42 - len(prefix)) + "A"


def get(path, bearer):
    return f"GET {path} HTTP/1.1\r\nHost: banc\r\nAuthorization: Bearer {bearer}\r\n\r\n".encode()


def post(path, bearer, body):
    return (f"POST {path} HTTP/1.1\r\nHost: banc\r\nAuthorization: Bearer {bearer}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body


NOISY = token("agent", 1)
QUIET = token("agent", 99)

# Name, the bytes that one connection sends at a time, and how many answers they have.
NEIGHBOURS = [
    ("total des comptes", get("/v1/comptes?limite=200&total=true", NOISY), 1),
    ("total des demandes", get("/v1/demandes?limite=200&total=true", NOISY), 1),
    ("filtres sans résultat", get(f"/v1/demandes?type=RENDEZ_VOUS&agent_id={NOBODY}", NOISY), 1),
    ("recherche d'un compte absent", get("/v1/comptes?recherche=zzzzzz", NOISY), 1),
    ("recherche d'une demande", get("/v1/demandes?recherche=be&limite=200", NOISY), 1),
    ("grandes pages", get("/v1/demandes?limite=200&tri=-depose_le", NOISY), 1),
    ("échéances", get("/v1/echeances?horizon_jours=731", NOISY), 1),
    ("requêtes enchaînées", get("/v1/problemes", NOISY) * 64, 64),
    ("gros corps", post("/v1/demandes", token("banc", 3), BODY), 1),
]


class Connection:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def answer(self):
        """The status of the next answer, its body read and forgotten."""
        while b"\r\n\r\n" not in self.rest:
            self.receive()
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        length = next((int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
        while len(self.rest) < length:
            self.receive()
        self.rest = self.rest[length:]
        return head.split(b" ", 2)[1].decode()

    def receive(self):
        data = self.socket.recv(1 << 16)
        if not data:
            raise ConnectionError
        self.rest += data


def disturb(port, content, answers, statuses, end):
    """One connection of the neighbour, that asks again as soon as it is answered; opened again when it is closed."""
    while time.monotonic() < end:
        try:
            connection = Connection(port)
            while time.monotonic() < end:
                connection.socket.sendall(content)
                for _ in range(answers):
                    status = connection.answer()
                    statuses[status] = statuses.get(status, 0) + 1
                if status == "503":
                    time.sleep(0.05)
        except OSError:
            time.sleep(0.01)


def noisy(port, content, answers, end, results):
    statuses = {}
    disturb(port, content, answers, statuses, end)
    results.put(statuses)


def quiet(port, seconds):
    """Milliseconds of each of the other caisse's reads, some five hundred a second at most, on four connections so that it has every loop."""
    request = get("/v1/moi", QUIET)
    connections = [Connection(port) for _ in range(4)]
    waits, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        for connection in connections:
            began = time.monotonic()
            connection.socket.sendall(request)
            if connection.answer() != "200":
                raise RuntimeError("GET /v1/moi n'a pas répondu 200")
            waits.append((time.monotonic() - began) * 1000)
            time.sleep(0.002)
    return waits


def measure(port, neighbour, connections, seconds):
    processes, results = [], multiprocessing.Queue()
    if neighbour:
        _, content, answers = neighbour
        end = time.monotonic() + seconds + 1.5
        processes = [multiprocessing.Process(target=noisy, args=(port, content, answers, end, results)) for _ in range(connections)]
        for process in processes:
            process.start()
        time.sleep(1)
    waits = sorted(quiet(port, seconds))
    statuses = {}
    for process in processes:
        for status, count in results.get().items():
            statuses[status] = statuses.get(status, 0) + count
    for process in processes:
        process.join()
    return {"p50": statistics.median(waits), "p99": waits[int(len(waits) * 0.99)], "pire": waits[-1], "lectures": len(waits), "voisin": statuses}


def main():
    parser = argparse.ArgumentParser()
    for name in ("root", "build", "work", "socket", "avant", "sortie"):
        parser.add_argument(f"--{name}", required=True)
    for name in ("connexions", "secs"):
        parser.add_argument(f"--{name}", type=int, required=True)
    given = parser.parse_args()
    before = {}
    if given.avant:
        with open(given.avant) as file:
            before = json.load(file)["mesures"]
    load = os.getloadavg()[0]
    server = servers.Programs(given.root, given.build, given.work, given.socket, "banc", "", "").product(journal="silence")
    measures = {}
    try:
        quiet(server.port, 1)
        for neighbour in [None, *NEIGHBOURS]:
            name = neighbour[0] if neighbour else "seule"
            measures[name] = measure(server.port, neighbour, given.connexions, given.secs)
            print(name, measures[name], flush=True)
    finally:
        server.stop()
    with open(f"{given.sortie}/voisins.json", "w") as file:
        json.dump({"charge": load, "connexions": given.connexions, "mesures": measures}, file, ensure_ascii=False, indent=1)
    lines = [f"Une autre caisse lit `/v1/moi` ; {given.connexions} connexions du voisin ; charge {load:.1f} au départ.", "",
             "| Voisin | p50 ms | p99 ms | pire ms | réponses au voisin |" + (" p99 avant |" if before else ""),
             "|---|--:|--:|--:|---|" + ("--:|" if before else "")]
    for name, one in measures.items():
        answers = ", ".join(f"{count} × {status}" for status, count in sorted(one["voisin"].items())) or "–"
        line = f"| {name} | {one['p50']:.1f} | {one['p99']:.1f} | {one['pire']:.1f} | {answers} |"
        if before:
            line += f" {before[name]['p99']:.1f} |" if name in before else " – |"
        lines.append(line)
    text = "\n".join(lines) + "\n"
    with open(f"{given.sortie}/voisins.md", "w") as file:
        file.write(text)
    print(text)


if __name__ == "__main__":
    main()
