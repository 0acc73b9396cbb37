#!/usr/bin/env bash
# Regenerates the transcripts of lesson S18: probes of a Postfix as Debian ships it, and of the same one put in order.
# Real: Debian 13, Postfix and swaks of our image `mail`; server and prober have addresses of their own in one container.
# Usage: docs/runs/S18/run.sh      about 20 seconds
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S18
mkdir -p "$out"
. "$here/../record.sh"

cleanup() { docker rm -f s18-mail >/dev/null 2>&1 || true; }
trap cleanup EXIT
cleanup
image=$(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/mail | head -1)
docker run -d --init --name s18-mail --hostname mail.k3f9.test --network none --cap-add NET_ADMIN --entrypoint sleep "$image" infinity >/dev/null
on() { docker exec -i s18-mail bash -c "$1"; }
on 'ip addr add 192.0.2.10/32 dev lo; ip addr add 203.0.113.25/32 dev lo; echo "192.0.2.10 mail.k3f9.test" >>/etc/hosts; echo k3f9.test >/etc/mailname
  useradd --create-home lin
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=mail.k3f9.test -addext subjectAltName=DNS:mail.k3f9.test -keyout /etc/ssl/private/mail.key -out /etc/ssl/certs/mail.pem 2>/dev/null
  postconf -e myhostname=mail.k3f9.test mydestination=k3f9.test,mail.k3f9.test "mynetworks=127.0.0.0/8" maillog_file=/var/log/mail.log "smtpd_relay_restrictions=permit_mynetworks,defer_unauth_destination" "alias_maps=" "local_recipient_maps=proxy:unix:passwd.byname"
  postfix start >/dev/null 2>&1'
until_in s18-mail 20 'exec 3<>/dev/tcp/192.0.2.10/25 && head -1 <&3 | grep -q 220'

ask() { # ask <recipient> [more options]
  local to=$1; shift
  # The keywords that decide nothing here are left out; the lesson says so.
  typed s18-mail '$' "swaks --server mail.k3f9.test --local-interface 203.0.113.25 --ehlo probe.internet.test --from ${FROM:-probe@internet.test} --to $to --quit-after RCPT --hide-informational${*:+ $*}" grep -vE '250[- ](PIPELINING|VRFY|ETRN|ENHANCEDSTATUSCODES|8BITMIME|DSN|SMTPUTF8|CHUNKING)|QUIT|221 2.0.0'
}
rec as-shipped
ask lin@k3f9.test --tls-optional
mark 1 '^<-  220'; mark 2 '250-STARTTLS'
ask postmaster@k3f9.test
ask no-such-user@k3f9.test
ask someone@elsewhere.example
mark 3 '454' '!'
on 'postconf -e smtpd_tls_chain_files=/etc/ssl/private/mail.key,/etc/ssl/certs/mail.pem smtpd_tls_security_level=may smtpd_tls_protocols=">=TLSv1.2" "smtpd_relay_restrictions=permit_mynetworks,reject_unauth_destination" alias_maps=hash:/etc/aliases "local_recipient_maps=proxy:unix:passwd.byname \$alias_maps"; printf "postmaster: lin\nabuse: lin\n" >/etc/aliases; newaliases; postfix stop >/dev/null 2>&1; postfix start >/dev/null 2>&1'
until_in s18-mail 20 'exec 3<>/dev/tcp/192.0.2.10/25 && head -1 <&3 | grep -q 220'
rec in-order
ask lin@k3f9.test --tls-optional
ask postmaster@k3f9.test
ask no-such-user@k3f9.test
FROM='"<>"' ask lin@k3f9.test
ask someone@elsewhere.example
mark 1 'MAIL FROM:<>'; mark 2 '550 5.1.1'; mark 3 '554 5.7.1'
