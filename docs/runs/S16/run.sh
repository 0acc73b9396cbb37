#!/usr/bin/env bash
# Regenerates the transcripts of lesson S16: a clinic's partner without TLS, an order notice beside forty promotions, and a forwarding
# rule in an authority's mailbox.
# Real: Debian 13, Postfix, Dovecot with Pigeonhole of our image `mail`; the receivers are Postfix's smtp-sink at addresses of their own, found
# in /etc/hosts instead of the DNS.
# Usage: docs/runs/S16/run.sh      about 40 seconds
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S16
mkdir -p "$out"
. "$here/../record.sh"

cleanup() { [ -n "${KEEP:-}" ] || docker rm -f s16-mail >/dev/null 2>&1 || true; }
trap cleanup EXIT
docker rm -f s16-mail >/dev/null 2>&1 || true
image=$(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/mail | head -1)
docker run -d --init --name s16-mail --hostname mail.k3f9.test --network none --cap-add NET_ADMIN --entrypoint sleep "$image" infinity >/dev/null
on() { docker exec -i s16-mail bash -c "$1"; }
on 'ip addr add 192.0.2.10/32 dev lo; ip addr add 203.0.113.30/32 dev lo; ip addr add 203.0.113.40/32 dev lo
  printf "192.0.2.10 mail.k3f9.test\n203.0.113.30 lab-partner.example\n203.0.113.40 customers.example\n" >>/etc/hosts; echo k3f9.test >/etc/mailname'
docker exec -i s16-mail bash -euo pipefail -s -- mail.k3f9.test k3f9.test lin <"$here/../mailserver.sh" >/dev/null 2>&1
on 'postconf -e inet_interfaces=192.0.2.10,127.0.0.1; postfix stop; postfix start' >/dev/null 2>&1
on 'smtp-sink -u nobody -h lab-partner.example 203.0.113.30:25 100 >/dev/null 2>&1 &
  smtp-sink -u nobody -h customers.example 203.0.113.40:25 100 >/dev/null 2>&1 &
  postconf -e smtp_host_lookup=native smtp_dns_support_level=disabled smtp_tls_loglevel=1; cp /etc/hosts /var/spool/postfix/etc/; postfix reload' >/dev/null 2>&1
until_in s16-mail 20 'exec 3<>/dev/tcp/192.0.2.10/25 && head -1 <&3 | grep -q 220'
send() { on "printf 'From: %s\nTo: %s\nSubject: %s\n\n%s\n' '$1' '$2' '$3' '$3' | sendmail -f $1 $2"; }

echo "== health ($SECONDS s)"
rec health
send lin@k3f9.test wang@lab-partner.example 'Sample 7'
until_in s16-mail 20 'grep -q "to=<wang@lab-partner.example>.*status=sent" /var/log/mail.log'
typed s16-mail 'root@mail:~#' 'postconf smtp_tls_security_level'
typed s16-mail 'root@mail:~#' 'grep lab-partner.example /var/log/mail.log | tail -n 1'
mark 1 'status=sent' '!'
typed s16-mail 'root@mail:~#' 'grep -c "TLS connection established to lab-partner.example" /var/log/mail.log'
mark 2 '^0$'
on 'echo "lab-partner.example encrypt" >/etc/postfix/tls_policy; postconf -e smtp_tls_policy_maps=texthash:/etc/postfix/tls_policy; postfix reload' >/dev/null 2>&1
typed s16-mail 'root@mail:~#' 'cat /etc/postfix/tls_policy'
send lin@k3f9.test wang@lab-partner.example 'Sample 8'
until_in s16-mail 20 'grep -q "to=<wang@lab-partner.example>.*status=deferred" /var/log/mail.log'
typed s16-mail 'root@mail:~#' 'grep lab-partner.example /var/log/mail.log | tail -n 1'
mark 3 'status=deferred'
on 'postsuper -d ALL' >/dev/null 2>&1

echo "== streams ($SECONDS s)"
docker exec -i s16-mail bash -euo pipefail -s >/dev/null 2>&1 <<'S'
postconf -M 'promo/unix=promo unix - - y - - smtp'
postconf -P 'promo/unix/syslog_name=postfix/promo'
echo '@promo.k3f9.test promo:' >/etc/postfix/by_sender
postconf -e sender_dependent_default_transport_maps=texthash:/etc/postfix/by_sender promo_destination_rate_delay=1s
postfix reload
S
rec streams
typed s16-mail 'root@mail:~#' 'postconf sender_dependent_default_transport_maps promo_destination_rate_delay; cat /etc/postfix/by_sender'
mark 1 '^@promo'
on 'for n in $(seq 40); do printf "To: c$n@customers.example\nSubject: AD Autumn sale\n\nx\n" | sendmail -f news@promo.k3f9.test c$n@customers.example; done'
send orders@k3f9.test buyer@customers.example 'Your order 4711'
until_in s16-mail 30 'grep -q "to=<buyer@customers.example>.*status=sent" /var/log/mail.log'
typed s16-mail 'root@mail:~#' "grep 'to=<buyer@' /var/log/mail.log"
mark 2 'postfix/smtp'
typed s16-mail 'root@mail:~#' "postqueue -p | grep -c news@promo"
mark 3 '^[0-9]+$'
until_in s16-mail 30 'grep -c "postfix/promo.*status=sent" /var/log/mail.log | grep -qE "^([6-9]|[1-9][0-9])$"'
typed s16-mail 'root@mail:~#' "grep 'postfix/promo.*status=sent' /var/log/mail.log | tail -n 1"
mark 4 'postfix/promo'
on 'postsuper -d ALL' >/dev/null 2>&1

echo "== forward ($SECONDS s)"
docker exec -i s16-mail bash -euo pipefail -s >/dev/null 2>&1 <<'S'
cat >>/etc/dovecot/dovecot.conf <<'C'
protocol lmtp {
  mail_plugins {
    sieve = yes
  }
}
sieve_script personal {
  driver = file
  path = ~/sieve
  active_path = ~/.dovecot.sieve
}
sieve_max_redirects = 0
C
home=/srv/vmail/k3f9.test/lin
install -d -o vmail -g vmail $home
printf 'redirect "lin.private@freemail.example";\n' >$home/.dovecot.sieve
chown vmail:vmail $home/.dovecot.sieve
doveadm reload
postfix reload
sleep 2
S
rec forward
typed s16-mail 'root@mail:~#' 'doveconf sieve_max_redirects; cat /srv/vmail/k3f9.test/lin/.dovecot.sieve'
mark 1 '^redirect'
send office@k3f9.test lin@k3f9.test 'Draft notice'
until_in s16-mail 30 'grep -q "to=<lin@k3f9.test>.*status=" /var/log/mail.log'
typed s16-mail 'root@mail:~#' "grep 'to=<lin' /var/log/mail.log | tail -n 1"
mark 2 'status=sent'
until_in s16-mail 20 'grep -q "implicit keep was successful" /var/log/dovecot.log'
typed s16-mail 'root@mail:~#' "grep 'implicit keep' /var/log/dovecot.log | tail -n 1"
mark 3 'implicit keep'
typed s16-mail 'root@mail:~#' 'tail -n 1 /srv/vmail/k3f9.test/lin/.dovecot.sieve.log'
mark 4 'local policy prohibits'
