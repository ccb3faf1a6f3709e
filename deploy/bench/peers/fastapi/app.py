"""The measured operations as a Python team would write them with FastAPI and asyncpg: a pool, a transaction per request, orjson, and the
statements of the product (read from the file that the harness records). It checks what the Go peer checks and leaves the rest of the
rules out."""
import datetime
import hashlib
import json
import os
import secrets
import time
import uuid
from contextlib import asynccontextmanager

import asyncpg
import orjson
from fastapi import FastAPI, Header, HTTPException, Query, Request
from fastapi.responses import ORJSONResponse, PlainTextResponse, Response
from pydantic import BaseModel, Field

SQL = json.load(open(os.environ["STATEMENTS"]))
FEATURES = ["CONTACT", "ETUDE_DOSSIER", "SIGNALEMENT", "RENDEZ_VOUS", "DOCUMENT", "HISTORIQUE", "ACCUSE_RECEPTION", "STATUT", "DIALOGUE"]
ACCESS = 15  # columns
INSERTED = ("caisse_id", "id", "numero", "convention_id", "technicien_nom", "technicien_prenom", "partenaire_denomination", "type", "details",
            "description", "assure_civilite", "assure_nom", "assure_prenom", "assure_date_naissance", "assure_departement_residence",
            "personne_accompagnee", "information_prealable", "regime_general", "qualite_representation", "urgente", "complexe", "prioritaire",
            "service_propose", "avertissements", "etat", "depose_le")
HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


async def prepare(connection):
    await connection.set_type_codec("jsonb", schema="pg_catalog", encoder=lambda value: orjson.dumps(value).decode(), decoder=orjson.loads)


@asynccontextmanager
async def lifespan(application):
    size = int(os.environ["POOL"])
    application.state.pool = await asyncpg.create_pool(
        host=os.environ["PGHOST"], port=5432, user="ep_app", database=os.environ["PGDATABASE"], min_size=size, max_size=size, init=prepare,
        server_settings=json.loads(os.environ["SETTINGS"]))
    yield
    await application.state.pool.close()


app = FastAPI(lifespan=lifespan, default_response_class=ORJSONResponse)


def new_id():
    value = int(time.time() * 1000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return uuid.UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


def digest(authorization):
    if not authorization or not authorization.startswith("Bearer "):
        raise HTTPException(401, "JETON_ABSENT")
    return hashlib.sha256(authorization[7:].encode()).digest()


def gate(session, now, *roles):
    if session["compte_id"] is None:
        raise HTTPException(401, "JETON_INVALIDE")
    if session["role"] not in roles:
        raise HTTPException(403, "ROLE_INSUFFISANT")
    if session["cgu_version"] != "2026-01":
        raise HTTPException(403, "CGU_NON_ACCEPTEES")
    if session["mot_de_passe_expire_le"] <= now:
        raise HTTPException(403, "MOT_DE_PASSE_EXPIRE")


def is_open(acces, now):
    """`acces` begins with the columns of an access, read by position: the first has no name of its own."""
    titled, convention, first, last, suspended, excluded = acces[:6]
    today = now.date()
    return (titled and convention is not None and first is not None and first <= today and (last is None or last >= today)
            and suspended is None and excluded is None)


def is_off(acces, code):
    """Whether the caisse has turned that feature off."""
    switches = acces[ACCESS - 1]
    return switches is not None and switches.get(code) is False


def head(row):
    return {
        "id": row["id"], "version": row["version"], "numero": row["numero"], "type": row["type"],
        "assure": {"civilite": row["assure_civilite"], "nom": row["assure_nom"], "prenom": row["assure_prenom"],
                   "date_naissance": row["assure_date_naissance"], "departement_residence": row["assure_departement_residence"]},
        "etat": row["etat"], "urgente": row["urgente"], "complexe": row["complexe"], "prioritaire": row["prioritaire"],
        "service_destinataire": row["service_destinataire"], "caisse_id": row["caisse_id"],
        "partenaire": {"id": row["partenaire_id"], "denomination": row["partenaire_denomination"]}, "unite_id": row["unite_id"],
        "technicien": {"id": row["technicien_id"], "nom": row["technicien_nom"], "prenom": row["technicien_prenom"]},
        "agent": {"id": row["agent_id"], "nom": row["agent_nom"]} if row["agent_id"] else None,
        "depose_le": row["depose_le"], "modifie_le": row["modifie_le"], "cloture_le": row["cloture_le"]}


def element(row):
    return head(row) | {"sous_type": row["sous_type"]}


def detail(row):
    names = ("details", "personne_accompagnee", "information_prealable", "regime_general", "description", "qualite_representation",
             "service_propose", "avertissements", "origine", "reponse", "motif_fin")
    return head(row) | {name: row[name] for name in names} | {"canal": None}


def named(values, *names):
    """None when the first of them, an identifier, is null."""
    return None if values[0] is None else dict(zip(names, values))


def encode(body):
    return orjson.dumps(body, default=str, option=orjson.OPT_UTC_Z)


def answer(body, status=200, **headers):
    return Response(encode(body), status, HEADERS | {"X-Request-Id": str(new_id())} | headers, "application/json")


@app.get("/plaintext", response_class=PlainTextResponse)
async def plaintext():
    return "Hello, World!"


@app.get("/health/ready")
async def ready(request: Request):
    await request.app.state.pool.fetchval("select 1")
    return {}


@app.get("/v1/demandes/{id}")
async def read(id: uuid.UUID, request: Request, authorization: str | None = Header(None)):
    key, now = digest(authorization), datetime.datetime.now(datetime.timezone.utc)
    async with request.app.state.pool.acquire() as connection, connection.transaction():
        session = await connection.fetchrow(SQL["session_ouvrir"], key, now)
        row = await connection.fetchrow(SQL["demande_lire"], id)
    gate(session, now, "TECHNICIEN", "AGENT_CAISSE", "DIRECTION_CAISSE")
    if row is None:
        raise HTTPException(404, "RESSOURCE_INTROUVABLE")
    if session["role"] == "TECHNICIEN" and not is_open(row, now):
        raise HTTPException(403, "ACCES_FERME")
    return answer(detail(row), ETag=f'"{row["version"]}"')


@app.get("/v1/demandes")
async def page(request: Request, limite: int = Query(50, ge=1, le=200), recherche: str | None = None, authorization: str | None = Header(None)):
    key, now = digest(authorization), datetime.datetime.now(datetime.timezone.utc)
    none = (None,) * 9
    async with request.app.state.pool.acquire() as connection, connection.transaction():
        session = await connection.fetchrow(SQL["session_ouvrir"], key, now)
        gate(session, now, "TECHNICIEN")
        # Each access follows its caisse.
        acces = await connection.fetch(SQL["demande_acces_du_compte"])
        caisses = [row[0] for row in acces if is_open(row[1:], now)]
        if not caisses:
            raise HTTPException(403, "ACCES_FERME")
        if recherche:
            rows = await connection.fetch(SQL["demande_par_nom_partenaire"], *none, [recherche], None, None, None, limite + 1, caisses)
        else:
            rows = await connection.fetch(SQL["demande_recentes_partenaire"], *none, None, None, limite + 1, caisses)
    shown = [element(row) for row in rows[:limite]]
    suivant = f"/v1/demandes?limite={limite}&curseur={shown[-1]['depose_le'].timestamp()}.{shown[-1]['id']}" if len(rows) > limite else None
    return answer({"elements": shown, "suivant": suivant})


@app.get("/v1/moi")
async def moi(request: Request, authorization: str | None = Header(None)):
    key, now = digest(authorization), datetime.datetime.now(datetime.timezone.utc)
    async with request.app.state.pool.acquire() as connection, connection.transaction():
        session = await connection.fetchrow(SQL["session_ouvrir"], key, now)
        if session["compte_id"] is None:
            raise HTTPException(401, "JETON_INVALIDE")
        rows = await connection.fetch(SQL["moi_lire"])
    # By position: the account, its partner, its unit and the caisses bear the same names.
    compte = rows[0]
    acces = []
    for row in rows:
        caisse, titled = row[18:21], row[21:21 + ACCESS]
        if caisse[0] is not None:
            open = is_open(titled, now)
            acces.append({
                "caisse": named(caisse, "id", "code", "denomination"), "etat": "OUVERT" if open else "FERME", "convention_id": titled[1],
                "premier_jour": titled[2], "dernier_jour": titled[3],
                "fonctionnalites": [{"code": code, "active": open and not is_off(titled, code), "raison": None} for code in FEATURES]})
    return answer({
        "compte": named(compte[:7], "id", "identifiant", "role", "civilite", "nom", "prenom", "email"), "role": session["role"],
        "partenaire": named(compte[9:11], "id", "denomination"), "unite": named(compte[11:14], "id", "code", "libelle"),
        "caisse": named(compte[14:17], "id", "code", "denomination"), "acces": acces, "actions_requises": [],
        "mot_de_passe_expire_le": session["mot_de_passe_expire_le"].date(), "cgu": {"version": "2026-01", "acceptee_le": compte[8]}})


class Assure(BaseModel):
    civilite: str
    nom: str = Field(min_length=1)
    prenom: str
    date_naissance: datetime.date
    departement_residence: str


class Nouvelle(BaseModel):
    type: str = Field(pattern="^SIGNALEMENT$")
    motifs: list[str] = Field(min_length=1)
    personne_accompagnee: bool
    information_prealable: bool | None = None
    description: str | None = None
    urgente: bool = False
    complexe: bool = False
    assure: Assure


class Message(BaseModel):
    texte: str = Field(min_length=1)
    attend_reponse: bool = False


async def begin(connection, request, key, idempotency, now, *roles):
    session = await connection.fetchrow(SQL["session_ouvrir"], key, now)
    gate(session, now, *roles)
    if not await connection.fetchval(SQL["idempotence_verrouiller"], idempotency):
        raise HTTPException(409, "IDEMPOTENCE_EN_COURS")
    return session, await connection.fetchrow(SQL["idempotence_lire"], idempotency, now)


async def record(connection, now, session, row, code, rule, before=None, after=None):
    await connection.execute(
        SQL["journal_ajouter"], now, session["compte_id"], session["role"], session["libelle"], row["caisse_id"], row["partenaire_id"],
        "DEMANDE", row["id"], code, rule, before, after, str(new_id()))


async def remember(connection, idempotency, operation, request, location, body, now):
    fingerprint = hashlib.sha256(operation.encode() + b"\0" + request.url.path.encode() + b"\0" + await request.body()).digest()
    await connection.execute(SQL["idempotence_enregistrer"], idempotency, operation, fingerprint, 201, {"location": location}, body, now)


def replay(stored):
    return Response(stored["corps"], stored["statut"], HEADERS, "application/json")


@app.post("/v1/demandes", status_code=201)
async def create(
    asked: Nouvelle, request: Request, authorization: str | None = Header(None), idempotency_key: str = Header()
):
    key, now = digest(authorization), datetime.datetime.now(datetime.timezone.utc)
    async with request.app.state.pool.acquire() as connection, connection.transaction():
        session, stored = await begin(connection, request, key, idempotency_key, now, "TECHNICIEN")
        if stored:
            return replay(stored)
        facts = await connection.fetchrow(SQL["demande_faits_depot"], None, now)
        caisse, departement, denomination, nom, prenom = facts[:5]
        acces, rank = facts[5:5 + ACCESS], facts[5 + ACCESS]
        if not is_open(acces, now) or is_off(acces, asked.type):
            raise HTTPException(403, "ACCES_FERME")
        assure = asked.assure
        row = {
            "id": new_id(), "version": 1, "numero": f"{departement}-{now.year}-{rank:06d}", "type": asked.type, "assure_civilite": assure.civilite,
            "assure_nom": assure.nom, "assure_prenom": assure.prenom, "assure_date_naissance": assure.date_naissance,
            "assure_departement_residence": assure.departement_residence, "etat": "ACCUSEE", "urgente": asked.urgente,
            "complexe": asked.complexe, "prioritaire": False, "service_destinataire": None, "caisse_id": caisse,
            "partenaire_id": session["partenaire_id"], "partenaire_denomination": denomination, "unite_id": session["unite_id"],
            "technicien_id": session["compte_id"], "technicien_nom": nom, "technicien_prenom": prenom, "agent_id": None, "depose_le": now,
            "modifie_le": now, "cloture_le": None, "details": {"type": asked.type, "motifs": asked.motifs}, "personne_accompagnee": True,
            "information_prealable": asked.information_prealable, "regime_general": None, "description": asked.description,
            "qualite_representation": "AUCUNE", "service_propose": "MAS", "avertissements": [], "origine": "PORTAIL", "reponse": None,
            "motif_fin": None, "convention_id": acces[1]}
        await connection.execute(SQL["demande_inserer"], *(row[name] for name in INSERTED))
        await record(connection, now, session, row, "DEMANDE_DEPOSEE", "D-10", None, {"etat": "DEPOSEE"})
        await record(connection, now, session, row, "DEMANDE_ACCUSEE", "D-20", {"etat": "DEPOSEE"}, {"etat": "ACCUSEE"})
        location, body = f"/v1/demandes/{row['id']}", encode(detail(row))
        await remember(connection, idempotency_key, "creerDemande", request, location, body, now)
    return Response(body, 201, HEADERS | {"Location": location, "ETag": '"1"', "X-Request-Id": str(new_id())}, "application/json")


@app.post("/v1/demandes/{id}/messages", status_code=201)
async def message(
    id: uuid.UUID, asked: Message, request: Request, authorization: str | None = Header(None), idempotency_key: str = Header()
):
    key, now = digest(authorization), datetime.datetime.now(datetime.timezone.utc)
    async with request.app.state.pool.acquire() as connection, connection.transaction():
        session, stored = await begin(connection, request, key, idempotency_key, now, "TECHNICIEN", "AGENT_CAISSE")
        if stored:
            return replay(stored)
        demande = await connection.fetchrow(SQL["demande_lire_pour_modifier"], id)
        if demande is None:
            raise HTTPException(404, "RESSOURCE_INTROUVABLE")
        if session["role"] == "TECHNICIEN" and not is_open(demande, now):
            raise HTTPException(403, "ACCES_FERME")
        if demande["etat"] not in ("ACCUSEE", "EN_COURS"):
            raise HTTPException(409, "ETAT_INCOMPATIBLE")
        written = {
            "id": new_id(), "demande_id": id, "auteur": {"role": session["role"], "nom": session["libelle"]}, "texte": asked.texte,
            "attend_reponse": asked.attend_reponse, "avertissements": [], "cree_le": now}
        await connection.execute(
            SQL["message_inserer"], demande["caisse_id"], written["id"], id, demande["partenaire_id"], demande["unite_id"], session["libelle"],
            asked.texte, asked.attend_reponse, written["avertissements"], now)
        await record(connection, now, session, demande, "MESSAGE_ECRIT", "D-22")
        location, body = f"/v1/demandes/{id}/messages", encode(written)
        await remember(connection, idempotency_key, "ecrireMessage", request, location, body, now)
    return Response(body, 201, HEADERS | {"Location": location, "X-Request-Id": str(new_id())}, "application/json")
