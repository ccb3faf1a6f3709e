"""The service, pgbench on the same statements, and the peers, turn by turn: A B C A B C. Called by deploy/bench/run."""
import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import time

import operations
import pgbench
import report
import servers
import tape
import wrk

CLIENTS_TRIED = (4, 8, 16, 32)


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("root", "build", "work", "socket", "database", "pgbench", "operations", "postgres", "sortie"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--postmaster", type=int, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--secs", type=int, required=True)
    parser.add_argument("--sizes", type=int, nargs=3, required=True)
    given = parser.parse_args()
    given.sizes = tuple(given.sizes)
    return given


def say(text):
    print(text, file=sys.stderr, flush=True)


def spread(sql):
    """`select row(a, b) from …` as `select a, b from …`. The product asks for one anonymous record, which costs its reader least; the
    drivers of the peers read columns. No statement has a parenthesis between quotes."""
    opening = "select row("
    if not sql.startswith(opening):
        return sql
    end, depth = len(opening), 1
    while depth > 0:
        depth += {"(": 1, ")": -1}.get(sql[end], 0)
        end += 1
    return "select " + sql[len(opening) : end - 1] + sql[end:]


class Bench:
    def __init__(self, given):
        self.given = given
        self.connection = f"host={given.socket} port=5432 dbname={given.database} user=ep_app"
        self.statements = f"{given.work}/statements.json"
        self.programs = servers.Programs(given.root, given.build, given.work, given.socket, given.database, self.statements, "")
        self.seed = int(time.time())

    def record(self, wanted):
        """The product's statements, operation by operation, and the settings of its connections."""
        folder = f"{self.given.work}/tape"
        os.makedirs(folder)
        recorder = tape.Tape(folder, self.given.socket)
        service = self.programs.product(socket_folder=folder)
        try:
            taped = operations.record(recorder, service.port, wanted, self.given.sizes)
        finally:
            service.stop()
        recorder.close()
        with open(self.statements, "w") as file:
            json.dump({name: spread(sql) for name, sql in recorder.statements.items()}, file)
        self.programs.options = recorder.options
        self.scripts = {}
        for operation in wanted:
            sample, groups = taped[operation.name]
            context = pgbench.Context(sample, self.given.sizes[1], operation.kind)
            text, bound = pgbench.script(groups, recorder.statements, context, self.given.sizes)
            path = f"{self.given.work}/{operation.name}.sql"
            with open(path, "w") as file:
                file.write(text)
            self.scripts[operation.name] = (path, bound)

    def bare(self, operation, clients, seconds):
        """pgbench: transactions a second, and PostgreSQL's CPU seconds per 10,000."""
        path, bound = self.scripts[operation.name]
        before = servers.cpu_seconds(self.given.postmaster)
        rate, latency = pgbench.run(self.given.pgbench, self.connection, self.programs.options, path, bound, clients, seconds)
        time.sleep(0.2)  # the last sessions end
        spent = servers.cpu_seconds(self.given.postmaster) - before
        return {"par_seconde": rate, "moyenne": latency, "cpu_postgresql": spent / (rate * seconds) * 1e4}

    def load(self, server, operation, connections, seconds, tolerate=False):
        """wrk: the same of a server, with its own CPU."""
        self.seed += 1
        server_before, base_before = servers.cpu_seconds(server.pid), servers.cpu_seconds(self.given.postmaster)
        figures = wrk.run(server.port, operation.name, connections, seconds, self.given.sizes, self.seed, tolerate)
        figures["cpu_serveur"] = (servers.cpu_seconds(server.pid) - server_before) / figures["requetes"] * 1e4
        figures["cpu_postgresql"] = (servers.cpu_seconds(self.given.postmaster) - base_before) / figures["requetes"] * 1e4
        return figures

    def best_clients(self, operation):
        rates = {clients: self.bare(operation, clients, 2)["par_seconde"] for clients in CLIENTS_TRIED}
        return max(rates, key=rates.get)

    def one_round(self, operation, running, best):
        seconds, figures = self.given.secs, {}
        for name, server in running.items():
            figures[name] = self.load(server, operation, 64, seconds)
            if name != "service" or operation is report.PLAINTEXT:
                continue
            figures["pgbench_16"] = self.bare(operation, 16, seconds)
            figures["pgbench_mieux"] = figures["pgbench_16"] if best == 16 else self.bare(operation, best, seconds)
        if operation is not report.PLAINTEXT:
            figures["service_8"] = self.load(running["service"], operation, 8, seconds)
            figures["pgbench_8"] = self.bare(operation, 8, seconds)
        return figures

    def measure(self, operation, running):
        say(f"{operation.title}…")
        plaintext = operation is report.PLAINTEXT
        for server in running.values():
            self.load(server, operation, 64, 1)  # prepared statements, caches
        best = None if plaintext else self.best_clients(operation)
        rounds = []
        for number in range(self.given.rounds):
            rounds.append(self.one_round(operation, running, best))
            say(f"  tour {number + 1} : " + ", ".join(f"{name} {round(one['par_seconde'])}/s" for name, one in rounds[-1].items()))
        peak = servers.peak_megabytes(running["service"].pid)
        crowd = self.load(running["service"], operation, 1000, self.given.secs, tolerate=True)
        return {"operation": operation.name, "titre": operation.title, "pgbench_mieux_clients": best, "tours": rounds, "memoire_mo": peak,
                "mille_connexions": crowd}


def cold_starts(bench, count=7):
    times = []
    for _ in range(count):
        service = bench.programs.product()
        times.append(service.ready_milliseconds)
        service.stop()
    return times


def machine():
    with open("/proc/cpuinfo") as file:
        models = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) // 1024 // 1024
    return f"{len(models)} cœurs {models[0] if models else platform.machine()}, {memory} Go, Linux {platform.release()}"


def main():
    given = arguments()
    bench = Bench(given)
    names = [name for name in given.operations.split(",") if name]
    wanted = [operation for operation in operations.ALL if not names or operation.name in names]
    bench.record(wanted)
    results = {
        "date": datetime.datetime.now().astimezone().isoformat(timespec="seconds"), "machine": machine(),
        "version": subprocess.run(["git", "-C", given.root, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip(),
        "commande": f"deploy/bench/run --rounds {given.rounds} --secs {given.secs}", "charge_au_depart": os.getloadavg()[0],
        "tailles": dict(zip(("demandes", "partenaires", "comptes"), given.sizes)), "reglages": bench.programs.options, "postgres": given.postgres,
        "mesures": [],
        "demarrages_ms": cold_starts(bench)}
    for group, probe in ((wanted, False), ([report.PLAINTEXT] if not names or "plaintext" in names else [], True)):
        for operation in group:
            # Each operation on servers of its own: the peak of memory is its own too.
            running = {"service": bench.programs.probe() if probe else bench.programs.product()}
            try:
                running |= {"go": bench.programs.go(), "fastapi": bench.programs.fastapi()}
                results["mesures"].append(bench.measure(operation, running))
            finally:
                for server in running.values():
                    server.stop()
            results["charge_a_la_fin"] = os.getloadavg()[0]
            report.write(results, given.sortie)


if __name__ == "__main__":
    main()
