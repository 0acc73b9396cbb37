#!/usr/bin/env bash
# Regenerates the recorded outputs of lesson S02 (what-is-a-mail-server).
#
# Four containers on one network: a resolver with the zones of the story, Lin Wei's server
# (k3f9.test), the customer's server (haibo.example) and a mailbox provider (post.example).
# Everything is real: Debian 13, Postfix 3.10, Dovecot 2.4, default retry times.
#
#   good day : lin@k3f9.test -> wang@haibo.example, delivered and read over IMAP
#   bad day  : lin@k3f9.test -> chen@haibo.example; the customer's Postfix is down for
#              OUTAGE seconds, then forwards to chenjie@post.example, whose mailbox is full
#
# Usage: docs/runs/S02/run.sh        (about OUTAGE + 15 minutes; KEEP=1 leaves the containers)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
outage=${OUTAGE:-900}
tag=postlab-run/s02
net=postlab-run-s02
label=postlab-run=s02
prefix=198.51.100
names=(s02-dns s02-k3f9 s02-haibo s02-post s02-laptop)

cleanup() {
  [ -n "${KEEP:-}" ] && return
  docker rm -f "${names[@]}" >/dev/null 2>&1 || true
  docker network rm "$net" >/dev/null 2>&1 || true
  docker image rm "$tag" >/dev/null 2>&1 || true
  rm -rf "$work"
}
work=$(mktemp -d)
trap cleanup EXIT

cat >"$work/Dockerfile" <<'D'
FROM debian:trixie-slim
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
  postfix dovecot-lmtpd dovecot-imapd swaks libnet-ssleay-perl libio-socket-ssl-perl openssl dnsmasq \
  netcat-openbsd procps iproute2 tcpdump xxd python3 curl && rm -rf /var/lib/apt/lists/*
D
DOCKER_BUILDKIT=0 docker build -q --label "$label" -t "$tag" "$work" >/dev/null
docker network create --label "$label" --subnet "$prefix.0/24" "$net" >/dev/null
printf 'nameserver %s.53\n' "$prefix" >"$work/resolv.conf"

start() { # name fqdn host-number
  docker run -d --init --label "$label" --network "$net" --ip "$prefix.$3" --name "$1" --hostname "$2" \
    -v "$work/resolv.conf:/etc/resolv.conf:ro" "$tag" sleep infinity >/dev/null
}
start s02-dns ns.example 53
start s02-k3f9 mail.k3f9.test 10
start s02-haibo mx1.haibo.example 20
start s02-post mx.post.example 30
start s02-laptop laptop.k3f9.test 11

# --- the zones -------------------------------------------------------------------------------
docker exec s02-dns dnsmasq --no-resolv --no-hosts --listen-address="$prefix.53" --bind-interfaces \
  --local=/test/ --local=/example/ --local=/in-addr.arpa/ \
  --mx-host=k3f9.test,mail.k3f9.test,10 --host-record="mail.k3f9.test,$prefix.10" --host-record="laptop.k3f9.test,$prefix.11" \
  --mx-host=haibo.example,mx1.haibo.example,10 --host-record="mx1.haibo.example,$prefix.20" \
  --mx-host=post.example,mx.post.example,10 --host-record="mx.post.example,$prefix.30"

# --- one mail server: Postfix + Dovecot, users as arguments ------------------------------------
setup() { # container fqdn domain users…
  local c=$1 fqdn=$2 domain=$3
  shift 3
  docker exec -i "$c" bash -euo pipefail -s -- "$fqdn" "$domain" "$@" <<'S'
fqdn=$1 domain=$2; shift 2
groupadd -g 5000 vmail; useradd -u 5000 -g 5000 -d /srv/vmail -M -s /usr/sbin/nologin vmail
install -d -o vmail -g vmail /srv/vmail
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$fqdn" \
  -keyout /etc/ssl/private/mail.key -out /etc/ssl/certs/mail.pem 2>/dev/null
: >/etc/postfix/vmailbox
: >/etc/dovecot/users
for u in "$@"; do
  echo "$u@$domain ok" >>/etc/postfix/vmailbox
  echo "$u@$domain:{PLAIN}harbour-lamp-27::::::" >>/etc/dovecot/users
done
postconf -e "myhostname=$fqdn" "mydestination=" "inet_protocols=ipv4" "maillog_file=/var/log/mail.log" \
  "compatibility_level=3.9" "mynetworks=127.0.0.0/8" \
  "virtual_mailbox_domains=$domain" "virtual_mailbox_maps=texthash:/etc/postfix/vmailbox" \
  "virtual_alias_maps=texthash:/etc/postfix/virtual" "virtual_transport=lmtp:unix:private/dovecot-lmtp" \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" \
  "smtpd_sasl_type=dovecot" "smtpd_sasl_path=private/auth" "smtpd_tls_cert_file=" "smtpd_tls_key_file=" "smtpd_tls_security_level=none"
: >/etc/postfix/virtual
postconf -M "submission/inet=submission inet n - y - - smtpd"
postconf -P "submission/inet/syslog_name=postfix/submission" "submission/inet/smtpd_tls_security_level=encrypt" \
  "submission/inet/smtpd_tls_cert_file=/etc/ssl/certs/mail.pem" "submission/inet/smtpd_tls_key_file=/etc/ssl/private/mail.key" \
  "submission/inet/smtpd_sasl_auth_enable=yes" "submission/inet/smtpd_tls_auth_only=yes" \
  "submission/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject"
cat >/etc/dovecot/dovecot.conf <<'C'
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
protocols {
  imap = yes
  lmtp = yes
}
log_path = /var/log/dovecot.log
mail_driver = maildir
mail_home = /srv/vmail/%{user | domain}/%{user | username}
mail_path = ~/Maildir
mail_uid = vmail
mail_gid = vmail
namespace inbox {
  inbox = yes
  separator = /
}
passdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
userdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
ssl = required
ssl_server_cert_file = /etc/ssl/certs/mail.pem
ssl_server_key_file = /etc/ssl/private/mail.key
auth_mechanisms = plain login
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0600
    user = postfix
    group = postfix
  }
}
mail_plugins {
  quota = yes
}
quota "User quota" {
}
quota_storage_size = 1M
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
quota_status_overquota = "552 5.2.2 Mailbox is full"
quota_status_toolarge = "552 5.2.3 Message too large for this mailbox"
C
postfix start >/dev/null 2>&1
dovecot
S
}
setup s02-k3f9 mail.k3f9.test k3f9.test lin
setup s02-haibo mx1.haibo.example haibo.example wang
setup s02-post mx.post.example post.example chenjie

# The customer forwards chen@ to a mailbox elsewhere; that mailbox is nearly at its limit.
docker exec s02-haibo sh -c 'echo "chen@haibo.example chenjie@post.example" >/etc/postfix/virtual'
docker exec s02-post sh -c 'postconf -e "smtpd_recipient_restrictions=check_policy_service unix:private/quota-status" && postfix reload' 2>/dev/null
docker exec s02-post sh -c '(printf "From: old@post.example\r\nSubject: holiday pictures\r\n\r\n"; head -c 780000 /dev/zero | base64 -w 76) | doveadm save -u chenjie@post.example'
# A record of the dialogue on port 25 as Postfix's own client logs it.
docker exec s02-k3f9 sh -c 'postconf -e "debug_peer_list=mx1.haibo.example" debug_peer_level=2 && postfix reload' 2>/dev/null

wait_for() { # container file pattern seconds
  local t=0
  until docker exec "$1" grep -q "$3" "$2" 2>/dev/null; do
    sleep 1
    t=$((t + 1))
    [ "$t" -lt "$4" ] || { echo "gave up waiting for '$3' in $1:$2 after $4 s" >&2; return 1; }
  done
}
wait_for s02-haibo /var/log/mail.log 'daemon started' 30

# The first worked subject is Chinese: 十一月发票 ("invoice for November").
subject='=?UTF-8?B?5Y2B5LiA5pyI5Y+R56Wo?='
send() { # recipient output-file
  docker exec s02-laptop swaks --server mail.k3f9.test --port 587 --tls --auth PLAIN \
    --auth-user lin@k3f9.test --auth-password harbour-lamp-27 --auth-hide-password --ehlo laptop.k3f9.test \
    --from lin@k3f9.test --to "$1" --header "From: =?UTF-8?B?5p6X6JaH?= <lin@k3f9.test>" --header "Subject: $subject" \
    --header-X-Mailer "" --add-header "Content-Type: text/plain; charset=utf-8" --add-header "Content-Transfer-Encoding: 8bit" \
    --body '发票见附件。 The invoice is attached.' >"$here/$2" 2>&1
}

# --- versions ----------------------------------------------------------------------------------
docker exec s02-k3f9 sh -c 'dpkg-query -W postfix dovecot-core swaks; postconf -d queue_run_delay minimal_backoff_time maximal_backoff_time maximal_queue_lifetime bounce_queue_lifetime delay_warning_time' >"$here/00-versions.txt"

# --- the good day ------------------------------------------------------------------------------
send wang@haibo.example 10-good-mua-to-msa.txt
wait_for s02-haibo /var/log/mail.log 'status=sent' 60
docker exec s02-laptop curl -sk --url 'imaps://mx1.haibo.example/INBOX' -u wang@haibo.example:harbour-lamp-27 -X 'FETCH 1 (FLAGS RFC822.SIZE)' -v >"$here/14-good-imap.txt" 2>&1
docker exec s02-k3f9 sh -c 'cat /var/log/mail.log' | grep -v ' [<>] mx1' >"$work/k3f9.all"
docker exec s02-k3f9 sh -c "grep -oE '[<>] mx1\.haibo\.example\[[0-9.]+\]:25: .*' /var/log/mail.log" >"$here/12-good-mta-to-mx.txt"
docker exec s02-k3f9 sh -c 'postconf -e debug_peer_list= && postfix reload' 2>/dev/null
grep -E 'submission/smtpd|cleanup|qmgr|smtp\[' "$work/k3f9.all" | grep -vE 'vstream|smtp_|match_|dict_|attr|send |private/|name_mask|mail_addr|been_here|maps_|rewrite|deliver_request|tls|input attr|>>>|<<<|disposition|watchdog|auto_clnt|xsasl|name_code|flush|hostname|debug' >"$here/11-good-log-k3f9.txt" || true
docker exec s02-haibo cat /var/log/mail.log >"$here/13-good-log-haibo.txt"
docker exec s02-haibo cat /var/log/dovecot.log >"$here/13-good-dovecot-haibo.txt"
docker exec s02-haibo sh -c 'cat /srv/vmail/haibo.example/wang/Maildir/*/*' >"$here/15-good-stored-message.txt"

# --- the bad day -------------------------------------------------------------------------------
docker exec s02-haibo postfix stop >/dev/null 2>&1
mark=$(docker exec s02-k3f9 sh -c 'wc -l </var/log/mail.log')
send chen@haibo.example 20-bad-mua-to-msa.txt
wait_for s02-k3f9 /var/log/mail.log 'status=deferred' 60
docker exec s02-k3f9 postqueue -p >"$here/21-bad-queue-k3f9.txt"
docker exec s02-k3f9 sh -c 'postqueue -j' >"$here/21-bad-queue-k3f9.json"
sleep "$outage"
docker exec s02-haibo postfix start >/dev/null 2>&1
wait_for s02-k3f9 /var/log/mail.log 'from=<>.*queue active' 4500
sleep 5
docker exec s02-k3f9 sh -c "tail -n +$((mark + 1)) /var/log/mail.log" >"$here/22-bad-log-k3f9.txt"
docker exec s02-haibo sh -c "grep -n 'refreshing\|stopping' /var/log/mail.log | head -1; sed -n '/stopping the Postfix/,\$p' /var/log/mail.log" >"$here/23-bad-log-haibo.txt"
docker exec s02-post cat /var/log/mail.log >"$here/24-bad-log-post.txt"
docker exec s02-k3f9 sh -c 'cat /srv/vmail/k3f9.test/lin/Maildir/*/*' >"$here/25-bad-bounce-in-lins-mailbox.txt"
docker exec s02-k3f9 cat /var/log/dovecot.log >"$here/25-bad-dovecot-k3f9.txt"
echo "outage ${outage} s" >"$here/26-bad-conditions.txt"
echo "done: $(ls "$here" | wc -l) files in $here"
