#!/usr/bin/env bash
# Regenerates the transcripts of lesson S07 (installation-steps): the right order once, and each wrong order
# of the install-order planner in a fresh host, so that the errors in the planner are the software's own.
#
# Real: Debian 13 hosts of our images (no mail software at first), Postfix, Dovecot, nftables, DNS by dnsmasq.
# The daemons are started by hand: these containers have no systemd. A host's name is given when it is made.
#
# Usage: docs/runs/S07/run.sh [scenario…]     about 6 minutes; KEEP=1 leaves the last hosts
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S07
mkdir -p "$out"
. "$here/../record.sh"
. "$here/steps.sh"

cleanup() { [ -n "${KEEP:-}" ] || { docker rm -f s07-mail s07-ns s07-haibo >/dev/null 2>&1 || true; docker network rm "$net" >/dev/null 2>&1 || true; }; }
trap cleanup EXIT
docker rm -f s07-mail s07-ns s07-haibo >/dev/null 2>&1 || true
world

# One line of a wrong order: what the planner shows. `said <name>` begins it, `line` takes what matches from a command's output.
said() { rec "order/$1"; }

run_right() {
  host mail.k3f9.test; zone full; firewall_closed
  rec hostname; typed s07-mail 'root@mail:~#' 'hostname --fqdn'
  rec apt-postfix; typed s07-mail 'root@mail:~#' 'DEBIAN_FRONTEND=noninteractive apt-get install -y postfix' bash -c 'echo …; grep -E "myhostname|destinations|mynetworks|mailname"; echo …'
  do_step postfix_start
  typed s07-mail 'root@mail:~#' 'postconf -n smtpd_relay_restrictions mynetworks compatibility_level'
  mark 1 'setting myhostname: mail.k3f9.test'; mark 2 'setting mynetworks'; mark 3 'smtpd_relay_restrictions'
  do_step vmail; do_step certificate; do_step dovecot; do_step accounts
  rec handover
  while read -r command; do typed s07-mail 'root@mail:~#' "$command"; done <"$here/handover.sh"
  mark_typed 1 virtual_mailbox_domains; mark_typed 2 virtual_alias_maps; mark_typed 3 smtpd_tls_chain; mark_typed 4 smtpd_sasl_type; mark_typed 5 'postconf -M'
  do_step firewall
  rec dns
  typed s07-haibo '$' 'dig +noall +answer mail.k3f9.test A'; typed s07-haibo '$' 'dig +noall +answer -x 192.0.2.10'
  typed s07-haibo '$' 'dig +noall +answer k3f9.test MX'; typed s07-haibo '$' 'dig +noall +answer k3f9.test TXT'
  mark 1 'IN[[:space:]]+A'; mark 2 'PTR'; mark 3 'IN[[:space:]]+MX'; mark 4 'v=spf1'
  rec ports
  typed s07-mail 'root@mail:~#' 'ss -Hltn | awk "{print \$4}" | sort -V' grep -v 127.0.0.11 # Docker's own resolver
  typed s07-mail 'root@mail:~#' 'nft list chain inet mail input'
  mark 1 '0.0.0.0:25$'; mark 2 '0.0.0.0:143'; mark 3 'policy drop'; mark 4 'tcp dport'
  docker exec s07-mail bash -c ': >/var/log/mail.log'
  rec first-mail
  typed s07-haibo 'wang@haibo:~$' 'swaks --server mail.k3f9.test --from wang@haibo.example --to lin@k3f9.test --header "Subject: Hello from outside" --body "Are you there?" --hide-informational' grep -vE '^$'
  until_in s07-mail 20 'grep -q "status=sent" /var/log/mail.log && grep -q "saved mail" /var/log/mail.log'
  typed s07-mail 'root@mail:~#' 'grep -E "lmtp|client=|removed" /var/log/mail.log' short
  typed s07-mail 'root@mail:~#' 'doveadm fetch -u lin@k3f9.test "uid hdr.subject" all'
  mark 1 '220 mail.k3f9.test'; mark 2 'MAIL FROM'; mark 3 '250 2.0.0 Ok: queued as'; mark 4 'saved mail to INBOX'; mark 5 'status=sent'
  docker cp -q "$here/acceptance.sh" s07-haibo:/root/acceptance.sh
  rec acceptance
  typed s07-haibo 'wang@haibo:~$' 'bash /root/acceptance.sh k3f9.test mail.k3f9.test lin@k3f9.test harbour-lamp-27'
  mark 1 '^ok +1 '; mark 2 '^ok +4 '; mark 3 '^ok +6 '; mark 4 '^ok +8 '; mark 5 '^ok +9 '; mark 6 'of 10'
}

# The accounts in a directory instead of a file: OpenLDAP, and the two questions that prove it.
run_directory() {
  docker rm -f s07-mail >/dev/null 2>&1 || true
  up s07-mail mail.k3f9.test 10 postlab-run/s07-world
  docker exec s07-mail rsyslogd; do_step vmail; do_step certificate
  docker exec s07-mail bash -c 'hostname >/etc/mailname; postfix start' >/dev/null 2>&1
  docker exec -i s07-mail bash -euo pipefail -s <"$here/directory.sh" >/dev/null 2>&1
  { sed '/^passdb passwd-file/,/^}/d; /^userdb passwd-file/,/^}/d' "$here/dovecot.conf"; cat "$here/directory.conf"; } | docker exec -i s07-mail sh -c 'cat >/etc/dovecot/dovecot.conf'
  docker exec s07-mail dovecot
  rec directory
  typed s07-mail 'root@mail:~#' 'grep -A 9 ^ldap_uris /etc/dovecot/dovecot.conf'
  typed s07-mail 'root@mail:~#' 'doveadm auth test lin@k3f9.test harbour-lamp-27'
  typed s07-mail 'root@mail:~#' 'doveadm auth test lin@k3f9.test wrong-password'
  typed s07-mail 'root@mail:~#' 'doveadm user -f home lin@k3f9.test'
  typed s07-mail 'root@mail:~#' 'postmap -q lin@k3f9.test ldap:/etc/postfix/ldap-mailboxes.cf'
  mark 1 'ldap_bind'; mark 2 'auth succeeded'; mark 3 'auth failed' '!'; mark 4 '^/srv/vmail'; mark 5 '^lin@'
}

. "$here/wrong-orders.sh"
for scenario in ${*:-right directory $wrong_orders}; do
  echo "== $scenario (${SECONDS} s)"
  "run_${scenario//-/_}"
done
echo "done in $SECONDS s: $(find "$out" -name '*.txt' | wc -l) transcripts"
