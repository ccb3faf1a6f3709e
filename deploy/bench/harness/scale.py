"""CPU of the service and of PostgreSQL per request, at several volumes, turn by turn. Called by deploy/bench/scale."""
import argparse
import json
import statistics
import sys

import operations
import servers
import wrk

OPERATIONS = [operation for operation in operations.ALL if operation.name in ("lire", "page", "recherche")] + [operations.QUEUE]
LIMIT = 1.5


def cpu(program, postmaster):
    return servers.cpu_seconds(program), servers.cpu_seconds(postmaster)


def main():
    parser = argparse.ArgumentParser()
    for name in ("root", "build", "work", "socket", "postgres", "sortie"):
        parser.add_argument(f"--{name}", required=True)
    for name in ("postmaster", "rounds", "secs"):
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--tailles", nargs="+", required=True, help="demandes,partenaires,comptes")
    given = parser.parse_args()
    sizes = {size[0]: size for size in (tuple(map(int, text.split(","))) for text in given.tailles)}
    given.tailles = list(sizes)
    running = {}
    for size in sizes:
        programs = servers.Programs(given.root, given.build, given.work, given.socket, f"banc_{size}", "", "")
        running[size] = programs.product()
    costs = {operation.name: {size: [] for size in given.tailles} for operation in OPERATIONS}
    try:
        for number in range(-1, given.rounds):  # the first to warm
            for operation in OPERATIONS:
                for size, server in running.items():
                    before = cpu(server.pid, given.postmaster)
                    seconds = given.secs if number >= 0 else 2
                    figures = wrk.run(server.port, operation.name, 16, seconds, sizes[size], 1000 * number + size)
                    after = cpu(server.pid, given.postmaster)
                    if number >= 0:
                        costs[operation.name][size].append(
                            [1e6 * (b - a) / figures["requetes"] for a, b in zip(before, after)] + [figures["octets"]])
            print(f"tour {number + 1}", file=sys.stderr, flush=True)
    finally:
        for server in running.values():
            server.stop()
    write(given, costs)


def write(given, costs):
    lines = ["| Opération | " + " | ".join(f"{size:,}".replace(",", " ") for size in given.tailles) + " | plus grand / plus petit |",
             "|---|" + "--:|" * (len(given.tailles) + 1)]
    for operation in OPERATIONS:
        medians = [[statistics.median(one[part] for one in costs[operation.name][size]) for part in (0, 1, 2)] for size in given.tailles]
        totals = [server + base for server, base, _ in medians]
        ratio = max(totals) / min(totals)
        lines.append(f"| {operation.title} | " + " | ".join(f"{server:.0f} + {base:.0f} ({shown / 1000:.1f})" for server, base, shown in medians)
                     + f" | **{ratio:.2f}**{'' if ratio <= LIMIT else f' (> {LIMIT})'} |")
    text = ("Microsecondes de CPU par requête, service + PostgreSQL (kilooctets de la réponse : une page qui n'est pas pleine coûte moins), médianes "
            f"des tours, 16 connexions ; PostgreSQL : {given.postgres}.\n\n") + "\n".join(lines) + "\n"
    with open(f"{given.sortie}/echelle.md", "w") as file:
        file.write(text)
    with open(f"{given.sortie}/echelle.json", "w") as file:
        json.dump(costs, file)
    print(text)


if __name__ == "__main__":
    main()
