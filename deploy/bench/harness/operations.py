"""The operations measured, and the one request of each that is recorded."""
import http.client
import json
import time

import tape as recorder
import volume

DEMANDE = {
    "type": "SIGNALEMENT", "motifs": ["DROITS"], "personne_accompagnee": True, "information_prealable": True,
    "description": "La personne n'a pas reçu de réponse à son courrier du mois dernier et n'ouvre plus ses droits.",
    "assure": {"civilite": "MME", "nom": "Belinier", "prenom": "Élise", "date_naissance": "1978-03-14", "departement_residence": "57"}}


class Operation:
    """`kind` says what the variables of its pgbench script draw: see pgbench.variables."""

    def __init__(self, name, title, kind, method, path, body=None):
        self.name, self.title, self.kind, self.method, self.path, self.body = name, title, kind, method, path, body

    @property
    def is_read(self):
        return self.method == "GET"


ALL = [
    Operation("lire", "Lire une demande", "demande", "GET", "/v1/demandes/{demande}"),
    Operation("page", "Page de 20", "technicien", "GET", "/v1/demandes?limite=20"),
    Operation("recherche", "Recherche par nom", "technicien", "GET", "/v1/demandes?limite=20&recherche=beli"),
    Operation("creer", "Déposer une demande", "technicien", "POST", "/v1/demandes", DEMANDE),
    Operation("message", "Écrire un message", "ouverte", "POST", "/v1/demandes/{demande}/messages", {"texte": "Le courrier est parti hier."}),
    Operation("moi", "GET /v1/moi", "technicien", "GET", "/v1/moi"),
]
QUEUE = Operation("file", "File d'une caisse", "agent", "GET", "/v1/demandes?limite=20")


def sample(operation, sizes):
    """The actor and the object of the recorded request."""
    demandes, partners, _ = sizes
    if operation.kind == "agent":
        token = volume.token("agent", 1)
        return {"token": token, "digest": volume.digest(token), "agent": 1}
    i = demandes
    k = volume.partner(i, partners)
    token = volume.token("banc", k + partners * 3)
    return {"token": token, "digest": volume.digest(token), "demande": volume.identifier("f0000", i), "key": f"banc-{time.time_ns()}"}


def call(port, operation, given):
    headers = {"Authorization": "Bearer " + given["token"]}
    body = None
    if operation.body is not None:
        body = json.dumps(operation.body).encode()
        headers |= {"Content-Type": "application/json", "Idempotency-Key": given["key"]}
    for _ in range(50):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request(operation.method, operation.path.format(**given), body, headers)
        response = connection.getresponse()
        text = response.read()
        connection.close()
        if response.status != 503:
            break
        time.sleep(0.2)  # a loop whose connections are not up yet, behind the proxy that records them
    if response.status not in (200, 201):
        raise RuntimeError(f"{operation.name} : {response.status} {text.decode()}")


def record(tape, port, operations, sizes):
    """What each operation says to PostgreSQL: {name: (sample, round trips)}. Asked twice, the first time to warm what is cached."""
    taped = {}
    for operation in operations:
        for _ in range(2):
            given = sample(operation, sizes)
            tape.take()
            call(port, operation, given)
            time.sleep(0.2)
            taped[operation.name] = (given, recorder.groups(tape.take(), given["digest"]))
    return taped
