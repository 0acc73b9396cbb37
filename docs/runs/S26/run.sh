#!/usr/bin/env bash
# Regenerates the transcripts of lesson S26: two sites behind two MX records while one and then both are cut off (`sites`), and one mailbox that
# two sites filled while they could not see each other, brought together in three ways (`apart`, `quiet`, `merge`, `one-way`).
# Real: Debian 13, Postfix and Dovecot of our image `mail`. `npm run transcripts -- S26`, about 2 minutes
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S26
mkdir -p "$out"
. "$here/../record.sh"
image=${IMAGE_MAIL:-postlab-run/mail}

cleanup() { docker rm -f s26-a s26-b s26-haibo s26-store >/dev/null 2>&1 || true; docker network rm s26 >/dev/null 2>&1 || true; }
[ -n "${KEEP:-}" ] || trap cleanup EXIT
cleanup

echo "== sites"
docker network create --internal --subnet 203.0.113.0/24 s26 >/dev/null
host() { docker run -d --init --name "s26-$1" --hostname "$2" --network s26 --ip "$3" --dns 203.0.113.53 --entrypoint sleep "$image" infinity >/dev/null; }
host a mx-a.bank.example 203.0.113.10
host b mx-b.bank.example 203.0.113.20
docker run -d --init --name s26-haibo --hostname mail.haibo.example --network s26 --ip 203.0.113.53 --entrypoint sleep "$image" infinity >/dev/null
on() { docker exec -i "s26-$1" bash -c "$2"; }
on haibo 'dnsmasq --no-resolv --no-hosts --listen-address=203.0.113.53,127.0.0.1 --bind-interfaces --local=/example/ --mx-host=bank.example,mx-a.bank.example,10 --mx-host=bank.example,mx-b.bank.example,10 \
  --host-record=mx-a.bank.example,203.0.113.10 --host-record=mx-b.bank.example,203.0.113.20 --host-record=mail.haibo.example,203.0.113.53; echo nameserver 127.0.0.1 >/etc/resolv.conf'
common='maillog_file=/var/log/mail.log inet_protocols=ipv4 compatibility_level=3.9 smtp_tls_security_level=none smtpd_tls_security_level=none alias_maps='
for h in a b; do
  on $h "echo bank.example >/etc/mailname; useradd -m lin; postconf -e mydestination=bank.example mynetworks=127.0.0.0/8 'smtpd_relay_restrictions=reject_unauth_destination' $common; postfix start >/dev/null 2>&1"
done
on haibo "echo haibo.example >/etc/mailname; postconf -e mydestination= myorigin=haibo.example mynetworks=127.0.0.0/8 $common; cp /etc/resolv.conf /var/spool/postfix/etc/; postfix start >/dev/null 2>&1"
for h in a b haibo; do until_in s26-$h 20 'exec 3<>/dev/tcp/127.0.0.1/25 && head -1 <&3 | grep -q 220'; done
send() { on haibo "for n in \$(seq $1 $2); do printf 'From: wang@haibo.example\nTo: lin@bank.example\nMessage-ID: <payment-%s@haibo.example>\nSubject: payment %s\n\nSee above.\n' \$n \$n | sendmail -f wang@haibo.example lin@bank.example; done"; }
stored='cat /var/mail/lin 2>/dev/null | grep -c "^Message-ID: <payment"'
both() { echo "$(($(on a "$stored" || true) + $(on b "$stored" || true)))"; }
until_stored() { local end=$((SECONDS + 90)); until [ "$(both)" = "$1" ]; do [ $SECONDS -lt $end ] || { echo "expected $1 stored, found $(both)" >&2; return 1; }; sleep 0.5; done; }

rec sites
typed s26-haibo 'root@haibo:~#' 'dig +short MX bank.example | sort'
send 1 20
until_stored 20
typed s26-haibo 'root@haibo:~#' 'grep -oE "relay=mx-[ab].*status=sent" /var/log/mail.log | cut -d[ -f1 | sort | uniq -c'
mark 1 '10 mx-a'; mark 2 'relay=mx-a'
on haibo ': >/var/log/mail.log'
docker network disconnect s26 s26-a
send 21 40
until_stored 40
printf 'root@haibo:~# # site A is cut off from the network; twenty more are sent\n' >>"$transcript"
typed s26-haibo 'root@haibo:~#' 'grep -m1 "connect to mx-a" /var/log/mail.log' short
typed s26-haibo 'root@haibo:~#' 'grep -oE "relay=mx-[ab].*status=sent" /var/log/mail.log | cut -d[ -f1 | sort | uniq -c'
on haibo ': >/var/log/mail.log'
docker network disconnect s26 s26-b
send 41 60
until_in s26-haibo 90 '[ "$(grep -c status=deferred /var/log/mail.log)" -ge 20 ]'
printf 'root@haibo:~# # site B as well; twenty more\n' >>"$transcript"
typed s26-haibo 'root@haibo:~#' 'postqueue -p | tail -1'
docker network connect --ip 203.0.113.20 s26 s26-b
docker network connect --ip 203.0.113.10 s26 s26-a
on haibo 'postqueue -f'
until_stored 60
printf 'root@haibo:~# # both are back, and the queue is flushed\n' >>"$transcript"
typed s26-haibo 'root@haibo:~#' 'postqueue -p'
{ on a 'cat /var/mail/lin'; on b 'cat /var/mail/lin'; } | grep '^Message-ID: <payment' >/tmp/s26-ids
printf '$ cat site-a site-b | grep "^Message-ID: <payment" | wc -l\n%s\n$ cat site-a site-b | grep "^Message-ID: <payment" | sort -u | wc -l\n%s\n' "$(wc -l </tmp/s26-ids)" "$(sort -u /tmp/s26-ids | wc -l)" >>"$transcript"
rm /tmp/s26-ids
mark 3 'connect to mx-a'; mark 4 'Requests?\.'; mark 5 '^60$'

echo "== apart"
docker run -d --init --name s26-store --hostname store.bank.example --network none --entrypoint sleep "$image" infinity >/dev/null
on store 'cat >/etc/dovecot/dovecot.conf' <"$here/../S13/dovecot.conf"
on store 'useradd --system --user-group --home-dir /srv/vmail --create-home --shell /usr/sbin/nologin vmail; mkdir -p /srv/vmail/bank.example /site-b; chown vmail:vmail /srv/vmail/bank.example /site-b
  printf "#!/bin/sh\nexec doveadm -o mail_path=/site-b/lin -o mail_driver=maildir \"\$@\"\n" >/usr/local/bin/doveadm-b; chmod +x /usr/local/bin/doveadm-b; dovecot'
until_in s26-store 10 'doveadm user lin@bank.example'
letter() { on store "printf 'From: wang@haibo.example\nTo: lin@bank.example\nSubject: $2\nDate: Mon, 02 Nov 2026 10:00:00 +0000\n\nSee above.\n' | $1 save -u lin@bank.example -m INBOX"; }
letter doveadm 'payment 1'; letter doveadm 'payment 2'
on store 'doveadm backup -u lin@bank.example maildir:/site-b/lin'
letter doveadm 'payment 3'; letter doveadm-b 'payment 4'
on store 'mkdir /keep; cp -a /srv/vmail/bank.example /keep/a; cp -a /site-b /keep/b'
again() { on store 'rm -rf /srv/vmail/bank.example /site-b; cp -a /keep/a /srv/vmail/bank.example; cp -a /keep/b /site-b'; }
P='root@store:~#'
lists() {
  typed s26-store "$P" 'doveadm -f table fetch -u lin@bank.example "uid hdr.subject" mailbox INBOX'
  typed s26-store "$P" 'doveadm-b -f table fetch -u lin@bank.example "uid hdr.subject" mailbox INBOX'
}
rec apart
lists
typed s26-store "$P" 'doveadm mailbox status -u lin@bank.example "messages uidnext highestmodseq" INBOX'
typed s26-store "$P" 'doveadm-b mailbox status -u lin@bank.example "messages uidnext highestmodseq" INBOX'
mark 1 'payment 3' '!'; mark 2 'payment 4' '!'; mark 3 'INBOX messages='
rec quiet
typed s26-store "$P" 'doveadm sync -u lin@bank.example maildir:/site-b/lin; echo "exit status $?"'
typed s26-store "$P" 'doveadm-b -f table fetch -u lin@bank.example "uid hdr.subject" mailbox INBOX'
mark 1 'exit status 0'; mark 2 'payment 4' '!'
again
rec merge
typed s26-store "$P" 'doveadm sync -f -u lin@bank.example maildir:/site-b/lin; echo "exit status $?"'
lists
mark 1 'payment 3'; mark 2 'payment 4'
again
rec one-way
typed s26-store "$P" 'doveadm backup -f -u lin@bank.example maildir:/site-b/lin; echo "exit status $?"'
typed s26-store "$P" 'doveadm-b -f table fetch -u lin@bank.example "uid hdr.subject" mailbox INBOX'
mark 1 'Deleting' '!'
