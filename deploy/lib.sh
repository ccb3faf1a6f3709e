# Shared by deploy/run, deploy/test and deploy/schemathesis. Sourced, never run.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly root
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*"; }

# die WHAT HOW: says what failed and how to mend it; the caller's EXIT trap leaves nothing behind.
die() {
  printf '\nÉchec : %s\n' "$1" >&2
  if [[ -n ${2:-} ]]; then printf '%s\n' "$2" >&2; fi
  exit 1
}

# --- processes ------------------------------------------------------------------------------------------------

# What this script started and must end: a pid, or -pid for a whole process group.
children=()

# launch COMMAND…: in the background, until `stop_children`; its pid is in `launched`. The lock of deploy/run (fd 9)
# must not outlive the script in a child.
launch() {
  "$@" 9>&- &
  launched=$!
  children+=("$launched")
}

# start COMMAND…: the same in a process group of its own, because swift leaves its compilers and its tests behind when
# it alone is ended.
start() {
  setsid "$@" 9>&- &
  launched=$!
  children+=("-$launched")
}

# run COMMAND…: waits for it, and yields at once to INT and TERM, which a foreground command would delay.
run() {
  start "$@"
  local pid=$launched code=0
  wait "$pid" || code=$?
  forget "-$pid"
  return "$code"
}

forget() {
  local child kept=()
  for child in "${children[@]}"; do
    if [[ $child != "$1" ]]; then kept+=("$child"); fi
  done
  children=("${kept[@]}")
}

# Ends what was started, last first, and waits: 20 s to finish cleanly, then by force.
stop_children() {
  local i child tries
  for ((i = ${#children[@]} - 1; i >= 0; i--)); do
    child=${children[i]}
    kill -TERM -- "$child" 2>/dev/null || true
    for ((tries = 0; tries < 200; tries++)); do
      kill -0 "${child#-}" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL -- "$child" 2>/dev/null || true
    wait "${child#-}" 2>/dev/null || true
  done
  children=()
}

# --- what must be installed -------------------------------------------------------------------------------------

need_swift() {
  local version major minor
  version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1) || true
  IFS=. read -r major minor <<<"${version:-0.0}"
  if ((major < 6 || (major == 6 && minor < 3))); then
    die "Swift 6.3 ou plus récent est nécessaire (trouvé : ${version:-aucun})." \
      "Installez-le : https://www.swift.org/install/linux/ puis vérifiez « swift --version »."
  fi
}

postgres_bin() { printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1; }

# The packages that this machine lacks, one a line, among those asked for.
missing_packages() {
  local package
  for package in "$@"; do
    case $package in
      libpq-dev) [[ -f /usr/include/postgresql/libpq-fe.h ]] ;;
      libssl-dev) [[ -f /usr/include/openssl/evp.h ]] ;;
      pkg-config) command -v pkg-config >/dev/null ;;
      postgresql) [[ -x $(postgres_bin)/initdb ]] ;;
      python3-venv) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
      *) dpkg -s "$package" >/dev/null 2>&1 ;;
    esac || printf '%s\n' "$package"
  done
}

as_root() { if ((EUID == 0)); then "$@"; else sudo "$@"; fi; }

# need_packages NAME…: installs the missing ones, saying so.
need_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]} == 0)); then return; fi
  local by_hand="À la main : apt-get install ${missing[*]}"
  command -v apt-get >/dev/null || die "il manque : ${missing[*]}." "Installez leurs équivalents ; apt-get n'est pas ici."
  if ((EUID != 0)); then
    command -v sudo >/dev/null || die "il manque : ${missing[*]}, et ni root ni sudo pour les installer." "$by_hand"
    say "Installation avec sudo : ${missing[*]}"
  else
    say "Installation : ${missing[*]}"
  fi
  export DEBIAN_FRONTEND=noninteractive
  as_root apt-get update -q || die "apt-get update a échoué." "Vérifiez le réseau et /etc/apt. $by_hand"
  local defaults=/etc/postgresql-common/createcluster.conf
  if [[ " ${missing[*]} " == *" postgresql "* ]]; then
    # Debian's package would start a server of its own on port 5432: nobody asked for it, and it would stay.
    as_root apt-get install -qy --no-install-recommends postgresql-common \
      || die "l'installation de postgresql-common a échoué." "$by_hand"
    as_root sed -i.ep 's/^#* *create_main_cluster *=.*/create_main_cluster = false/' "$defaults"
  fi
  local code=0
  as_root apt-get install -qy --no-install-recommends "${missing[@]}" || code=$?
  if [[ -f $defaults.ep ]]; then as_root mv "$defaults.ep" "$defaults"; fi
  ((code == 0)) || die "l'installation de ${missing[*]} a échoué." "$by_hand"
}

# --- a private PostgreSQL server ----------------------------------------------------------------------------------
# It listens on a Unix socket only, in a folder that its owner and root alone can enter; hence trust inside.

cluster=  # its folder, holding `data` and `journal.log`
socket=   # the folder of its socket

# PostgreSQL refuses to run as root: it then runs as the `postgres` of the Debian package.
as_server() { if ((EUID == 0)); then (cd / && exec runuser -u postgres -- "$@"); else "$@"; fi; }

# Makes that folder the server's; fails when the server cannot reach it, or when somebody laid a link there.
give_to_server() {
  if [[ -L $1 ]]; then return 1; fi
  mkdir -p "$1" || return 1
  if ((EUID == 0)); then chown postgres: "$1" || return 1; fi
  chmod 700 "$1" && as_server test -w "$1"
}

# cluster_open FOLDER [SETTING…]: creates the cluster unless it is there, starts it, sets `cluster` and `socket`.
cluster_open() {
  local folder=$1 bin options setting
  shift
  cluster=$folder
  if [[ -f $folder/data/PG_VERSION ]]; then
    bin=/usr/lib/postgresql/$(<"$folder/data/PG_VERSION")/bin
    [[ -x $bin/pg_ctl ]] || die "les données de $folder sont d'une version de PostgreSQL qui n'est plus installée." \
      "Réinstallez cette version, ou repartez de zéro : deploy/run --neuf."
  else
    bin=$(postgres_bin)
    rm -rf "$folder/data"
    as_server "$bin/initdb" -D "$folder/data" -U postgres -E UTF8 --locale=C.UTF-8 --auth-local=trust --auth-host=reject \
      --no-instructions >"$folder.initdb" 2>&1 9>&- \
      || die "initdb a échoué dans $folder : $(tail -n 3 "$folder.initdb")" "Vérifiez la place et les droits de ce dossier."
    rm -f "$folder.initdb"
  fi
  # Left by a run that was killed.
  if as_server "$bin/pg_ctl" -D "$folder/data" status >/dev/null 2>&1; then
    as_server "$bin/pg_ctl" -D "$folder/data" -m fast -w stop >/dev/null
  fi
  socket=$(mktemp -d /tmp/ep-socket.XXXXXX)
  give_to_server "$socket" || die "le dossier $socket n'est pas accessible à PostgreSQL." "Vérifiez les droits de /tmp."
  options="-c listen_addresses='' -c port=5432 -c unix_socket_directories=$socket -c unix_socket_permissions=0700"
  for setting in "$@"; do options+=" -c $setting"; done
  as_server "$bin/pg_ctl" -D "$folder/data" -l "$folder/journal.log" -w -t 60 -o "$options" start >/dev/null 9>&- \
    || die "PostgreSQL n'a pas démarré : $(tail -n 3 "$folder/journal.log" 2>/dev/null)" "Journal : $folder/journal.log"
}

# Stops the server opened here, if any; the data stay.
cluster_close() {
  if [[ -n $cluster && -f $cluster/data/PG_VERSION ]]; then
    local control
    control=/usr/lib/postgresql/$(<"$cluster/data/PG_VERSION")/bin/pg_ctl
    if as_server "$control" -D "$cluster/data" status >/dev/null 2>&1; then
      as_server "$control" -D "$cluster/data" -m fast -w -t 30 stop >/dev/null 2>&1 \
        || as_server "$control" -D "$cluster/data" -m immediate -w stop >/dev/null 2>&1 || true
    fi
  fi
  if [[ -n $socket ]]; then rm -rf "$socket"; fi
  cluster=
  socket=
}

# conninfo DATABASE USER: how libpq reaches the server opened here.
conninfo() { printf "host=%s port=5432 dbname=%s user=%s" "$socket" "$1" "$2"; }

# Creates that database unless it is there.
database_create() {
  local psql
  psql=$(postgres_bin)/psql
  if [[ $("$psql" -XAtqd "$(conninfo postgres postgres)" -c "select 1 from pg_database where datname = '$1'") != 1 ]]; then
    "$psql" -Xqd "$(conninfo postgres postgres)" -c "create database \"$1\""
  fi
}

# --- the service ----------------------------------------------------------------------------------------------------

# secret FILE: prints the hexadecimal secret kept there, drawn at the first call, readable by its owner alone.
secret() {
  if [[ ! -s $1 ]]; then
    (umask 077 && od -An -vtx1 -N32 /dev/urandom | tr -d ' \n' >"$1")
  fi
  cat "$1"
}

# The host to call for a server that listens on HOST.
call_host() {
  case $1 in
    0.0.0.0) say 127.0.0.1 ;;
    :: | '[::]') say ::1 ;;
    *) say "$1" ;;
  esac
}

port_taken() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

# http_status HOST PORT PATH: the status of a GET, nothing when there is no answer. Without curl, which may be absent.
http_status() {
  (
    exec 3<>"/dev/tcp/$1/$2" || exit 1
    printf 'GET %s HTTP/1.1\r\nHost: %s:%s\r\nConnection: close\r\n\r\n' "$3" "$1" "$2" >&3
    read -r -t 5 _ status _ <&3 && printf '%s' "$status"
    timeout 1 cat <&3 >/dev/null
  ) 2>/dev/null || true
}

# wait_ready PID HOST PORT: until /health/ready answers 200; fails when the process ends or after 30 s.
wait_ready() {
  local tries
  for ((tries = 0; tries < 150; tries++)); do
    kill -0 "$1" 2>/dev/null || return 1
    if [[ $(http_status "$2" "$3" /health/ready) == 200 ]]; then return; fi
    sleep 0.2
  done
  return 1
}

# demo_field FILE ROLE FIELD: that field of the first account of that role in demo.json, whose accounts are flat objects.
demo_field() {
  awk -v RS='[{}]' -v role="$2" -v field="$3" '
    $0 ~ "\"role\"[ \t\n]*:[ \t\n]*\"" role "\"" {
      if (match($0, "\"" field "\"[ \t\n]*:[ \t\n]*\"[^\"]*\"")) {
        value = substr($0, RSTART, RLENGTH)
        sub(/^"[^"]*"[ \t\n]*:[ \t\n]*"/, "", value)
        sub(/"$/, "", value)
        print value
        exit
      }
    }' "$1"
}

# --- the Python tools of the tests ------------------------------------------------------------------------------------

# Fills .local/venv with the pinned tools, unless they are there: the fuzzers of the contract, the oracles of the
# calendar (its tests run `$root/.local/venv/bin/python`, given in EP_ORACLES), the linter of migrations.
need_python_tools() {
  local venv=$root/.local/venv
  local wanted="schemathesis==4.32.5 openapi-spec-validator==0.9.0 holidays==0.109 python-dateutil==2.9.0.post0 tzdata==2026.6"
  wanted+=" python-stdnum==2.2 squawk-cli==2.70.0"
  if [[ -x $venv/bin/schemathesis && $(cat "$venv/version" 2>/dev/null) == "$wanted" ]]; then return; fi
  need_packages python3-venv
  say "Installation dans .local/venv : $wanted"
  mkdir -p "$root/.local"
  python3 -m venv --clear "$venv" || die "python3 -m venv a échoué." "Installez python3-venv : apt-get install python3-venv"
  # shellcheck disable=SC2086 # several words on purpose
  run "$venv/bin/pip" install -q --disable-pip-version-check $wanted \
    || die "pip n'a pas pu installer $wanted." "Vérifiez l'accès à l'index de paquets Python, puis relancez."
  printf '%s\n' "$wanted" >"$venv/version"
}
