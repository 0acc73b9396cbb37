#!/usr/bin/env bash
# Regenerates the transcripts of lesson S04: one domain whose mailboxes are in two places, routed right and in a circle.
# Real: Debian 13, two Postfixes of our image `mail` on a network of their own. Usage: docs/runs/S04/run.sh      about 40 seconds
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S04
mkdir -p "$out"
. "$here/../record.sh"

cleanup() { docker rm -f s04-house s04-cloud >/dev/null 2>&1 || true; docker network rm s04 >/dev/null 2>&1 || true; }
[ -n "${KEEP:-}" ] || trap cleanup EXIT
cleanup
image=$(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/mail | head -1)
docker network create --internal --subnet 203.0.113.0/24 s04 >/dev/null
host() { docker run -d --init --name "s04-$1" --hostname "$2" --network s04 --ip "$3" --add-host mail.k3f9.test:203.0.113.10 --add-host in.cloud.example:203.0.113.20 --entrypoint sleep "$image" infinity >/dev/null; }
host house mail.k3f9.test 203.0.113.10
host cloud in.cloud.example 203.0.113.20
on() { docker exec -i "s04-$1" bash -c "$2"; }
common='maillog_file=/var/log/mail.log inet_protocols=ipv4 compatibility_level=3.9 smtp_dns_support_level=disabled smtp_host_lookup=native smtpd_relay_restrictions=reject_unauth_destination smtp_tls_security_level=none smtpd_tls_security_level=none alias_maps='
# The house: Lin's mailbox is here, Zhang's in the cloud. Who exists is known here, for both.
on house "echo k3f9.test >/etc/mailname; useradd -m lin
  postconf -e myhostname=mail.k3f9.test mydestination=k3f9.test mynetworks=127.0.0.0/8 $common 'local_recipient_maps=proxy:unix:passwd.byname texthash:/etc/postfix/cloud-users' transport_maps=texthash:/etc/postfix/cloud-users
  echo 'zhang@k3f9.test  smtp:[in.cloud.example]' >/etc/postfix/cloud-users; postfix start >/dev/null 2>&1"
on cloud "echo k3f9.test >/etc/mailname; useradd -m zhang
  postconf -e myhostname=in.cloud.example mydestination=k3f9.test mynetworks=127.0.0.0/8 $common local_recipient_maps=proxy:unix:passwd.byname; postfix start >/dev/null 2>&1"
for h in house cloud; do until_in s04-$h 20 'exec 3<>/dev/tcp/127.0.0.1/25 && head -1 <&3 | grep -q 220'; done
send() { docker exec s04-cloud swaks --server mail.k3f9.test --ehlo probe.internet.test --from wang@haibo.example --to "$1" --header "Subject: $2" --body x >/dev/null 2>&1 || true; }

rec split
typed s04-house 'root@mail:~#' 'postmap -s texthash:/etc/postfix/cloud-users'
send lin@k3f9.test one; send zhang@k3f9.test two
until_in s04-house 20 'grep -q "to=<zhang.*status=sent" /var/log/mail.log && grep -q "to=<lin.*status=sent" /var/log/mail.log'
typed s04-house 'root@mail:~#' 'grep -oE "to=<.*(relay|status)=.*" /var/log/mail.log' sed -E 's/delay=.*dsn=/… dsn=/'
typed s04-cloud 'wang@haibo:~$' 'swaks --server mail.k3f9.test --from wang@haibo.example --to nobody-here@k3f9.test --quit-after RCPT --hide-informational' grep -E '^(<\*\*| ->.RCPT)'
mark 1 '^zhang'; mark 2 'to=<lin'; mark 3 'to=<zhang'; mark 4 '550 5.1.1'

# Zhang writes to Lin: the cloud knows by list who lives in the house.
on cloud "echo 'lin@k3f9.test  smtp:[mail.k3f9.test]' >/etc/postfix/house-users
  postconf -e 'local_recipient_maps=proxy:unix:passwd.byname texthash:/etc/postfix/house-users' transport_maps=texthash:/etc/postfix/house-users; postfix reload >/dev/null 2>&1; : >/var/log/mail.log"
rec back
typed s04-cloud 'root@in:~#' 'postmap -s texthash:/etc/postfix/house-users'
typed s04-cloud 'zhang@in:~$' 'printf "Subject: three\n\nx\n" | sendmail -f zhang@k3f9.test lin@k3f9.test'
until_in s04-cloud 30 'grep -q "to=<lin.*status=sent" /var/log/mail.log'
typed s04-cloud 'root@in:~#' 'grep -oE "to=<.*(relay|status)=.*" /var/log/mail.log' sed -E 's/delay=.*dsn=/… dsn=/'
mark 1 '^lin'; mark 2 'to=<lin'
on cloud "postconf -e transport_maps=; postfix reload >/dev/null 2>&1"

# The circle: each side hands whom it does not know to the other.
on house "postconf -e 'local_recipient_maps=' fallback_transport=smtp:[in.cloud.example]; postfix reload >/dev/null 2>&1; : >/var/log/mail.log"
on cloud "postconf -e 'local_recipient_maps=' fallback_transport=smtp:[mail.k3f9.test]; postfix reload >/dev/null 2>&1"
sleep 1
send nobody-here@k3f9.test three
until_in s04-house 60 'grep -q "too many hops\|status=bounced" /var/log/mail.log' || true
rec circle
typed s04-house 'root@mail:~#' 'grep -c "to=<nobody-here.*status=sent" /var/log/mail.log'
typed s04-house 'root@mail:~#' 'grep -E "too many hops|status=bounced" /var/log/mail.log | tail -2' sed -E 's/^[^ ]+ ([^ ]+ )?[0-9:]* ?//; s/delay=.*dsn=/… dsn=/'
mark 1 '^[0-9]+$'; mark 2 'too many hops' '!'
