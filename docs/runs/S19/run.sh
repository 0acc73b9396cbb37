#!/usr/bin/env bash
# Regenerates the transcripts of lesson S19: which line of a mail log answers which question of the law, a folder emptied by age while one
# message is held, a limit of messages a minute, and an export that shows one changed byte.
# Real: Debian 13, Postfix, Dovecot, swaks and OpenSSL's time-stamp commands, in one container of our image `mail` with addresses of its own.
# Usage: docs/runs/S19/run.sh      about 40 seconds
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S19
mkdir -p "$out"
. "$here/../record.sh"

cleanup() { [ -n "${KEEP:-}" ] || docker rm -f s19-mail >/dev/null 2>&1 || true; }
trap cleanup EXIT
docker rm -f s19-mail >/dev/null 2>&1 || true
image=$(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/mail | head -1)
docker run -d --init --name s19-mail --hostname mail.k3f9.test --network none --cap-add NET_ADMIN --entrypoint sleep "$image" infinity >/dev/null
on() { docker exec -i s19-mail bash -c "$1"; }
on 'ip addr add 192.0.2.10/32 dev lo; ip addr add 203.0.113.25/32 dev lo; ip addr add 203.0.113.77/32 dev lo
  printf "192.0.2.10 mail.k3f9.test\n203.0.113.25 mx.haibo.example\n203.0.113.77 bulk.example\n" >>/etc/hosts'
docker exec -i s19-mail bash -euo pipefail -s -- mail.k3f9.test k3f9.test lin <"$here/../mailserver.sh" >/dev/null 2>&1
until_in s19-mail 20 'exec 3<>/dev/tcp/192.0.2.10/25 && head -1 <&3 | grep -q 220'
send() { on "swaks --server mail.k3f9.test --local-interface ${3:-203.0.113.25} --ehlo mx.haibo.example --from $1 --to lin@k3f9.test --header 'Subject: $2' --body '$2' --silent 3"; }

echo "== record ($SECONDS s)"
send wang@haibo.example 'Offer for order 4711'
until_in s19-mail 20 'grep -q "status=sent" /var/log/mail.log && grep -q removed /var/log/mail.log'
rec record
id=$(on 'grep -oE "[A-Za-z0-9]+: client=" /var/log/mail.log | tail -1 | cut -d: -f1')
typed s19-mail 'root@mail:~#' "grep $id /var/log/mail.log"
mark 1 'client='; mark 2 'from=<wang'; mark 3 'to=<lin'

echo "== retention ($SECONDS s)"
# What a migration brings: the date of arrival is kept (IMAP APPEND with a date), and one message whose Date header says 2007.
docker exec -i s19-mail python3 - >/dev/null <<'P'
import imaplib, ssl, time
from email.utils import formatdate
c = imaplib.IMAP4_SSL('127.0.0.1', ssl_context=ssl._create_unverified_context())
c.login('lin@k3f9.test', 'harbour-lamp-27')
for days in (20, 100, 300):
    then = time.time() - days * 86400
    text = f'From: archive@k3f9.test\r\nTo: lin@k3f9.test\r\nDate: {formatdate(then)}\r\nSubject: {days} days old\r\nMessage-ID: <{days}@k3f9.test>\r\n\r\nold\r\n'
    c.append('INBOX', None, imaplib.Time2Internaldate(then), text.encode())
P
on "swaks --server mail.k3f9.test --local-interface 203.0.113.25 --ehlo mx.haibo.example --from wang@haibo.example --to lin@k3f9.test --header 'Date: Mon, 01 Jan 2007 08:00:00 +0800' --header 'Subject: dated 2007' --silent 3"
until_in s19-mail 20 '[ "$(doveadm search -u lin@k3f9.test mailbox INBOX | wc -l)" = 5 ]'
rec retention
lin='doveadm -f table fetch -u lin@k3f9.test'
typed s19-mail 'root@mail:~#' "$lin 'date.saved date.received date.sent hdr.subject' ALL"
mark 1 '300 days'; mark 2 'dated 2007'
count() { typed s19-mail 'root@mail:~#' "doveadm search -u lin@k3f9.test mailbox INBOX $1 90d | wc -l"; }
count savedbefore
mark 3 '^0$'
count sentbefore
mark 4 '^3$' '!'
count before
mark 5 '^2$'
typed s19-mail 'root@mail:~#' "doveadm flags add -u lin@k3f9.test Hold mailbox INBOX subject '300 days old'"
typed s19-mail 'root@mail:~#' "$lin hdr.subject mailbox INBOX before 90d NOT KEYWORD Hold"
mark 6 '^100 days'

echo "== limits ($SECONDS s)"
on "postconf -e smtpd_client_message_rate_limit=3 smtpd_client_event_limit_exceptions= && printf '/^Subject:.*代开发票/ REJECT 5.7.1 Not taken by this company\n' >/etc/postfix/words && postfix reload" >/dev/null 2>&1
rec limits
typed s19-mail '$' 'for n in 1 2 3 4; do swaks --server mail.k3f9.test --local-interface 203.0.113.77 --ehlo bulk.example --from news@bulk.example --to lin@k3f9.test; done' grep -E '^<(-|\*\*).*(queued|too much)'
mark 1 'too much' '!'
typed s19-mail 'root@mail:~#' 'cat /etc/postfix/words'
typed s19-mail 'root@mail:~#' "postmap -q 'Subject: 代开发票，电话联系' regexp:/etc/postfix/words"
mark 2 '^REJECT'
typed s19-mail 'root@mail:~#' "postmap -q 'Subject: =?utf-8?B?5Luj5byA5Y+R56WoLOeUteivneiBlOezuw==?=' regexp:/etc/postfix/words; echo \$?"
mark 3 '^1$' '!'

echo "== evidence ($SECONDS s)"
# A time-stamp authority of our own, with the commands of OpenSSL: in earnest it is somebody else's.
docker exec -i s19-mail bash -euo pipefail -s 2>/dev/null <<'S'
mkdir -p /root/tsa /root/case && cd /root/tsa
cat >tsa.cnf <<C
[req]
distinguished_name=dn
[dn]
[ext]
extendedKeyUsage=critical,timeStamping
[tsa]
default_tsa=t
[t]
serial=/root/tsa/serial
signer_cert=/root/tsa/tsa.pem
signer_key=/root/tsa/tsa.key
certs=/root/tsa/tsa.pem
default_policy=1.3.6.1.4.1.99999.1
digests=sha256
signer_digest=sha256
accuracy=secs:1
tsa_name=yes
ess_cert_id_alg=sha256
C
echo 01 >serial
openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj "/CN=Time-stamp authority of the exercise" -config tsa.cnf -extensions ext -keyout tsa.key -out tsa.pem
cat >/usr/local/bin/stamp <<'T'
#!/bin/sh
# The authority's side: takes a request, gives back a signed answer.
exec openssl ts -reply -config /root/tsa/tsa.cnf -queryfile "$1" -out "$2" 2>/dev/null
T
chmod +x /usr/local/bin/stamp
S
rec evidence
file=$(on 'grep -l "order 4711" /srv/vmail/k3f9.test/lin/Maildir/*/* | head -1')
on "cp $file /root/case/4711.eml"
case_in() { typed s19-mail 'root@mail:~/case#' "cd /root/case; $1" sed -E '/^(Using configuration|[0-9A-F]+:error)/d'; sed -i 's|# cd /root/case; |# |' "$transcript"; }
case_in 'sha256sum 4711.eml | tee manifest.sha256'
mark 1 '4711.eml$'
case_in 'openssl ts -query -data 4711.eml -sha256 -cert -out 4711.tsq'
case_in 'stamp 4711.tsq 4711.tsr'
case_in 'openssl ts -reply -in 4711.tsr -text | grep -E "Status:|Time stamp:"'
mark 2 'Time stamp'
case_in 'openssl ts -verify -data 4711.eml -in 4711.tsr -CAfile ../tsa/tsa.pem'
mark 3 'OK'
case_in 'sed -i s/4711/4710/ 4711.eml; openssl ts -verify -data 4711.eml -in 4711.tsr -CAfile ../tsa/tsa.pem'
mark 4 'FAILED' '!'
case_in 'sha256sum -c manifest.sha256'
mark 5 'FAILED' '!'
