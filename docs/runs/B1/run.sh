#!/usr/bin/env bash
# The recorded outputs of lesson B1 (smtp-by-hand): `npm run transcripts -- B1`, about three minutes.
# A workstation (pc.k3f9.test) talks by hand to the customer's mail server (mx1.haibo.example, Postfix with Debian's defaults).
. "$(dirname "$0")/../lib.sh"
network 203.0.113
host dns ns.example 53 "$IMAGE_MAIL"
host haibo mx1.haibo.example 20 "$IMAGE_MAIL" UTC0
host pc pc.k3f9.test 11 "$IMAGE_CLIENT" UTC0
zones haibo.example=mx1.haibo.example=20 =pc.k3f9.test=11
mailserver haibo mx1.haibo.example haibo.example wang li
wait_for haibo /var/log/mail.log 'daemon started' 30
prompt='chenjie@pc:~$'

record versions haibo 'dpkg-query -W postfix netcat-openbsd openssl; postconf smtpd_forbid_bare_newline smtpd_forbid_unauth_pipelining'
record mx pc 'dig +short MX haibo.example' "$prompt"

type_into session pc 'nc -C mx1.haibo.example 25' "$prompt" <<'T'
EHLO pc.k3f9.test
MAIL FROM:<chenjie@k3f9.test>
RCPT TO:<wang@haibo.example>
RCPT TO:<nobody@haibo.example>
DATA
From: Chen Jie <chenjie@k3f9.test>
To: Wang <wang@haibo.example>
Subject: By hand
Date: Wed, 25 Nov 2026 03:10:00 +0000
Message-ID: <by-hand.1@k3f9.test>

The pump is off again.
.
QUIT
T
wait_for haibo /var/log/dovecot.log 'saved mail' 30
record session-log haibo "grep -e NOQUEUE -e ehlo= /var/log/mail.log"

record bytes pc "printf 'QUIT\n' | xxd" "$prompt"
record bytes pc "printf 'QUIT\r\n' | xxd" "$prompt"

type_into order pc 'nc -C mx1.haibo.example 25' "$prompt" <<'T'
RCPT TO:<wang@haibo.example>
EHLO pc.k3f9.test
DATA
MAIL FROM:<chenjie@k3f9.test>
MAIL FROM:<chenjie@k3f9.test>
RCPT TO:<nobody@haibo.example>
DATA
RSET
MAIL FROM:<chenjie@k3f9.test> SIZE=99000000
RCPT TO:wang
VRFY wang@haibo.example
VRFY nobody@haibo.example
HELLO
QUIT
T

type_into swallowed pc 'nc -C mx1.haibo.example 25' "$prompt" <<'T'
EHLO pc.k3f9.test
MAIL FROM:<report@k3f9.test>
RCPT TO:<li@haibo.example>
DATA
Subject: Report, not stuffed

Page 1: all well.
.
Page 2: the pump is off.
.
QUIT
T
type_into stuffed pc 'nc -C mx1.haibo.example 25' "$prompt" <<'T'
EHLO pc.k3f9.test
MAIL FROM:<report@k3f9.test>
RCPT TO:<li@haibo.example>
DATA
Subject: Report, stuffed

Page 1: all well.
..
Page 2: the pump is off.
..profile has changed
.
QUIT
T
sleep 1
record stored haibo 'doveadm fetch -u li@haibo.example "hdr.subject body" all'

# One write for the whole envelope (PIPELINING), after the greeting and EHLO have been waited for.
record pipelined pc "(sleep 1; printf 'EHLO pc.k3f9.test\r\n'; sleep 1; printf 'MAIL FROM:<chenjie@k3f9.test>\r\nRCPT TO:<wang@haibo.example>\r\nRCPT TO:<li@haibo.example>\r\nDATA\r\n'; sleep 1; printf 'Subject: one write\r\n\r\nHello\r\n.\r\nQUIT\r\n'; sleep 1) | nc mx1.haibo.example 25" "$prompt"
# The same without waiting for anything: what a spam program does.
record too-early pc "printf 'EHLO pc.k3f9.test\r\nMAIL FROM:<chenjie@k3f9.test>\r\nRCPT TO:<wang@haibo.example>\r\nDATA\r\nSubject: hi\r\n\r\nHello\r\n.\r\nQUIT\r\n' | nc -N mx1.haibo.example 25" "$prompt"
record too-early-log haibo "grep -i 'pipelin\|synchron' /var/log/mail.log | tail -2"

record bdat pc "printf 'Subject: in chunks\r\n\r\nHello\r\n.\r\nstill here\r\n' >m; wc -c m" "$prompt"
record bdat pc "(sleep 1; printf 'EHLO pc.k3f9.test\r\n'; sleep 1; printf 'MAIL FROM:<chenjie@k3f9.test>\r\nRCPT TO:<li@haibo.example>\r\nBDAT 44 LAST\r\n'; cat m; printf 'QUIT\r\n'; sleep 1) | nc mx1.haibo.example 25 | grep -v '^250[- ][A-Z]'" "$prompt"
sleep 1
record bdat haibo 'doveadm fetch -u li@haibo.example "body" subject chunks'

type_into no-crlf pc 'timeout 12 nc mx1.haibo.example 25' "$prompt" <<'T'
EHLO pc.k3f9.test
MAIL FROM:<chenjie@k3f9.test>
RCPT TO:<wang@haibo.example>
DATA
Subject: without -C

Hello
.
T

type_into starttls pc 'openssl s_client -connect mx1.haibo.example:25 -starttls smtp -crlf -quiet' "$prompt" <<'T'
EHLO pc.k3f9.test
MAIL FROM:<chenjie@k3f9.test>
RCPT TO:<wang@haibo.example>
DATA
Subject: over TLS

Hello
.
QUIT
T
type_into capital-r pc 'openssl s_client -connect mx1.haibo.example:25 -starttls smtp -crlf -brief' "$prompt" <<'T'
EHLO pc.k3f9.test
MAIL FROM:<chenjie@k3f9.test>
RCPT TO:<wang@haibo.example>
T
