#!/usr/bin/env bash
# Regenerates the transcripts of lesson S10 (monitoring-maintenance): a canary and six figures while all is well and while the delivery is dead;
# a log that is rotated in the wrong and the right way; what runs on after an upgrade; a timed restore.
# Real: Debian 13, our images `mail` and `client`. Usage: docs/runs/S10/run.sh      about 2 minutes
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S10
mkdir -p "$out"
. "$here/../record.sh"
short() { sed -E 's/^[A-Z][a-z]{2} [ 0-9]{2} ([0-9:]{8}) [^ ]+ /\1 /'; }
net=postlab-run-s10
cleanup() { [ -n "${KEEP:-}" ] || { docker rm -f s10-mail s10-probe >/dev/null 2>&1 || true; docker network rm $net >/dev/null 2>&1 || true; }; }
trap cleanup EXIT
KEEP='' cleanup
newest() { docker image ls --format '{{.Repository}}:{{.Tag}}' "postlab/$1" | head -1; }
docker network create --label postlab-run=s10 --subnet 10.89.10.0/24 --opt com.docker.network.bridge.enable_ip_masquerade=false $net >/dev/null
# SYS_PTRACE: root of a real machine may look into /proc/PID/maps of every process.
machine() { docker run -d --init --cap-add SYS_PTRACE --label postlab-run=s10 --network $net --ip "10.89.10.$2" --name "s10-$1" --hostname "$3" --add-host mail.k3f9.test:10.89.10.10 --entrypoint sleep "$4" infinity >/dev/null; }
machine mail 10 mail.k3f9.test "$(newest mail)"
machine probe 20 probe.example "$(newest client)"
on() { docker exec -i s10-mail bash -c "$1"; }
docker exec -i s10-mail bash -euo pipefail -s mail.k3f9.test k3f9.test lin canary <"$here/../mailserver.sh" >/dev/null 2>&1
docker exec -i s10-probe sh -c 'cat >/usr/local/bin/canary; chmod +x /usr/local/bin/canary' <"$here/canary.sh"
on 'cat >/usr/local/bin/sli; chmod +x /usr/local/bin/sli' <"$here/sli.sh"
until_in s10-probe 60 'canary 20'

rec well
typed s10-probe 'root@probe:~#' 'canary; echo "exit status $?"'
typed s10-mail 'root@mail:~#' 'sli'
mark 1 'round trip'; mark 2 'queue_oldest'; mark 3 'cert_days'

on 'doveadm stop; sleep 1; dovecot -c <(sed "s/lmtp = yes/lmtp = no/" /etc/dovecot/dovecot.conf) 2>/dev/null || true' >/dev/null 2>&1
on 'pgrep -x dovecot >/dev/null || { sed -i "s/  lmtp = yes//" /etc/dovecot/dovecot.conf; dovecot; }; sleep 1'
rec dead
typed s10-probe 'root@probe:~#' 'nc -w 2 mail.k3f9.test 25 </dev/null; echo "port 25: $?"'
typed s10-probe 'root@probe:~#' 'canary 20; echo "exit status $?"'
typed s10-mail 'root@mail:~#' 'sli'
typed s10-mail 'root@mail:~#' 'grep status=deferred /var/log/mail.log | tail -n 1' short
mark 1 '^port 25: 0'; mark 2 'not back' '!'; mark 3 'queue_messages'; mark 4 'queue_oldest'; mark 5 'status=deferred'
on 'grep -q "lmtp = yes" /etc/dovecot/dovecot.conf || sed -i "s/  imap = yes/  imap = yes\n  lmtp = yes/" /etc/dovecot/dovecot.conf; doveadm stop; sleep 1; dovecot; sleep 1; postqueue -f'
until_in s10-mail 60 'postqueue -p | grep -q empty'

rec rotate
typed s10-mail 'root@mail:~#' 'mv /var/log/mail.log /var/log/mail.log.1; touch /var/log/mail.log'
docker exec s10-probe canary 30 >/dev/null
typed s10-mail 'root@mail:~#' 'wc -l /var/log/mail.log /var/log/mail.log.1 | head -2'
typed s10-mail 'root@mail:~#' 'postfix logrotate'
docker exec s10-probe canary 30 >/dev/null
typed s10-mail 'root@mail:~#' 'ls /var/log/mail.log*; wc -l /var/log/mail.log'
typed s10-mail 'root@mail:~#' 'postconf maillog_file_compressor maillog_file_rotate_suffix'

mark 1 ' 0 /var/log'; mark_typed 2 'postfix logrotate'; mark 3 '[0-9]+ /var/log/mail.log$'

rec restart
docker exec -d s10-probe sh -c 'sleep 40 | nc mail.k3f9.test 25 >/dev/null'
until_in s10-mail 20 'pgrep -x smtpd'
on 'cp /usr/lib/x86_64-linux-gnu/libssl.so.3 /tmp/l && mv /tmp/l /usr/lib/x86_64-linux-gnu/libssl.so.3'
typed s10-mail 'root@mail:~#' 'grep -l "libssl.*deleted" /proc/[0-9]*/maps 2>/dev/null | cut -d/ -f3 | xargs -r ps -o comm= -p | sort | uniq -c'
typed s10-mail 'root@mail:~#' 'postfix reload; doveadm reload; sleep 2; grep -l "libssl.*deleted" /proc/[0-9]*/maps 2>/dev/null | cut -d/ -f3 | xargs -r ps -o comm= -p | sort | uniq -c' short
typed s10-mail 'root@mail:~#' 'postfix stop; postfix start; doveadm stop; sleep 2; dovecot; grep -l "libssl.*deleted" /proc/[0-9]*/maps 2>/dev/null | wc -l' short
mark 1 ' smtpd$'; mark 2 'refreshing'; mark 3 'starting'

rec drill
on 'doveadm mailbox create -u lin@k3f9.test Orders; cd /srv/vmail/k3f9.test/lin/Maildir/.Orders/new
for i in $(seq 1 300); do printf "From: wang@haibo.example\nSubject: order %s\nMessage-ID: <o%s@haibo.example>\n\nSee above.\n" $i $i >1762000000.M$i.mail; done; chown -R vmail:vmail /srv/vmail' >/dev/null 2>&1
on 'mkdir -p /backup && chown vmail /backup && doveadm backup -u lin@k3f9.test maildir:/backup/lin' >/dev/null 2>&1
typed s10-mail 'root@mail:~#' 'doveadm mailbox status -u lin@k3f9.test "messages uidvalidity vsize" Orders >/root/before'
on 'rm -rf /srv/vmail/k3f9.test/lin'
typed s10-mail 'root@mail:~#' 'time doveadm backup -R -u lin@k3f9.test maildir:/backup/lin' grep real
typed s10-mail 'root@mail:~#' 'doveadm mailbox status -u lin@k3f9.test "messages uidvalidity vsize" Orders | diff -s /root/before -'
mark 1 real; mark 2 identical
echo "done in $SECONDS s"
