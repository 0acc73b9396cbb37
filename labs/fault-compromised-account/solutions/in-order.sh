#!/bin/bash
# Keys first, then the guest, then the holes, then the queue; at last the cap and the note.
printf '%s:%s\n' "$LAB_ACCOUNT" "$LAB_NEW_PASSWORD" | chpasswd
sed -i "/^$LAB_ACCOUNT:/d" /etc/dovecot/devices
doveadm auth cache flush || true
doveadm kick "$LAB_ACCOUNT" || true
rm -f "/home/$LAB_ACCOUNT/.forward"
script="/home/$LAB_ACCOUNT/sieve/filters.sieve"
sed -i '/rule:\[backup\]/d; /^redirect/d' "$script"
sievec "$script"
chown -R "$LAB_ACCOUNT:" "/home/$LAB_ACCOUNT/sieve"
postqueue -j | grep "@$LAB_FAR\"" | sed 's/.*"queue_id": "\([^"]*\)".*/\1/' | postsuper -d - 2>&1 | tail -1
postqueue -f

# The cap: a policy server that keeps a list of times for each login.
cat > /usr/local/sbin/send-limit <<'PY'
#!/usr/bin/python3
import os, socketserver, threading, time

limit, window = int(os.environ['LIMIT']), int(os.environ['WINDOW'])
sent, lock = {}, threading.Lock()

def ask(asked):
    user = asked.get('sasl_username', '')
    if asked.get('protocol_state') != 'RCPT' or not user:
        return 'DUNNO'
    now = time.monotonic()
    with lock:
        times = sent[user] = [t for t in sent.get(user, []) if now - t < window]
        if len(times) < limit:
            times.append(now)
            return 'DUNNO'
        return '450 4.7.1 too many recipients, try later'

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
Environment=LIMIT=$LAB_LIMIT WINDOW=600
ExecStart=/usr/local/sbin/send-limit
# Started is what answers: Postfix says 451 to everybody until then.
ExecStartPost=/usr/bin/timeout 80 /bin/bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/10050) 2>/dev/null; do sleep 0.2; done'
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now send-limit
postconf -P submission/inet/smtpd_recipient_restrictions=check_policy_service,inet:127.0.0.1:10050,permit_sasl_authenticated,reject
systemctl restart postfix

# The note: nothing but grep and awk on the log of the week.
log=/var/log/mail.log.1
strange() { grep -vE "(^|[^0-9.])(10\.20\.30\.[0-9]+|${LAB_HOME//./\\.})([^0-9.]|$)"; }
first=$(grep "Logged in: user=<$LAB_ACCOUNT>" "$log" | sed 's/lip=[0-9.]*//' | strange | head -1)
grep "sasl_username=$LAB_ACCOUNT\$" "$log" | strange | awk '{print $4}' > /root/ids
printf 'first-login=%s\nreached=%s\n' "$(date -u -d "${first%% *}" +%FT%TZ)" "$(grep -Ff /root/ids "$log" | grep -c status=sent)" | tee /root/answers
