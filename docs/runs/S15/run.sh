#!/usr/bin/env bash
# Regenerates the transcripts of lesson S15 (common-problems): one real example of each family, with the codes told apart.
# The hosts are those of S07 (steps.sh). Usage: docs/runs/S15/run.sh      about 4 minutes
set -euo pipefail
runs=$(cd "$(dirname "$0")/.." && pwd)
here=$runs/S07
out=$(cd "$runs/../.." && pwd)/site/content/transcripts/S15
mkdir -p "$out"
. "$runs/record.sh"
. "$here/steps.sh"
cleanup() { [ -n "${KEEP:-}" ] || { docker rm -f s07-mail s07-ns s07-haibo >/dev/null 2>&1 || true; docker network rm "$net" >/dev/null 2>&1 || true; }; }
trap cleanup EXIT
docker rm -f s07-mail s07-ns s07-haibo >/dev/null 2>&1 || true
world
# A small file system with few inodes for the queue: one of its two limits is reached first.
UP_EXTRA='--tmpfs /var/spool/postfix:size=64m,nr_inodes=400,mode=755' host mail.k3f9.test
zone full
do_steps postfix vmail certificate dovecot accounts handover >/dev/null 2>&1
on_mail() { docker exec s07-mail bash -c "$1"; }
replies='grep -E "^(<| ?[-~]> (AUTH|MAIL|RCPT|DATA))" | grep -vE "  250[- ][A-Zm8]|  22[01] |  354 "'
login="swaks --server mail.k3f9.test --port 465 --tlsc --auth-hide-password --from lin@k3f9.test --to wang@haibo.example --quit-after RCPT"

echo "== login ($SECONDS s)"
rec login
typed s07-haibo 'lin@laptop:~$' "$login --auth PLAIN --auth-user lin@k3f9.test --auth-password wrong 2>&1 | $replies" sed -E 's/AUTH PLAIN .*/AUTH PLAIN …/'
typed s07-haibo 'lin@laptop:~$' "$login 2>&1 | $replies"
on_mail 'postconf -P submissions/inet/smtpd_sasl_path=private/gone; postfix reload' 2>/dev/null
typed s07-haibo 'lin@laptop:~$' "$login --auth PLAIN --auth-user lin@k3f9.test --auth-password harbour-lamp-27 2>&1 | tail -n 1"
typed s07-mail 'root@mail:~#' 'grep fatal /var/log/mail.log | tail -n 1' short
on_mail 'postconf -P submissions/inet/smtpd_sasl_path=private/auth; postfix reload' 2>/dev/null
sed -i -E '/^lin@laptop/ s/ 2>&1 .*/ …/' "$transcript"
mark 1 '535 5\.7\.8' '!'; mark 2 '(454|554|530) [45]\.7' '!'; mark 3 'closed|454|refused' '!'; mark 4 'fatal'

echo "== quota at RCPT and at delivery ($SECONDS s)"
docker exec -i s07-mail bash -euo pipefail -s >/dev/null 2>&1 <<'S'
cat >>/etc/dovecot/dovecot.conf <<'C'
mail_plugins {
  quota = yes
}
quota "User quota" {
}
quota_storage_size = 2M
quota_storage_grace = 0
quota_exceeded_message = Mailbox is full
service quota-status {
  executable = quota-status -p postfix
  client_limit = 1
  unix_listener /var/spool/postfix/private/quota-status {
    mode = 0660
    user = postfix
    group = postfix
  }
}
quota_status_success = DUNNO
quota_status_nouser = DUNNO
quota_status_overquota = "452 4.2.2 Mailbox is full"
quota_status_toolarge = "552 5.2.3 Message too large for this mailbox"
C
doveadm reload
sleep 1
S
on_mail '(printf "From: x@k3f9.test\r\nSubject: pictures\r\n\r\n"; head -c 780000 /dev/zero | base64 -w 76) | doveadm save -u lin@k3f9.test; sed -i s/^quota_storage_size.*/quota_storage_size=1000K/ /etc/dovecot/dovecot.conf; doveadm reload; sleep 1; : >/var/log/mail.log'
probe='swaks --server mail.k3f9.test --helo mx.haibo.example --from wang@haibo.example --to lin@k3f9.test'
rec quota
typed s07-mail 'root@mail:~#' 'doveadm quota get -u lin@k3f9.test'
typed s07-haibo 'wang@haibo:~$' "$probe 2>&1 | $replies"
until_in s07-mail 40 'grep -q status=bounced /var/log/mail.log'
typed s07-mail 'root@mail:~#' 'grep status=bounced /var/log/mail.log' short
# Sending still works for the owner of the full mailbox; the copy in Sent does not.
docker cp -q s07-mail:/etc/ssl/certs/lab-ca.pem - | docker cp -q - s07-haibo:/root/
docker exec s07-haibo bash -c 'cd /; printf "Subject: offer\r\n\r\nOur offer.\r\n" >offer.eml'
rec sent-copy
typed s07-haibo 'lin@laptop:~$' "$login --auth PLAIN --auth-user lin@k3f9.test --auth-password harbour-lamp-27 2>&1 | grep -E 'RCPT|250 2.1.5'"
typed s07-haibo 'lin@laptop:~$' 'curl -sv --cacert /root/lab-ca.pem --user lin@k3f9.test:harbour-lamp-27 --upload-file offer.eml imaps://mail.k3f9.test/INBOX 2>&1 | grep -E "^> .*APPEND|OVERQUOTA"'
sed -i -E '/^lin@laptop/ s/ 2>&1 .*/ …/' "$transcript"
mark 1 '250 2.1.5'; mark 2 'OVERQUOTA' '!'
transcript=$out/quota.txt
on_mail "postconf -e 'smtpd_recipient_restrictions = check_policy_service unix:private/quota-status'; postfix reload" 2>/dev/null
typed s07-mail 'root@mail:~#' 'postconf smtpd_recipient_restrictions'
typed s07-haibo 'wang@haibo:~$' "$probe 2>&1 | $replies"
sed -i -E '/^wang@haibo/ s/ 2>&1 .*/ …/' "$transcript"
mark 1 'STORAGE'; mark 2 '250 2.0.0 Ok: queued'; mark 3 'status=bounced' '!'; mark 4 'policy_service'; mark 5 '452 4\.2\.2' '!'

echo "== inodes ($SECONDS s)"
on_mail 'postconf -X smtpd_recipient_restrictions; sed -i s/^quota_storage_size.*/quota_storage_size=100M/ /etc/dovecot/dovecot.conf; doveadm reload; postfix reload; sleep 1' 2>/dev/null
on_mail 'mkdir -p /var/spool/postfix/sessions; i=0; while : >/var/spool/postfix/sessions/s$i 2>/dev/null; do i=$((i+1)); done; : >/var/log/mail.log'
rec inodes
typed s07-haibo 'wang@haibo:~$' "$probe 2>&1 | $replies"
typed s07-mail 'root@mail:~#' 'df -h /var/spool/postfix | tail -n 1' sed -E 's/^tmpfs +/tmpfs  /'
typed s07-mail 'root@mail:~#' 'df -i /var/spool/postfix | tail -n 1' sed -E 's/^tmpfs +/tmpfs  /'
typed s07-mail 'root@mail:~#' 'du --inodes -s /var/spool/postfix/* | sort -n | tail -n 2'
typed s07-mail 'root@mail:~#' 'grep -E "No space|fatal|warning|error" /var/log/mail.log | tail -n 2' short
sed -i -E '/^wang@haibo/ s/ 2>&1 .*/ …/' "$transcript"
mark 1 '^<\*\*|^<[-*~]+ +4' '!'; mark 2 '64M'; mark 3 '100%' '!'; mark 4 'sessions'; mark 5 'No space left'
on_mail 'rm -r /var/spool/postfix/sessions'
docker exec s07-mail postfix reload >/dev/null 2>&1

echo "== busy ($SECONDS s)"
on_mail 'postconf -e default_process_limit=3 smtpd_client_connection_count_limit=2; postfix stop; postfix start; sleep 2; : >/var/log/mail.log' >/dev/null 2>&1
for n in 1 2; do docker exec -d s07-haibo bash -c 'sleep 40 | nc mail.k3f9.test 25 >/dev/null'; done
until_in s07-mail 20 '[ "$(grep -c "connect from" /var/log/mail.log)" -ge 2 ]'
rec busy
typed s07-haibo 'wang@haibo:~$' 'nc -w 5 mail.k3f9.test 25 </dev/null'
typed s07-mail 'root@mail:~#' 'grep -E "too many|limit|process" /var/log/mail.log | tail -n 2' short
mark 1 '^421' '!'; mark 2 'too many|limit'
echo "done in $SECONDS s"
