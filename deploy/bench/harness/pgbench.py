"""From what was recorded to scripts for pgbench: the product's statements, pipelined as the product sends them.

A parameter that differs from one request to the next becomes an expression of random variables, any other one is bound as it was.
pgbench cannot bind NULL: it binds a word that `nullif` turns into one, so that the planner knows as little as it does of the
product's parameters; evaluated row by row, that is a few microseconds of a page.
"""
import re
import subprocess

import tape

HEX = "lpad(to_hex(:{0}::int8), 12, '0')"


class Context:
    """What the recorded request was about, so that its values are recognised among the parameters."""

    def __init__(self, sample, partners, kind):
        self.sample, self.partners, self.kind = sample, partners, kind

    def expression(self, value, kind):
        """The SQL that varies with the variables of the script; None when the value is the same for every request."""
        sample = self.sample
        if kind == "bytea" and value == "\\x" + sample["digest"].hex():
            prefix = "agent" if "agent" in sample else "banc"
            return f"sha256(('{prefix}' || lpad(:j::int8::text, {42 - len(prefix)}, '0') || 'A')::bytea)"
        if kind == "text" and value == sample.get("key"):
            return "(:r::int8::text)"
        if kind == "text" and re.fullmatch(r"[0-9AB]+-[0-9]{4}-[0-9]{6,}", value):
            return "('banc-' || :r::int8::text)"  # the number of a demande, drawn one round trip before
        if kind == "uuid":
            return self.identifier(value)
        if kind == "uuid[]" and len(value) == 38:
            # The caisse of the partner, its only one.
            known = self.identifier(value[1:-1])
            return known and f"array[{known}]"
        return None

    def identifier(self, value):
        import volume
        known = volume.rank(value)
        if known is None:
            # A new row: in order of time, as the product's.
            return ("(lpad(to_hex((extract(epoch from statement_timestamp()) * 1000)::int8), 12, '0') || lpad(to_hex(:r::int8), 20, '0'))::uuid")
        family, rank = known
        names = {"demande": "i", "partenaire": "k", "convention": "k", "metier": "k", "compte": "j", "caisse": "c"}
        if family not in names:
            return None
        prefix = value[:24]
        return f"('{prefix}' || {HEX.format(names[family])})::uuid"


def variables(kind, demandes, partners, accounts):
    """The draws at the head of the script, by kind of request; the formulas of volume.sql."""
    lines = ["\\set r random(1, 4000000000000000000)"]
    if kind in ("demande", "ouverte"):
        first = 1 if kind == "demande" else (demandes * 98 + 99) // 100
        lines += [f"\\set i random({first}, {demandes})", "\\set h (:i * 7919) % 1000003",
                  f"\\set k 1 + (({partners} * :h / 1000003) * :h) / 1000003"]
    elif kind == "technicien":
        lines += [f"\\set k random(1, {partners})"]
    if kind == "agent":
        lines += ["\\set j random(1, 100)"]
    else:
        lines += [f"\\set j :k + {partners} * random(2, {accounts // partners - 1})", "\\set m :k % 20",
                  "\\set c case when :m < 7 then 1 when :m < 12 then 2 when :m < 16 then 3 when :m < 19 then 4 else 5 end"]
    return lines


def script(groups, statements, context, volume_sizes):
    """The script and the values that it binds."""
    lines, bound = variables(context.kind, *volume_sizes), {}
    for group in groups:
        lines.append("\\startpipeline")
        for number, (name, values) in enumerate(group):
            sql = " ".join(statements[name].split())
            types = tape.parameter_types(sql)

            def replacement(match):
                position = int(match[1])
                kind, raw = types.get(position), values[position - 1]
                if raw is None:
                    bound["nul"] = "nul"
                    return "(nullif(:nul::text, 'nul'))"
                value = tape.text(raw, kind)
                varying = context.expression(value, kind)
                if varying:
                    return varying
                variable = f"{name.replace('.', '_')}_{number}_{position}"
                bound[variable] = value
                return ":" + variable
            lines.append(re.sub(r"\$(\d+)", replacement, sql) + ";")
        lines.append("\\endpipeline")
    return "\n".join(lines) + "\n", bound


def run(program, connection, options, path, bound, clients, seconds):
    """Transactions per second and the mean latency in milliseconds."""
    command = [program, "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(seconds), "-f", path]
    for name, value in bound.items():
        command += ["-D", f"{name}={value}"]
    import os
    result = subprocess.run(command + [connection], capture_output=True, text=True, env=dict(os.environ, PGOPTIONS=options))
    if result.returncode != 0 or "tps = " not in result.stdout:
        raise RuntimeError(f"pgbench: {result.stderr[-2000:]}\n{result.stdout[-500:]}")
    failed = re.search(r"number of failed transactions: (\d+)", result.stdout)
    if failed and int(failed[1]) > 0:
        raise RuntimeError(f"pgbench: {failed[0]}")
    return float(re.search(r"tps = ([0-9.]+)", result.stdout)[1]), float(re.search(r"latency average = ([0-9.]+)", result.stdout)[1])
