"""One run of wrk, read."""
import os
import re
import subprocess

SCRIPT = os.path.join(os.path.dirname(__file__), "..", "wrk", "operations.lua")


class Refused(Exception):
    """Some requests were not answered as they should."""


def run(port, operation, connections, seconds, sizes, seed, tolerate=False):
    """Requests, seconds, p50 and p99 in milliseconds."""
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", SCRIPT, f"http://127.0.0.1:{port}", "--", operation,
               *map(str, sizes), str(seed)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"RESULTAT (.*)", output)
    if not found:
        raise RuntimeError(output)
    figures = {name: float(value) for name, value in (word.split("=") for word in found[1].split())}
    wrong = figures["refus"] + figures["rompues"]
    if wrong and not tolerate:
        raise Refused(f"{operation} : {int(wrong)} réponse(s) sur {int(figures['requetes'])} en erreur\n{output}")
    elapsed = figures["microsecondes"] / 1e6
    return {"requetes": figures["requetes"], "par_seconde": figures["requetes"] / elapsed, "p50": figures["p50"] / 1e3,
            "p99": figures["p99"] / 1e3, "octets": figures["octets"] / figures["requetes"], "erreurs": int(wrong)}
