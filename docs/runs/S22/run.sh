#!/usr/bin/env bash
# Regenerates the transcripts of lesson S22: a complaint in the form of RFC 5965 about a stolen account, the way from it to the account, and
# the account closed. The reports and log lines of the widget abuse-desk come from here too (`REPORTS=dir`).
# Real: Debian 13, Postfix and Dovecot of our image `mail`; the receiver is Postfix's smtp-sink, found in /etc/hosts, which keeps what it got.
# Usage: docs/runs/S22/run.sh      about 40 seconds
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S22
mkdir -p "$out"
. "$here/../record.sh"

cleanup() { [ -n "${KEEP:-}" ] || docker rm -f s22-mail >/dev/null 2>&1 || true; }
trap cleanup EXIT
docker rm -f s22-mail >/dev/null 2>&1 || true
image=$(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/mail | head -1)
docker run -d --init --name s22-mail --hostname mail.k3f9.test --network none --cap-add NET_ADMIN --entrypoint sleep "$image" infinity >/dev/null
on() { docker exec -i s22-mail bash -c "$1"; }
on 'for a in 192.0.2.10 203.0.113.40 203.0.113.150 198.51.100.23 198.51.100.60 192.0.2.20; do ip addr add $a/32 dev lo; done
  printf "192.0.2.10 mail.k3f9.test\n203.0.113.40 freemail.example\n203.0.113.150 host150.cheap.example\n198.51.100.23 lin-laptop.home.example\n198.51.100.60 office.k3f9.test\n192.0.2.20 shop.k3f9.test\n" >>/etc/hosts; echo k3f9.test >/etc/mailname'
docker exec -i s22-mail bash -euo pipefail -s -- mail.k3f9.test k3f9.test lin zhao news sun shopform <"$here/../mailserver.sh" >/dev/null 2>&1
on 'postconf -e inet_interfaces=192.0.2.10,127.0.0.1 smtp_host_lookup=native smtp_dns_support_level=disabled enable_long_queue_ids=yes smtp_bind_address=192.0.2.10; cp /etc/hosts /var/spool/postfix/etc/; postfix stop; postfix start
  mkdir -p /root/got && chmod 777 /root/got && chmod 711 /root' >/dev/null 2>&1
on 'smtp-sink -u nobody -h mx.freemail.example -d "/root/got/%M." 203.0.113.40:25 100 >/dev/null 2>&1 &'
until_in s22-mail 20 'exec 3<>/dev/tcp/192.0.2.10/25 && head -1 <&3 | grep -q 220'

# send ACCOUNT FROM-ADDRESS-OF-CLIENT RECIPIENT SUBJECT BODY
send() { on "swaks --server mail.k3f9.test --port 587 --tls --auth PLAIN --auth-user $1@k3f9.test --auth-password harbour-lamp-27 --local-interface $2 --ehlo client --from $1@k3f9.test --to $3@freemail.example --header 'Subject: $4' --body '$5' --silent 3"; }
echo "== mail goes out ($SECONDS s)"
send news 198.51.100.60 tang 'AD Autumn sale' 'Everything 30 per cent off.'
for n in 1 2 3; do send zhao 203.0.113.150 "victim$n" 'Your parcel is waiting' 'Pay the fee: http://parcel.cheap.example/'; done
send shopform 192.0.2.20 qian 'Confirm your account' 'http://shop.k3f9.test/r?u=http://login.cheap.example/'
send lin 198.51.100.23 ex-customer 'Our new price list' 'We have not heard from you for a while.'
until_in s22-mail 30 '[ "$(grep -c "freemail.example>.*status=sent" /var/log/mail.log)" = 6 ]'

# The receiver's side: what its reader marked as spam, as a report. Local parts of recipients are taken out, as large receivers do.
docker exec -i s22-mail bash -c 'cat >/usr/local/bin/report; chmod +x /usr/local/bin/report' <<'P'
#!/usr/bin/env python3
"""report TYPE SUBJECT: the complaint about the received message with this subject, RFC 5965."""
import email, glob, re, sys
from email.policy import SMTP

kind, subject = sys.argv[1:]
for name in sorted(glob.glob('/root/got/*')):
    raw = open(name, 'rb').read().decode()
    # smtp-sink writes the envelope before the message.
    envelope, message = re.split(r'(?m)(?=^Received: )', raw, maxsplit=1)
    parsed = email.message_from_string(message)
    if parsed['subject'] == subject:
        break
else:
    sys.exit(f'expected a message with the subject {subject}, found none')
redacted = re.sub(r'[\w.+-]+(@freemail\.example)', r'redacted\1', message)
sender = parsed['from']
print(f'''From: feedback@freemail.example
To: abuse@k3f9.test
Subject: FW: {subject}
Date: {email.utils.formatdate()}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report;
 boundary="part-1"

--part-1
Content-Type: text/plain; charset="us-ascii"

This is an e-mail abuse report for a message received from 192.0.2.10.

--part-1
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Freemail-Feedback/2.1
Version: 1
Original-Mail-From: <{sender}>
Source-IP: 192.0.2.10
Reporting-MTA: dns; mx.freemail.example

--part-1
Content-Type: message/rfc822

{redacted.strip()}

--part-1--''')
P
rec report
on "report abuse 'Your parcel is waiting'" >"$transcript"
mark 1 'report-type=feedback-report'; mark 2 '^Feedback-Type'; mark 3 '^Source-IP'; mark 4 'ESMTPSA id'; mark 5 '^To: redacted'

echo "== whose ($SECONDS s)"
id=$(sed -n 's/.*ESMTPSA id \([^ ]*\).*/\1/p' "$transcript")
rec whose
typed s22-mail 'root@mail:~#' "grep $id /var/log/mail.log | head -n 1" short
mark 1 'sasl_username'
typed s22-mail 'root@mail:~#' "grep -o 'sasl_username=[^,]*' /var/log/mail.log | sort | uniq -c | sort -rn"
mark 2 'zhao'
on 'echo "zhao@k3f9.test REJECT account closed after complaints, call 4400" >/etc/postfix/closed; postconf -P "submission/inet/smtpd_sender_restrictions=check_sasl_access,texthash:/etc/postfix/closed"; postfix reload' >/dev/null 2>&1
typed s22-mail 'root@mail:~#' 'cat /etc/postfix/closed; postconf -P submission/inet/smtpd_sender_restrictions'
until_in s22-mail 20 'exec 3<>/dev/tcp/192.0.2.10/587 && head -1 <&3 | grep -q 220'
for who in zhao lin; do typed s22-mail '$' "swaks --server mail.k3f9.test --port 587 --tls --auth PLAIN --auth-user $who@k3f9.test --auth-password harbour-lamp-27 --local-interface 198.51.100.23 --from $who@k3f9.test --to a@freemail.example --quit-after RCPT" grep -E '^<(~|\*\*).*(RCPT|2\.1\.5|5\.7\.1)|~ +250 2.1.5'; done
sed -i -E '/^\$ swaks/ s/--server.*--auth-user/… --auth-user/; /^\$ swaks/ s/--auth-password.*/…/' "$transcript"
mark 3 '554 5.7.1' '!'; mark 4 '250 2.1.5'
if [ -n "${REPORTS:-}" ]; then
  mkdir -p "$REPORTS"
  for subject in 'AD Autumn sale' 'Your parcel is waiting' 'Our new price list'; do on "report abuse '$subject'" >"$REPORTS/${subject// /-}.eml"; done
  on "report fraud 'Confirm your account'" >"$REPORTS/Confirm-your-account.eml"
  on 'cat /var/log/mail.log' >"$REPORTS/mail.log"
fi
