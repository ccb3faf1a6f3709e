"""Counts the instructions of each operation under callgrind and compares them with the last line of the file. Called by
deploy/bench/instructions."""
import argparse
import datetime
import http.client
import json
import os
import subprocess
import sys
import time

import operations
import servers

SIZES = (2000, 20, 200)
MEASURED = ("lire", "page", "creer")
WARMING, COUNTED = 60, 200
TOLERANCE = 1.10
HOST = "127.0.0.1"


class Callgrind:
    """The service under callgrind, on one loop, asked one request at a time."""

    def __init__(self, given):
        self.given, self.dumps = given, 0
        port = servers.free_port()
        self.prefix = f"{given.work}/callgrind.out"
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={self.prefix}", f"{given.work}/espace-partenaires", "serve"]
        self.server = servers.Server("service", command, {
            "EP_BASE_APP": f"host={given.socket} port=5432 dbname=banc user=ep_app", "EP_CLE": "ab" * 40, "PORT": str(port),
            "EP_BASE_ECHEANCES": f"host={given.socket} port=5432 dbname=banc user=ep_echeances",
            "HOST": HOST, "EP_BOUCLES": "1"}, port, f"{given.work}/callgrind.log")

    def dump(self):
        """Writes what was counted since the last dump, and gives where."""
        # valgrind names its pipes after HOST, which the service reads for its address.
        subprocess.run(["callgrind_control", "--dump", str(self.server.pid)], check=True, capture_output=True, env={**os.environ, "HOST": HOST})
        self.dumps += 1
        path = f"{self.prefix}.{self.dumps}"
        deadline = time.monotonic() + 30
        while not (os.path.exists(path) and total(path) is not None):
            if time.monotonic() > deadline:
                raise SystemExit(f"callgrind n'a rien écrit dans {path}")
            time.sleep(0.05)
        return path

    def count(self, operation):
        """Instructions per request, and the file that says where."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        ask(connection, operation, WARMING, 0)
        self.dump()
        ask(connection, operation, COUNTED, WARMING)
        path = self.dump()
        connection.close()
        return total(path) // COUNTED, path


def total(path):
    with open(path) as file:
        return next((int(line.split()[1]) for line in file if line.startswith("totals:")), None)


def ask(connection, operation, count, first):
    given = operations.sample(operation, SIZES)
    for number in range(first, first + count):
        headers = {"Authorization": "Bearer " + given["token"]}
        body = None
        if operation.body is not None:
            body = json.dumps(operation.body).encode()
            headers |= {"Content-Type": "application/json", "Idempotency-Key": f"instructions-{number:04d}"}
        connection.request(operation.method, operation.path.format(**given), body, headers)
        response = connection.getresponse()
        text = response.read()
        if response.status not in (200, 201):
            raise SystemExit(f"{operation.name} : {response.status} {text.decode()}")


def show(path, lines=80):
    """The functions that cost most, themselves alone. The frames under the loop never return, and callgrind gives each of them the whole."""
    annotated = subprocess.run(["callgrind_annotate", "--auto=no", "--threshold=100", path], check=True, capture_output=True, text=True).stdout
    functions = [line for line in annotated.splitlines() if "%)" in line and "(100.0%)" not in line][:lines]
    subprocess.run(["swift", "demangle", "--simplified"], input="\n".join(functions) + "\n", check=True, text=True)


def compare(counts, reference):
    """False when something costs too much."""
    right = True
    for name, count in counts.items():
        ratio = count / reference[name]
        verdict = "" if ratio <= TOLERANCE else "  TROP : profil par « deploy/bench/instructions --profil " + name + " »"
        print(f"  {name:6} {count:9} instructions par requête, {100 * (ratio - 1):+.1f} % de {reference[name]}{verdict}")
        right = right and ratio <= TOLERANCE
    return right


def main():
    parser = argparse.ArgumentParser()
    for name in ("work", "socket", "mode", "raison", "profil", "fichier"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()
    callgrind = Callgrind(given)
    counts = {}
    try:
        for name in MEASURED:
            operation = next(one for one in operations.ALL if one.name == name)
            counts[name], path = callgrind.count(operation)
            if given.profil == name:
                show(path)
    finally:
        callgrind.server.stop()
    history = json.load(open(given.fichier)) if os.path.exists(given.fichier) else []
    right = compare(counts, history[-1] if history else counts)
    if given.mode == "noter":
        history.append({"date": str(datetime.date.today()), **counts, "raison": given.raison})
        with open(given.fichier, "w") as file:
            file.write("[\n" + ",\n".join("  " + json.dumps(line, ensure_ascii=False) for line in history) + "\n]\n")
    if given.mode == "verifier" and not right:
        sys.exit(1)


if __name__ == "__main__":
    main()
