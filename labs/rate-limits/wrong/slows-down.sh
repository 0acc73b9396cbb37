#!/bin/bash
# fails: per-account
# because: was never refused
# Nobody is refused; whoever sends too much has to wait a little at each recipient.
cat > /usr/local/sbin/send-limit <<'PY'
#!/usr/bin/python3
import os, smtplib, socketserver, threading, time

limit, window = int(os.environ['LIMIT']), int(os.environ['WINDOW'])
exempt = set(os.environ['EXEMPT'].split())
sent, told, lock = {}, {}, threading.Lock()

def alert(user):
    with smtplib.SMTP('127.0.0.1', 25) as s:
        s.sendmail('postmaster', 'root', f'From: <postmaster>\r\nTo: <root>\r\nSubject: {user} sends too much\r\n\r\nMore than {limit} recipients in {window} s.\r\n')

def ask(asked):
    user = asked.get('sasl_username', '')
    if asked.get('protocol_state') != 'RCPT' or not user or user in exempt:
        return 'DUNNO'
    now = time.monotonic()
    with lock:
        times = sent[user] = [t for t in sent.get(user, []) if now - t < window]
        if len(times) < limit:
            times.append(now)
            return 'DUNNO'
        if now - told.get(user, -1e9) > window:
            told[user] = now
            threading.Thread(target=alert, args=(user,)).start()
    time.sleep(1)
    return 'DUNNO'

class Ask(socketserver.StreamRequestHandler):
    def handle(self):
        asked = {}
        for line in self.rfile:
            name, _, value = line.decode().rstrip('\n').partition('=')
            if name:
                asked[name] = value
                continue
            self.wfile.write(f'action={ask(asked)}\n\n'.encode())
            asked = {}

socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(('127.0.0.1', 10050), Ask).serve_forever()
PY
chmod 755 /usr/local/sbin/send-limit
cat > /etc/systemd/system/send-limit.service <<UNIT
[Unit]
Before=postfix.service
[Service]
Environment=LIMIT=$LAB_LIMIT WINDOW=$LAB_WINDOW EXEMPT=$LAB_BULK
ExecStart=/usr/local/sbin/send-limit
# Started is what answers: Postfix says 451 to everybody until then.
ExecStartPost=/usr/bin/timeout 80 /bin/bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/10050) 2>/dev/null; do sleep 0.2; done'
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now send-limit
for service in submission submissions; do
  postconf -P "$service/inet/smtpd_recipient_restrictions=check_policy_service,inet:127.0.0.1:10050,permit_sasl_authenticated,reject"
done
systemctl restart postfix
