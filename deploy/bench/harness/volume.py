"""The formulas of volume.sql (Sources/Catalogue/donnees): what exists, from the rank of a row."""
import hashlib

FAMILIES = {"018f0000": "demande", "018e00aa": "partenaire", "018e00ca": "caisse", "018e00c0": "metier", "018e00c1": "convention",
            "018e00c2": "compte", "018e00c3": "agent"}


def partner(i, partners):
    h = (i * 7919) % 1000003
    return 1 + (partners * h // 1000003) * h // 1000003


def token(prefix, n):
    return f"{prefix}{n:0{42 - len(prefix)}d}A"


def digest(text):
    return hashlib.sha256(text.encode()).digest()


def identifier(family, n):
    return f"018{family}-0000-7000-8000-{n:012x}"


def rank(identifier):
    """The family and the rank behind an identifier of the volume, or None."""
    family = FAMILIES.get(identifier[:8])
    return (family, int(identifier[24:], 16)) if family and identifier[9:23] == "0000-7000-8000" else None
