# Sourced by docs/runs/<lesson>/run.sh, which scripts/run-transcripts.ts starts. Given by it:
#   RUN          name of this run, `postlab-run-s02`: label and prefix of everything made
#   IMAGE_MAIL   IMAGE_CLIENT   tags of our images      OUT   folder for what is recorded
# A run is a bridge network, one resolver that knows the story's zones, and a container a machine. No systemd: the runs
# that need it use a lab's sandbox.
set -euo pipefail

# network 198.51.100     (the /24 of the story; the resolver is .53)
network() {
  prefix=$1
  docker network create --label "postlab-run=$RUN" --subnet "$prefix.0/24" "$RUN" >/dev/null
  resolv=$OUT/.resolv.conf
  printf 'nameserver %s.53\n' "$prefix" >"$resolv"
}

# host NAME FQDN LAST-OCTET IMAGE [TZ]
host() {
  docker run -d --init --label "postlab-run=$RUN" --network "$RUN" --ip "$prefix.$3" --name "$RUN-$1" --hostname "$2" -e "TZ=${5:-UTC0}" \
    --cap-add NET_ADMIN --dns "$prefix.53" -v "$resolv:/etc/resolv.conf:ro" --entrypoint sleep "$4" infinity >/dev/null
}

# on NAME 'command'      runs it as root; its standard input is passed on
on() { docker exec -i "$RUN-$1" bash -c "$2"; }

# record FILE NAME 'command' ['prompt']      what a person at that machine would see, appended to FILE
record() {
  local prompt=${4:-root@$2:~#}
  printf '%s %s\n' "$prompt" "$3" >>"$OUT/$1.txt"
  docker exec "$RUN-$2" bash -c "cd; $3" >>"$OUT/$1.txt" 2>&1 || true
}

# type_into FILE NAME 'command' <<lines      the same for a program that talks: docs/runs/typist.py types each line after the answer to the last
type_into() {
  local prompt=${4:-root@$2:~#}
  printf '%s %s\n' "$prompt" "$3" >>"$OUT/$1.txt"
  docker exec -i "$RUN-$2" python3 -u -c "$(cat "$(dirname "${BASH_SOURCE[0]}")/typist.py")" "$3" >>"$OUT/$1.txt"
}

# wait_for NAME FILE PATTERN SECONDS
wait_for() {
  local t=0
  until docker exec "$RUN-$1" grep -q -e "$3" "$2" 2>/dev/null; do
    sleep 1
    t=$((t + 1))
    [ "$t" -lt "$4" ] || { echo "gave up waiting for '$3' in $1:$2 after $4 s" >&2; return 1; }
  done
}

# zones MX-TARGETS…      e.g. zones haibo.example=mx1.haibo.example=20 …   (domain=host=last octet); extra dnsmasq options in $ZONES_EXTRA
zones() {
  local options=() zone domain name octet
  for zone in "$@"; do
    IFS='=' read -r domain name octet <<<"$zone"
    [ -n "$domain" ] && options+=("--mx-host=$domain,$name,10")
    options+=("--host-record=$name,$prefix.$octet")
  done
  on dns "dnsmasq --no-resolv --no-hosts --listen-address=$prefix.53 --bind-interfaces --local=/test/ --local=/example/ --local=/in-addr.arpa/ ${options[*]} ${ZONES_EXTRA:-}"
}

# mailserver NAME FQDN DOMAIN USER…      Postfix and Dovecot with virtual mailboxes; passwords are `harbour-lamp-27`
mailserver() {
  local name=$1
  shift
  docker exec -i "$RUN-$name" bash -euo pipefail -s -- "$@" <"$(dirname "${BASH_SOURCE[0]}")/mailserver.sh"
}
