"""What the measures say: JSON as they are, Markdown and a chart as ratios."""
import json
import statistics

import operations

PLAINTEXT = operations.Operation("plaintext", "Texte nu (http-probe)", None, "GET", "/plaintext")

# Per operation: name of a ratio and the least it should be.
TARGETS = {
    "lire": {"pgbench_16": 1.3, "pgbench_mieux": 1.1, "pgbench_8": 0.9}, "page": {"pgbench_16": 1.2, "pgbench_8": 0.9},
    "recherche": {"pgbench_8": 0.9}, "creer": {"pgbench_16": 1.2, "pgbench_8": 0.75}, "message": {"pgbench_8": 0.75}, "moi": {"pgbench_8": 0.9}}
EVERYWHERE = {"go": 2.0, "fastapi": 6.0}
READS = {"lire", "page", "recherche", "moi"}


def ratios(measure, other, own="service"):
    """Median, least and greatest of the ratios of each round."""
    values = [one[own]["par_seconde"] / one[other]["par_seconde"] for one in measure["tours"] if other in one]
    return (statistics.median(values), min(values), max(values)) if values else None


def median(measure, name, figure):
    values = [one[name][figure] for one in measure["tours"] if name in one]
    return statistics.median(values) if values else None


def cell(measure, other, own="service"):
    found = ratios(measure, other, own)
    if not found:
        return "–"
    target = TARGETS.get(measure["operation"], {}).get(other) or EVERYWHERE.get(other)
    mark = "" if target is None else " ✓" if found[0] >= target else f" (< {target})"
    return f"**{found[0]:.2f}** [{found[1]:.2f}–{found[2]:.2f}]{mark}"


def number(value, digits=1):
    return "–" if value is None else f"{value:.{digits}f}"


def markdown(results):
    sizes = results["tailles"]
    lines = [
        f"Le {results['date'][:10]}, version {results['version']}, {results['machine']} ; charge {results['charge_au_depart']:.1f} au départ, "
        f"{results.get('charge_a_la_fin', 0):.1f} à la fin. `{results['commande']}` : {sizes['demandes']} demandes, {sizes['partenaires']} "
        f"partenaires, {sizes['comptes']} comptes ; PostgreSQL : {results['postgres']} ; médianes des rapports de chaque tour [min–max], 64 connexions sauf mention ; "
        f"démarrage {statistics.median(results['demarrages_ms']):.0f} ms.", "",
        "| Opération | par s | pgbench -c16 | pgbench au mieux | Go + pgx | FastAPI + asyncpg | 8 connexions / pgbench -c8 |",
        "|---|--:|---|---|---|---|---|"]
    for measure in results["mesures"]:
        best = measure["pgbench_mieux_clients"]
        lines.append(
            f"| {measure['titre']} | {median(measure, 'service', 'par_seconde'):.0f} | {cell(measure, 'pgbench_16')} | "
            f"{cell(measure, 'pgbench_mieux')}{f' (-c{best})' if best else ''} | {cell(measure, 'go')} | {cell(measure, 'fastapi')} | "
            f"{cell(measure, 'pgbench_8', 'service_8')} |")
    lines += ["", "| Opération | p50 ms | p99 ms | CPU service s/10 000 | CPU PostgreSQL s/10 000 | idem sous pgbench | mémoire Mo | "
              "1 000 connexions : p99 ms, erreurs |", "|---|--:|--:|--:|--:|--:|--:|--:|"]
    for measure in results["mesures"]:
        crowd = measure["mille_connexions"]
        lines.append(
            f"| {measure['titre']} | {number(median(measure, 'service', 'p50'))} | {number(median(measure, 'service', 'p99'))} | "
            f"{number(median(measure, 'service', 'cpu_serveur'), 2)} | {number(median(measure, 'service', 'cpu_postgresql'), 2)} | "
            f"{number(median(measure, 'pgbench_16', 'cpu_postgresql'), 2)} | {measure['memoire_mo']:.0f} | {crowd['p99']:.0f}, {crowd['erreurs']} |")
    return "\n".join(lines) + "\n"


SERIES = [("pgbench_16", "pgbench -c16", "#336791"), ("go", "Go + pgx", "#00a0c0"), ("fastapi", "FastAPI + asyncpg", "#b06000")]


def chart(results):
    """Horizontal bars: requests a second of the others, the service being 1."""
    width, left, row, top = 760, 190, 62, 40
    measures = results["mesures"]
    height = top + row * len(measures) + 30
    scale = (width - left - 70) / 1.25
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12">', f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="{left}" y="20" font-weight="bold">Débit des autres, celui du service étant 1 (64 connexions, médianes)</text>']
    for index, measure in enumerate(measures):
        y = top + row * index
        parts.append(f'<text x="{left - 8}" y="{y + 28}" text-anchor="end">{measure["titre"]}</text>')
        for rank, (name, title, colour) in enumerate(SERIES):
            found = ratios(measure, name)
            if not found:
                continue
            value = 1 / found[0]
            bar = min(value, 1.25) * scale
            parts.append(
                f'<rect x="{left}" y="{y + 16 * rank}" width="{bar:.0f}" height="13" fill="{colour}"><title>{title}</title></rect>'
                f'<text x="{left + bar + 4:.0f}" y="{y + 16 * rank + 11}">{value:.2f}</text>')
    x = left + scale
    parts.append(f'<line x1="{x:.0f}" y1="{top - 6}" x2="{x:.0f}" y2="{height - 28}" stroke="#c00" stroke-dasharray="4 3"/>')
    for rank, (_, title, colour) in enumerate(SERIES):
        parts.append(f'<rect x="{left + 150 * rank}" y="{height - 18}" width="12" height="12" fill="{colour}"/>'
                     f'<text x="{left + 150 * rank + 17}" y="{height - 8}">{title}</text>')
    parts.append(f'<text x="{left + 455}" y="{height - 8}" fill="#c00">– – le service</text></svg>')
    return "\n".join(parts) + "\n"


def write(results, folder):
    with open(f"{folder}/mesures.json", "w") as file:
        json.dump(results, file, ensure_ascii=False, indent=1)
    with open(f"{folder}/mesures.md", "w") as file:
        file.write(markdown(results))
    with open(f"{folder}/mesures.svg", "w") as file:
        file.write(chart(results))
