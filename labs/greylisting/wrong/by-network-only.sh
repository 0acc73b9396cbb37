#!/bin/bash
# fails: one-shot
# because: gets a temporary refusal (4xx)
# A network that has knocked once is let in later, whoever writes to whomever.
cat > /usr/local/sbin/knock <<'PY'
#!/usr/bin/python3
# The policy protocol of Postfix: lines name=value, an empty line, one answer.
import os, socketserver, time

delay, known, first = int(os.environ['DELAY']), os.environ['KNOWN'], {}

class Ask(socketserver.StreamRequestHandler):
    def handle(self):
        asked = {}
        for line in self.rfile:
            name, _, value = line.decode().rstrip('\n').partition('=')
            if name:
                asked[name] = value
                continue
            address = asked.get('client_address', '')
            now = time.monotonic()
            early = address != known and now - first.setdefault(address.rpartition('.')[0], now) < delay
            self.wfile.write(f'action={"450 4.2.0 come back later" if early else "DUNNO"}\n\n'.encode())
            asked = {}

socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(('127.0.0.1', 10023), Ask).serve_forever()
PY
chmod 755 /usr/local/sbin/knock
cat > /etc/systemd/system/knock.service <<UNIT
[Unit]
Before=postfix.service
[Service]
Environment=DELAY=$((LAB_DELAY - 1)) KNOWN=192.0.2.10
ExecStart=/usr/local/sbin/knock
# Started is what answers: Postfix says 451 to everybody until then.
ExecStartPost=/usr/bin/timeout 80 /bin/bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/10023) 2>/dev/null; do sleep 0.2; done'
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now knock
postconf -e 'smtpd_recipient_restrictions=permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination, check_policy_service inet:127.0.0.1:10023'
systemctl restart postfix
