#!/usr/bin/env bash
# Regenerates the transcripts of lesson S12 (performance-tuning): one slow provider starves everybody, a transport of its own ends it;
# the window of the concurrency feedback; DNS with and without a cache; Dovecot's cache; a disk under load.
# Real: Debian 13, Postfix and Dovecot of our image `mail`, NSD of `dns`, unbound. Usage: docs/runs/S12/run.sh     about 6 minutes
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S12
mkdir -p "$out"
. "$here/../record.sh"
# This log has dates of the old kind.
short() { sed -E 's/^[A-Z][a-z]{2} [ 0-9]{2} ([0-9:]{8}) [^ ]+ /\1 /'; }

hosts='s12-mail s12-ns s12-out s12-slow'
net=postlab-run-s12
# shellcheck disable=SC2086
cleanup() { [ -n "${KEEP:-}" ] || { docker rm -f $hosts >/dev/null 2>&1 || true; docker network rm $net >/dev/null 2>&1 || true; }; }
trap cleanup EXIT
KEEP='' cleanup
newest() { docker image ls --format '{{.Repository}}:{{.Tag}}' "postlab/$1" | head -1; }
mail=$(newest mail)
DOCKER_BUILDKIT=0 docker build -q --build-arg FROM="$mail" -t postlab-run/tuning "$here" >/dev/null 2>&1
docker network create --label "postlab-run=s12" --subnet 10.89.12.0/24 --opt com.docker.network.bridge.enable_ip_masquerade=false $net >/dev/null
machine() { docker run -d --init --label postlab-run=s12 --network $net --ip "10.89.12.$2" --name "s12-$1" --hostname "$3" --entrypoint sleep "$4" infinity >/dev/null; }
machine ns 53 ns.example "$(newest dns)"
machine mail 10 mail.k3f9.test postlab-run/tuning
machine out 60 mx.haibo.example "$mail"
machine slow 66 mx.slow-host.example "$mail"
on() { docker exec -i s12-mail bash -c "$1"; }

docker exec -i s12-ns bash -euo pipefail -s <<'S' >/dev/null 2>&1
{
  echo '. 3600 IN SOA ns.example. hostmaster.example. 1 3600 600 86400 300'
  echo '. 3600 IN NS ns.example.'
  echo 'ns.example. 3600 IN A 10.89.12.53'
  echo 'mail.k3f9.test. 3600 IN A 10.89.12.10'
  echo '10.12.89.10.in-addr.arpa. 3600 IN PTR mail.k3f9.test.'
  echo '60.12.89.10.in-addr.arpa. 3600 IN PTR mx.haibo.example.'
  echo 'mx.haibo.example. 3600 IN A 10.89.12.60'
  echo 'mx.slow-host.example. 3600 IN A 10.89.12.66'
  for d in haibo $(seq -f 'c%02g' 1 20); do echo "$d.example. 3600 IN MX 10 mx.haibo.example."; done
  for d in anhe beidou chenxi dingsheng enze fuyuan; do echo "$d.example. 3600 IN MX 10 mx.slow-host.example."; done
} >/etc/nsd/root.zone
cat >/etc/nsd/nsd.conf <<C
server:
  ip-address: 10.89.12.53
  zonesdir: /etc/nsd
  rrl-ratelimit: 0
remote-control:
  control-enable: yes
  control-interface: /run/nsd.ctl
zone:
  name: "."
  zonefile: root.zone
C
nsd -c /etc/nsd/nsd.conf
S
docker exec -d s12-out smtp-sink -u nobody -h mx.haibo.example 10.89.12.60:25 1000
docker exec -d s12-slow smtp-sink -u nobody -h mx.slow-host.example -w 10 10.89.12.66:25 1000
on 'echo nameserver 10.89.12.53 >/etc/resolv.conf
postconf -e myhostname=mail.k3f9.test myorigin=mail.k3f9.test mydestination= inet_protocols=ipv4 inet_interfaces=all maillog_file=/var/log/mail.log compatibility_level=3.9 "mynetworks=127.0.0.0/8 10.89.12.60"
cp /etc/resolv.conf /etc/hosts /etc/services /var/spool/postfix/etc/; postfix start' >/dev/null 2>&1

slow_mail() { on "for d in anhe beidou chenxi dingsheng enze fuyuan; do smtp-source -s 5 -m $1 -l 2000 -f lin@k3f9.test -t news@\$d.example 127.0.0.1:25 & done; wait" >/dev/null 2>&1; }
fast_mail() { on 'smtp-source -s 5 -m 50 -l 2000 -f lin@k3f9.test -t wang@haibo.example 127.0.0.1:25'; }
empty() { on 'postsuper -d ALL; postfix reload; sleep 1; : >/var/log/mail.log' >/dev/null 2>&1; }
busy='ps -C smtp -o pid= | wc -l'

echo "== shared ($SECONDS s)"
on 'postconf -e destination_concurrency_feedback_debug=yes'
empty; slow_mail 150
until_in s12-mail 120 "[ \$($busy) -ge 100 ]"
fast_mail
sleep 5
rec shared
typed s12-mail 'root@mail:~#' 'qshape active | head -9'
typed s12-mail 'root@mail:~#' "$busy"
until_in s12-mail 240 '[ "$(grep -c "haibo.example>.*status=sent" /var/log/mail.log)" -ge 50 ]'
typed s12-mail 'root@mail:~#' 'grep "wang@haibo.*status=sent" /var/log/mail.log | tail -n 1' short
typed s12-mail 'root@mail:~#' 'grep "news@anhe.*status=sent" /var/log/mail.log | tail -n 1' short
mark 1 'TOTAL'; mark 2 'haibo.example  '; mark 3 '^100$' '!'; mark 4 'to=<wang@haibo' '!'; mark 5 'to=<news@anhe'
rec window
typed s12-mail 'root@mail:~#' "grep 'unthrottle: queue anhe' /var/log/mail.log | awk '{split(\$3, t, \":\"); now = t[2] * 60 + t[3]; if (NR > 1 && now - then > 4) print at, \"window\", w; then = now; at = \$3; w = \$12}' | head -n 5"
mark 1 'window'

echo "== apart ($SECONDS s)"
on 'postconf -e destination_concurrency_feedback_debug=no'
empty
rec apart
typed s12-mail 'root@mail:~#' 'postconf -M slow/unix="slow unix - - y - 20 smtp"'
typed s12-mail 'root@mail:~#' 'for d in anhe beidou chenxi dingsheng enze fuyuan; do echo "$d.example slow:"; done >/etc/postfix/transport'
typed s12-mail 'root@mail:~#' 'postconf -e transport_maps=texthash:/etc/postfix/transport; postfix reload 2>/dev/null'
slow_mail 40
until_in s12-mail 60 "[ \$($busy) -ge 20 ]"
sleep 12
fast_mail
until_in s12-mail 240 '[ "$(grep -c "haibo.example>.*status=sent" /var/log/mail.log)" -ge 50 ]'
typed s12-mail 'root@mail:~#' 'qshape active | head -3'
typed s12-mail 'root@mail:~#' 'grep "wang@haibo.*status=sent" /var/log/mail.log | tail -n 1' short
mark_typed 1 'slow/unix'; mark 2 'TOTAL'; mark 3 'to=<wang@haibo'
on 'postconf -X transport_maps; postconf -MX slow/unix'; empty

echo "== dead ($SECONDS s)"
on 'postconf -e destination_concurrency_feedback_debug=yes'
empty
docker exec s12-out pkill -x smtp-sink
on 'smtp-source -s 1 -m 10 -l 2000 -f lin@k3f9.test -t wang@haibo.example 127.0.0.1:25'
until_in s12-mail 60 'grep -q "queue haibo.*window 0" /var/log/mail.log'
sleep 2
rec dead
typed s12-mail 'root@mail:~#' "grep 'throttle: queue haibo' /var/log/mail.log | sed 's/.*queue haibo/haibo/'"
typed s12-mail 'root@mail:~#' 'grep status=deferred /var/log/mail.log | tail -n 1' short
typed s12-mail 'root@mail:~#' 'grep -c "status=deferred" /var/log/mail.log'
mark 1 'window 3'; mark 2 'window 0' '!'; mark 3 'status=deferred'
docker exec -d s12-out smtp-sink -u nobody -h mx.haibo.example 10.89.12.60:25 1000
on 'postconf -e destination_concurrency_feedback_debug=no'
empty

echo "== cache ($SECONDS s)"
upstream='nsd-control -c /etc/nsd/nsd.conf stats | grep -E "^num.(queries|type.(A|MX|PTR))="'
shower() { docker exec s12-out bash -c 'for n in $(seq -f c%02g 1 20); do smtp-source -s 2 -m 20 -l 2000 -f shop@haibo.example -t buyer@$n.example 10.89.12.10:25; done'; until_in s12-mail 120 '[ "$(grep -c status=sent /var/log/mail.log)" -ge 400 ]'; }
docker exec s12-ns bash -c "$upstream" >/dev/null
shower
rec uncached
typed s12-ns 'root@ns:~#' "$upstream"
mark 1 'num.queries'
on 'cat >/etc/unbound/unbound.conf.d/cache.conf <<C
server:
  interface: 127.0.0.1
  do-ip6: no
  module-config: "iterator"
  do-not-query-localhost: no
  local-zone: "test." nodefault
  local-zone: "10.in-addr.arpa." nodefault
  root-hints: /etc/unbound/hints
remote-control:
  control-enable: yes
  control-interface: /run/unbound.ctl
C
printf ". 3600 NS ns.example.\nns.example. 3600 A 10.89.12.53\n" >/etc/unbound/hints
rm -f /etc/unbound/unbound.conf.d/root-auto-trust-anchor-file.conf /etc/unbound/unbound.conf.d/remote-control.conf
unbound -c /etc/unbound/unbound.conf'
empty
docker exec s12-ns bash -c "$upstream" >/dev/null
rec cached
typed s12-mail 'root@mail:~#' 'echo nameserver 127.0.0.1 >/etc/resolv.conf; postfix stop 2>/dev/null; postfix start 2>/dev/null'
shower
typed s12-ns 'root@ns:~#' "$upstream"
typed s12-mail 'root@mail:~#' 'unbound-control stats_noreset | grep -E "^total.num.(queries|cachehits|cachemiss)="'
mark 1 "updating"; mark 2 'num.queries='; mark 3 'cachehits'

echo "== message cache ($SECONDS s)"
docker exec -i s12-mail bash -c 'cat >/etc/dovecot/dovecot.conf' <"$here/../S13/dovecot.conf"
on 'useradd --system --user-group --home-dir /srv/vmail --create-home --shell /usr/sbin/nologin vmail; mkdir -p /srv/vmail/k3f9.test; chown vmail:vmail /srv/vmail/k3f9.test; dovecot'
until_in s12-mail 10 'doveadm user lin@k3f9.test'
on 'doveadm mailbox create -u lin@k3f9.test Archive; cd /srv/vmail/k3f9.test/lin/.Archive/new 2>/dev/null || cd "$(find /srv/vmail/k3f9.test/lin -type d -path "*Archive/new" | head -1)"
for i in $(seq 1 4000); do printf "From: wang%s@haibo.example\nTo: lin@k3f9.test\nSubject: order %s\nDate: Mon, 02 Nov 2026 10:00:00 +0000\n\n" $i $i >1762000000.M$i.mail; head -c 6000 /dev/zero | tr "\0" x | fold -w 70 >>1762000000.M$i.mail; done; chown -R vmail:vmail /srv/vmail; doveadm mailbox status -u lin@k3f9.test messages Archive'
rec listing
list="time doveadm fetch -u lin@k3f9.test 'hdr.from hdr.subject hdr.date' mailbox Archive all | grep -c ^hdr.subject"
TIMED() { typed s12-mail 'root@mail:~#' "$list" grep -vE '^(user|sys|)$|^user|^sys'; }
TIMED; TIMED
typed s12-mail 'root@mail:~#' 'ls -s /srv/vmail/k3f9.test/lin/Maildir/.Archive/ | grep cache'
mark 1 real; mark 2 real; mark 3 index.cache

echo "== disk ($SECONDS s)"
empty
on 'postconf -e default_transport=discard:ok; postfix reload' >/dev/null 2>&1
docker exec -d s12-mail bash -c 'smtp-source -s 20 -m 6000 -l 4000 -f lin@k3f9.test -t wang@haibo.example 127.0.0.1:25'
sleep 2
rec iostat
typed s12-mail 'root@mail:~#' 'iostat -dxy 5 1 | grep -E "Device|vd|sd|nvme" | awk "{print \$1, \$8, \$9, \$12, \$(NF-1), \$NF}" | column -t'
mark 1 Device; mark 2 '^(vd|sd|nvme)'
echo "done in $SECONDS s"
