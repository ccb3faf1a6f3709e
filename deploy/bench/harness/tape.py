"""Records what the service says to PostgreSQL: a proxy on a socket of its own that reads the frontend's messages as they pass.

So the SQL that pgbench and the peers run is the product's own, statement by statement, round trip by round trip.
"""
import os
import re
import socket
import struct
import threading

EPOCH_MICROSECONDS = 946_684_800_000_000


class Tape:
    """Everything said since the last `take`, over all connections."""

    def __init__(self, folder, server):
        self.folder, self.server = folder, server
        self.statements, self.options, self.events = {}, "", []
        self.lock = threading.Lock()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(os.path.join(folder, ".s.PGSQL.5432"))
        self.listener.listen(64)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(os.path.join(self.server, ".s.PGSQL.5432"))
            threading.Thread(target=self.forward, args=(client, server), daemon=True).start()
            threading.Thread(target=pump, args=(server, client, lambda _: None), daemon=True).start()

    def forward(self, client, server):
        pump(client, server, Frontend(self).feed)

    def record(self, event):
        with self.lock:
            self.events.append(event)

    def take(self):
        with self.lock:
            events, self.events = self.events, []
        return events

    def close(self):
        self.listener.close()


def pump(source, sink, see):
    try:
        while data := source.recv(65536):
            see(data)
            sink.sendall(data)
    except OSError:
        pass
    for end in (source, sink):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Frontend:
    """The messages of one connection, cut from the stream."""

    def __init__(self, tape):
        self.tape, self.buffer, self.started = tape, b"", False

    def feed(self, data):
        self.buffer += data
        while True:
            head = 0 if not self.started else 1
            if len(self.buffer) < head + 4:
                return
            length = struct.unpack_from("!I", self.buffer, head)[0]
            if len(self.buffer) < head + length:
                return
            kind, body = self.buffer[:head], self.buffer[head + 4 : head + length]
            self.buffer = self.buffer[head + length :]
            self.message(kind, body)

    def message(self, kind, body):
        if not self.started:
            self.started = True
            words = body[4:].split(b"\0")
            settings = dict(zip(words[::2], words[1::2]))
            self.tape.options = settings.get(b"options", b"").decode()
        elif kind == b"P":
            name, sql = body.split(b"\0")[:2]
            self.tape.statements[name.decode()] = sql.decode()
        elif kind == b"B":
            self.tape.record((self, bind(body)))
        elif kind == b"S":
            self.tape.record((self, None))


def bind(body):
    """The name of the statement and its parameters as they came."""
    _, name, rest = body.split(b"\0", 2)
    formats = struct.unpack_from("!H", rest)[0]
    at = 2 + 2 * formats
    count = struct.unpack_from("!H", rest, at)[0]
    at += 2
    values = []
    for _ in range(count):
        size = struct.unpack_from("!i", rest, at)[0]
        at += 4
        values.append(None if size < 0 else rest[at : at + size])
        at += max(0, size)
    return name.decode(), values


def groups(events, digest):
    """Round trips of the request that presents this token: the statements between two Syncs of its connection, from the one that opens its
    context to its COMMIT. What the service does besides (its scheduled work) is not the request's. Of a read made again because the view
    supposed for its token was another's, the last: those to come cost that."""
    last = None
    for connection in dict.fromkeys(connection for connection, _ in events):
        taken, group = [], []
        for event in (event for one, event in events if one is connection):
            if event is not None:
                group.append(event)
                continue
            if taken or any(digest in values for _, values in group):
                taken.append(group)
                names = [name for name, _ in taken[0]] + [name for name, _ in group]
                if names[-1] == "postgres.commit":
                    return taken
                if "postgres.begin" not in names:
                    last, taken = taken, []
            group = []
    if last:
        return last
    raise RuntimeError("aucune requête de ce jeton n'a été enregistrée")


def parameter_types(sql):
    """The type that each parameter is cast to where it stands."""
    types = {}
    for number, kind in re.findall(r"\$(\d+)::([a-z0-9]+(?:\[\])?)", sql):
        types[int(number)] = kind
    return types


def text(value, kind):
    """A binary parameter as PostgreSQL reads it in text."""
    if value is None:
        return None
    if kind == "uuid":
        digits = value.hex()
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
    if kind in ("int2", "int4", "int8"):
        return str(int.from_bytes(value, "big", signed=True))
    if kind == "bool":
        return "true" if value[0] else "false"
    if kind == "bytea":
        return "\\x" + value.hex()
    if kind == "jsonb":
        return value[1:].decode()
    if kind == "date":
        import datetime
        return str(datetime.date(2000, 1, 1) + datetime.timedelta(days=int.from_bytes(value, "big", signed=True)))
    if kind == "timestamptz":
        import datetime
        microseconds = int.from_bytes(value, "big", signed=True) + EPOCH_MICROSECONDS
        return (datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(microseconds=microseconds)).isoformat()
    if kind == "text[]":
        return array(value)
    if kind in ("uuid[]", "int8[]"):
        return array(value, lambda element: text(element, kind[:-2]))
    if kind == "text":
        return value.decode()
    raise ValueError(f"no text form for a parameter of type {kind}")


def array(value, element=lambda value: '"' + value.decode().replace("\\", "\\\\").replace('"', '\\"') + '"'):
    if struct.unpack_from("!i", value)[0] == 0:
        return "{}"
    count, at, elements = struct.unpack_from("!i", value, 12)[0], 20, []
    for _ in range(count):
        size = struct.unpack_from("!i", value, at)[0]
        elements.append(element(value[at + 4 : at + 4 + size]))
        at += 4 + size
    return "{" + ",".join(elements) + "}"
