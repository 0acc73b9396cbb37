#!/usr/bin/env bash
# The recorded outputs of lesson S09 (security-protection): `npm run transcripts -- S09`, about two minutes.
# One mail server with every layer of the lesson: TLS before passwords, rspamd, ClamAV; and a stranger who looks from outside.
. "$(dirname "$0")/../lib.sh"
newest() { docker image ls --format '{{.Repository}}:{{.Tag}}' "postlab/$1" | head -1; }
network 203.0.113
host dns ns.example 53 "$IMAGE_MAIL"
host mail mail.k3f9.test 25 "$IMAGE_MAIL" UTC0
host filter mail.k3f9.test 26 "$(newest filter)" UTC0
host av mail.k3f9.test 27 "$(newest antivirus)" UTC0
host pc pc.haibo.example 11 "$IMAGE_CLIENT" UTC0
zones k3f9.test=mail.k3f9.test=25 =pc.haibo.example=11
mailserver mail mail.k3f9.test k3f9.test lin
wait_for mail /var/log/mail.log 'daemon started' 30
prompt='auditor@pc:~$'

# 1. Does a password ever cross the wire in clear?
record clear pc "swaks --server mail.k3f9.test --port 25 --quit-after EHLO 2>&1 | grep -cE 'AUTH'" "$prompt"
record clear pc "swaks --server mail.k3f9.test --port 587 --quit-after EHLO 2>&1 | grep -E 'AUTH|STARTTLS'" "$prompt"
record clear pc "swaks --server mail.k3f9.test --port 587 --tls --quit-after EHLO 2>&1 | grep -E '250.AUTH'" "$prompt"
record clear pc "printf 'a1 CAPABILITY\r\na2 LOGIN lin@k3f9.test harbour-lamp-27\r\n' | nc -w 3 mail.k3f9.test 143 | tr ' ' '\n' | grep -E 'LOGINDISABLED|STARTTLS|PRIVACY'" "$prompt"

# 2. TOTP: the six digits from the shared secret and the clock (RFC 6238, its secret and its first test time).
record totp pc "printf '%016x' \$((59 / 30)) | xxd -r -p | openssl dgst -sha1 -mac HMAC -macopt key:12345678901234567890 | sed 's/.*= //'" "$prompt"

# 3. rspamd on one honest and one unwanted message.
on filter 'mkdir -p /run/rspamd /run/redis; chown _rspamd:_rspamd /run/rspamd; redis-server --daemonize yes --save "" >/dev/null; rspamd -u _rspamd -g _rspamd -c /etc/rspamd/rspamd.conf >/dev/null 2>&1
for i in $(seq 1 120); do (exec 3<>/dev/tcp/127.0.0.1/11333) 2>/dev/null && break; sleep 0.5; done
cat >/root/ham.eml <<M
From: Wang <wang@haibo.example>
To: Lin Wei <lin@k3f9.test>
Subject: Pump, drawing for Thursday
Date: Wed, 25 Nov 2026 03:10:00 +0000
Message-ID: <pump.7@haibo.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

The drawing for Thursday is ready. Shall I bring it along?
M
cat >/root/spam.eml <<M
From: "k3f9 Support lin@k3f9.test" <a8f2@mail-secure.example>
Reply-To: <other@free.example>
To: undisclosed-recipients:;
Subject: URGENT!!! Your mailbox is FULL, confirm password NOW
Content-Type: text/html

<html><body><a href="http://203.0.113.66/login">https://mail.k3f9.test</a> XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X</body></html>
M
sed -e s/XJS.*C.34X// /root/spam.eml >/root/phish.eml'
record rspamd filter 'rspamc -h 127.0.0.1:11333 symbols ham.eml | grep -E "^(Action|Score|Symbol)"' 'root@mail:~#'
record phish filter 'rspamc -h 127.0.0.1:11333 symbols phish.eml | grep -E "^(Action|Score|Symbol)"' 'root@mail:~#'
record gtube filter 'rspamc -h 127.0.0.1:11333 symbols spam.eml | grep -E "^(Action|Score|Symbol: GTUBE)"' 'root@mail:~#'

# 4. A milter that is dead: open or closed?
eicar='X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'
on mail "postconf -e smtpd_milters=inet:127.0.0.1:7357 milter_connect_timeout=3s; postfix reload" >/dev/null 2>&1
send='swaks --server mail.k3f9.test --helo pc.haibo.example --from wang@haibo.example --to lin@k3f9.test --h-Subject invoice --attach-type application/zip --attach @/root/eicar.com'
printf '%s' "$eicar" | on pc 'cat >/root/eicar.com'
for action in accept tempfail shutdown; do
  on mail "postconf -e milter_default_action=$action; postfix reload; sleep 1; : >/var/log/mail.log" >/dev/null 2>&1
  record milter mail 'postconf milter_default_action' 'root@mail:~#'
  record milter pc "$send 2>&1 | grep -E '^<(\*\*|-) +(250 2.0.0|4|5)|^<\*\*' | head -2" "$prompt"
done
on mail 'postconf -X smtpd_milters milter_default_action; postfix reload' >/dev/null 2>&1

# 5. The engine by itself.
on av 'mkdir -p /run/clamav; chown clamav:clamav /run/clamav; clamd >/dev/null 2>&1; for i in $(seq 1 60); do clamdscan --ping 1 >/dev/null 2>&1 && break; sleep 0.5; done'
printf '%s' "$eicar" | on av 'mkdir /srv/in; cd /srv/in; cat >eicar.com; printf "The drawing for Thursday.\n" >drawing.txt; sed s/ANTIVIRUS/ANTIVIRUZ/ eicar.com >variant.com; python3 - <<P
import zipfile
z = zipfile.ZipFile("invoice.zip", "w"); z.write("eicar.com", "invoice.com"); z.close()
z = zipfile.ZipFile("outer.zip", "w"); z.write("invoice.zip"); z.close()
P'
record clam av 'cd /srv/in; clamdscan --no-summary --fdpass drawing.txt eicar.com outer.zip variant.com' 'root@mail:~#'
record versions av 'dpkg-query -W clamav-daemon'
record versions filter 'dpkg-query -W rspamd'
