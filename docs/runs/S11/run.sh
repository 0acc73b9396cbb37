#!/usr/bin/env bash
# Regenerates the transcripts of lesson S11 (fault-handling): seven real faults, and what each question to the
# system answers while the fault is there; and the incident that the lesson follows.
#
# The hosts are those of S07 (steps.sh), with a quota. Usage: docs/runs/S11/run.sh [case…]     about 6 minutes
set -euo pipefail
runs=$(cd "$(dirname "$0")/.." && pwd)
here=$runs/S07
out=$(cd "$runs/../.." && pwd)/site/content/transcripts/S11
. "$runs/record.sh"
. "$here/steps.sh"
cleanup() { [ -n "${KEEP:-}" ] || { docker rm -f s07-mail s07-ns s07-haibo >/dev/null 2>&1 || true; docker network rm "$net" >/dev/null 2>&1 || true; }; }
trap cleanup EXIT
docker rm -f s07-mail s07-ns s07-haibo >/dev/null 2>&1 || true
world
docker exec s07-haibo bash -c "postconf -e 'smtpd_client_restrictions = reject_rbl_client bl.example' && postfix reload" 2>/dev/null

# A healthy server with users lin and chen.
healthy() {
  host mail.k3f9.test; zone full; do_steps postfix vmail certificate dovecot accounts handover >/dev/null 2>&1
  docker exec -i s07-mail bash -euo pipefail -s >/dev/null 2>&1 <<'S'
printf 'chen@k3f9.test:%s::::::\n' "$(doveadm pw -s SHA512-CRYPT -p harbour-lamp-27)" >>/etc/dovecot/users
echo 'chen@k3f9.test ok' >>/etc/postfix/mailboxes
cat >>/etc/dovecot/dovecot.conf <<'C'
mail_plugins {
  quota = yes
}
quota "User quota" {
}
quota_storage_size = 4M
quota_storage_grace = 0
quota_exceeded_message = Mailbox is full
C
doveadm reload; postfix reload; sleep 1; : >/var/log/mail.log
S
}

in_probe='swaks --server mail.k3f9.test --from wang@haibo.example --to lin@k3f9.test --h-Subject order 2>&1 | grep -E "^(<|\*| -> (MAIL|RCPT|DATA|QUIT|\.))" | grep -vE "^<-  250[- ][A-Zm]|^<-  221" | tail -n 7'
out_probe='swaks --server mail.k3f9.test --port 465 --tlsc --tls-verify --tls-verify-target mail.k3f9.test --tls-ca-path /root/lab-ca.pem --auth PLAIN --auth-user lin@k3f9.test --auth-password harbour-lamp-27 --auth-hide-password --from lin@k3f9.test --to wang@haibo.example --h-Subject offer 2>&1 | grep -E "^(<|\*|=== TLS (peer|started)| ?~> (AUTH|MAIL|RCPT|DATA|\.))" | grep -vE "<~  250[- ][A-Zm]|<~  221" | tail -n 8'

# What happens by itself while the fault is there: a customer writes, Lin Wei writes.
traffic() { docker exec s07-haibo bash -c "$in_probe" >/dev/null 2>&1 || true; docker exec s07-haibo bash -c "$out_probe" >/dev/null 2>&1 || true; sleep "${1:-3}"; }

ask_all() { # case
  mkdir -p "$out/$1"
  rec "$1/log"; typed s07-mail 'root@mail:~#' "grep -E 'status=|reject|warning|error|fatal|loop' /var/log/mail.log | tail -n 5" short
  rec "$1/queue"; typed s07-mail 'root@mail:~#' 'postqueue -p | tail -n 8'
  rec "$1/disk"; typed s07-mail 'root@mail:~#' 'df -h /var/spool/postfix | tail -n 1; df -i /var/spool/postfix | tail -n 1' sed -E 's/^(overlay|tmpfs) +/\1  /'
  rec "$1/dns"; typed s07-mail 'root@mail:~#' 'dig +short haibo.example MX'
  rec "$1/listen"; typed s07-mail 'root@mail:~#' 'ss -Hltn | awk "{print \$4}" | sort -V' grep -vE '127.0.0.11|\[::\]'
  rec "$1/cert"; typed s07-mail 'root@mail:~#' 'openssl x509 -noout -subject -enddate -in /etc/ssl/certs/mail.pem; date -u'
  rec "$1/auth"; typed s07-mail 'root@mail:~#' 'doveadm auth test lin@k3f9.test harbour-lamp-27'
  rec "$1/quota"; typed s07-mail 'root@mail:~#' 'doveadm quota get -u lin@k3f9.test'
  rec "$1/chroot"; typed s07-mail 'root@mail:~#' 'diff -s /var/spool/postfix/etc/resolv.conf /etc/resolv.conf'
  rec "$1/in"; typed s07-haibo 'wang@haibo:~$' "$in_probe"; sed -i '1s/ 2>&1 | .*/ …/' "$transcript"
  rec "$1/out"; typed s07-haibo 'lin@laptop:~$' "$out_probe"; sed -i '1s/ 2>&1 | .*/ …/; 1s/--tls-verify.*--auth-hide-password/…/' "$transcript"
  # Last, because it changes what the others saw.
  rec "$1/restart"; typed s07-mail 'root@mail:~#' 'postfix stop 2>/dev/null; doveadm stop 2>/dev/null; sleep 2; postfix start 2>&1 | grep -v "starting the Postfix"; dovecot; postqueue -f; sleep 6; postqueue -p | tail -n 1' short
}

case_disk_full() {
  UP_EXTRA='--tmpfs /var/spool/postfix:size=24m,mode=755' healthy
  docker exec s07-mail sh -c 'head -c 15m /dev/urandom >/var/spool/postfix/smtpd-trace.4711'
  traffic; ask_all disk-full
}
case_stale_resolver() {
  healthy
  # The old resolver of the company is switched off; the new address was put into /etc/resolv.conf, and nothing else was done.
  docker exec s07-mail sh -c 'echo "nameserver 192.0.2.54" >/var/spool/postfix/etc/resolv.conf; echo "options timeout:1 attempts:1" >>/var/spool/postfix/etc/resolv.conf; touch -d "3 weeks ago" /var/spool/postfix/etc/resolv.conf'
  docker exec s07-mail sh -c 'pkill -x smtp; pkill -x smtpd; true'
  traffic 8; ask_all stale-resolver
}
case_dovecot_config() {
  healthy
  docker exec s07-mail sh -c 'sed -i "s/^ssl = required/ssl = required\nssl_cert = <\/etc\/ssl\/certs\/mail.pem/" /etc/dovecot/dovecot.conf; true'
  traffic; ask_all dovecot-config
}
case_certificate_expired() {
  healthy
  docker exec s07-mail bash -c 'cd /etc/ssl/private && openssl x509 -req -in mail.csr -CA ../certs/lab-ca.pem -CAkey ca.key -not_before 20260825000000Z -not_after 20261123235959Z -extfile <(printf "subjectAltName=DNS:mail.k3f9.test") -out ../certs/mail.pem && doveadm reload && postfix reload' >/dev/null 2>&1
  traffic; ask_all certificate-expired
}
case_mailbox_full() {
  healthy
  docker exec s07-mail sh -c '(printf "From: x@k3f9.test\r\nSubject: pictures\r\n\r\n"; head -c 2900000 /dev/zero | base64 -w 76) | doveadm save -u lin@k3f9.test; sed -i s/^quota_storage_size.*/quota_storage_size=3800K/ /etc/dovecot/dovecot.conf; doveadm reload; sleep 1'
  traffic; ask_all mailbox-full
}
case_mail_loop() {
  healthy
  docker exec s07-mail sh -c 'echo "lin@k3f9.test lin@haibo.example" >>/etc/postfix/aliases-virtual; postfix reload' 2>/dev/null
  docker exec s07-haibo sh -c 'postconf -e virtual_alias_maps=inline:{lin@haibo.example=lin@k3f9.test} smtpd_recipient_restrictions=reject_unauth_destination; postfix reload' 2>/dev/null
  traffic; until_in s07-mail 180 "grep -q \"too many hops\" /var/log/mail.log"; ask_all mail-loop
  docker exec s07-haibo sh -c 'postconf -X virtual_alias_maps; postsuper -d ALL; postfix reload' >/dev/null 2>&1
}
case_blocklisted() {
  healthy
  zone_extra='--host-record=10.2.0.192.bl.example,127.0.0.2 --txt-record=10.2.0.192.bl.example,listed' zone full
  traffic; ask_all blocklisted
}

# The incident of the lesson: the same fault as `stale-resolver`, followed from the ticket to the regression check.
case_incident() {
  healthy
  docker exec s07-mail sh -c 'echo "nameserver 192.0.2.54" >/var/spool/postfix/etc/resolv.conf; echo "options timeout:1 attempts:1" >>/var/spool/postfix/etc/resolv.conf; touch -d "3 weeks ago" /var/spool/postfix/etc/resolv.conf; pkill -x smtp; pkill -x smtpd; true'
  for n in 1 2 3; do docker exec s07-mail sh -c "printf 'Subject: offer $n\n\nhello\n' | sendmail -f lin@k3f9.test wang@haibo.example"; done; sleep 8
  rec diagnose
  typed s07-mail 'root@mail:~#' 'postqueue -p | tail -n 4'
  typed s07-mail 'root@mail:~#' 'grep status= /var/log/mail.log | tail -n 1' short
  typed s07-mail 'root@mail:~#' 'dig +short haibo.example MX'
  typed s07-mail 'root@mail:~#' 'postconf -F smtp/unix/chroot'
  typed s07-mail 'root@mail:~#' 'diff /etc/resolv.conf /var/spool/postfix/etc/resolv.conf'
  typed s07-mail 'root@mail:~#' 'ls -l --time-style=long-iso /etc/resolv.conf /var/spool/postfix/etc/resolv.conf'
  mark 1 'in 3 Requests'; mark 2 'status=deferred' '!'; mark 3 '^10 mx.haibo'; mark 4 'chroot = y'; mark 5 '192.0.2.54'; mark 6 '/var/spool/postfix/etc'
  rec recover
  typed s07-mail 'root@mail:~#' 'mkdir /root/incident; cp -a /var/spool/postfix/etc/resolv.conf /var/log/mail.log /root/incident/'
  typed s07-mail 'root@mail:~#' 'cp -p /etc/resolv.conf /var/spool/postfix/etc/resolv.conf'
  typed s07-mail 'root@mail:~#' 'postfix reload'
  typed s07-mail 'root@mail:~#' 'postqueue -f'
  until_in s07-mail 30 'test "$(grep -c status=sent /var/log/mail.log)" -ge 3'
  typed s07-mail 'root@mail:~#' 'postqueue -p; grep -c "status=sent" /var/log/mail.log'
  typed s07-mail 'root@mail:~#' 'grep status=sent /var/log/mail.log | tail -n 1' short
  mark_typed 1 'mkdir /root/incident'; mark_typed 2 'cp -p /etc'; mark_typed 3 'postfix reload'; mark 4 'queue is empty'; mark 5 'delays='
  rec regression
  docker exec -i s07-mail sh -c 'cat >/usr/local/sbin/check-chroot && chmod +x /usr/local/sbin/check-chroot' <"$runs/S11/check-chroot.sh"
  typed s07-mail 'root@mail:~#' 'cat /usr/local/sbin/check-chroot'
  typed s07-mail 'root@mail:~#' '/usr/local/sbin/check-chroot; echo "exit $?"'
  typed s07-mail 'root@mail:~#' 'echo "nameserver 192.0.2.99" >>/etc/resolv.conf; /usr/local/sbin/check-chroot; echo "exit $?"'
  mark 1 '^exit 0'; mark 2 '^exit 1'
}
for c in ${*:-incident disk-full stale-resolver dovecot-config certificate-expired mailbox-full mail-loop blocklisted}; do
  echo "== $c ($SECONDS s)"; mkdir -p "$out"; "case_${c//-/_}"
done
echo "done in $SECONDS s"
