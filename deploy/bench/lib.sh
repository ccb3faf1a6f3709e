# Shared by the scripts of deploy/bench. Sourced, never run.
# shellcheck shell=bash
# shellcheck source=deploy/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

bench=$root/deploy/bench
work=
huge_pages=/proc/sys/vm/nr_hugepages
huge_pages_before=

# shellcheck disable=SC2329 # called by the trap
bench_finish() {
  local code=$?
  trap '' INT TERM HUP
  set +e
  stop_children
  cluster_close
  if [[ -n $huge_pages_before ]]; then printf '%s\n' "$huge_pages_before" >"$huge_pages"; fi
  if [[ -n $work ]]; then rm -rf "$work"; fi
  exit "$code"
}

# A folder of one's own, removed at the end with everything that was started.
bench_begin() {
  work=$(mktemp -d /var/tmp/ep-bench.XXXXXX)
  chmod 711 "$work"
  trap bench_finish EXIT
  trap 'exit 130' INT TERM HUP
}

# bench_build CONFIGURATION PRODUCT…: sets `build`, the folder of the programs.
bench_build() {
  local configuration=$1 product
  shift
  for product in "$@"; do
    run swift build --package-path "$root" -c "$configuration" --product "$product" >&2 || die "la construction de $product a échoué." "Voir ci-dessus."
  done
  build=$(swift build --package-path "$root" -c "$configuration" --show-bin-path)
}

# reserve_huge_pages MEGABYTES: asks the kernel for what that much shared memory takes; given back at the end. Fails where the kernel gives
# less, and to others than root.
reserve_huge_pages() {
  local wanted=$(($1 * 11 / 20 + 100))
  if ((EUID != 0)) || [[ ! -w $huge_pages ]]; then return 1; fi
  huge_pages_before=$(<"$huge_pages")
  printf '%s\n' $((huge_pages_before + wanted)) >"$huge_pages"
  (($(<"$huge_pages") == huge_pages_before + wanted))
}

# bench_cluster MEGABYTES avec|sans [SETTING…]: a PostgreSQL that commits for good, with so much of shared buffers, on huge pages or not. Sets
# `postgres`, what the reports say of it.
bench_cluster() {
  local megabytes=$1 pages=$2
  shift 2
  give_to_server "$work/postgres" || die "PostgreSQL n'a pas accès à $work." "Vérifiez les droits de /var/tmp."
  if [[ $pages == avec ]] && ! reserve_huge_pages "$megabytes"; then
    pages=sans
    say "Le noyau ne donne pas de pages géantes : PostgreSQL s'en passe."
  fi
  postgres="$megabytes Mo de tampons partagés $pages pages géantes"
  cluster_open "$work/postgres" fsync=on synchronous_commit=on full_page_writes=on shared_buffers="${megabytes}MB" max_wal_size=16GB \
    checkpoint_timeout=30min max_connections=200 "$@"
}

# bench_volume DATABASE DEMANDES PARTENAIRES COMPTES: a database that the product migrates and fills.
bench_volume() {
  database_create "$1"
  EP_BASE=$(conninfo "$1" postgres) run "$build/espace-partenaires" migrate >&2
  EP_BASE=$(conninfo "$1" postgres) run "$build/espace-partenaires" volume "$2" "$3" "$4" >&2 \
    || die "le chargement de $2 demandes a échoué." "Le message est ci-dessus."
}

# bench_peers: builds what the product is compared with.
bench_peers() {
  local venv=$root/.local/venv-banc wanted="fastapi==0.165.0 uvicorn[standard]==0.54.0 asyncpg==0.32.0 orjson==3.13.0"
  (cd "$bench/peers/go" && GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$work/go-cache go build -o "$work/peer-go" .) \
    || die "la construction du pair Go a échoué." "Voir ci-dessus."
  if [[ $(cat "$venv/version" 2>/dev/null) == "$wanted" ]]; then return; fi
  python3 -m venv --clear "$venv" || die "python3 -m venv a échoué." "apt-get install python3-venv"
  # shellcheck disable=SC2086 # words on purpose
  run "$venv/bin/pip" install -q --disable-pip-version-check $wanted || die "pip n'a pas pu installer $wanted." "Vérifiez l'accès à l'index de paquets Python."
  printf '%s\n' "$wanted" >"$venv/version"
}
