#!/bin/bash
# fails: opens-again
# because: after it was emptied it still refuses
# Who was full once is looked up in a list, and nobody takes them off it.
cat > /etc/dovecot/local.conf <<CONF
mail_plugins {
  quota = yes
}
protocol imap {
  mail_plugins {
    imap_quota = yes
  }
}
quota "Mailbox" {
  warning high {
    quota_storage_percentage = 90
    execute quota-warning {
      args = 90 %{user}
    }
  }
}
quota_storage_size = ${LAB_LIMIT}M
service quota-warning {
  executable = script /usr/local/bin/quota-warning
  user = vmail
  unix_listener quota-warning {
    user = vmail
  }
}
CONF
cat > /usr/local/bin/quota-warning <<'SCRIPT'
#!/usr/bin/python3
import smtplib, sys
share, user = sys.argv[1:3]
boss = 'postmaster@' + user.split('@')[1]
with smtplib.SMTP('127.0.0.1', 25) as s:
    s.sendmail(boss, user, f'From: {boss}\r\nTo: {user}\r\nSubject: Your mailbox is {share} % full\r\n\r\nPlease delete what you no longer need.\r\n')
SCRIPT
cat > /usr/local/bin/quota-policy <<'SCRIPT'
#!/usr/bin/python3
# The policy protocol of Postfix: lines name=value, an empty line, one answer.
import os, socketserver, subprocess

full = os.environ['FULL']
listed = set()

def room(user):
    out = subprocess.run(['doveadm', '-f', 'tab', 'quota', 'get', '-u', user], capture_output=True, text=True).stdout
    for line in out.splitlines():
        _, kind, value, limit, *_ = line.split('\t')
        if kind == 'STORAGE' and limit != '-':
            return (int(limit) - int(value)) * 1024
    return None

class Ask(socketserver.StreamRequestHandler):
    def handle(self):
        asked = {}
        for line in self.rfile:
            name, _, value = line.decode().rstrip('\n').partition('=')
            if name:
                asked[name] = value
                continue
            left = room(asked.get('recipient', ''))
            over = left is not None and left < max(1, int(asked.get('size') or 0))
            if over:
                listed.add(asked['recipient'])
            over = asked.get('recipient') in listed
            self.wfile.write(f'action={full if over else "DUNNO"}\n\n'.encode())
            asked = {}

socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(('127.0.0.1', 10040), Ask).serve_forever()
SCRIPT
chmod 755 /usr/local/bin/quota-warning /usr/local/bin/quota-policy
cat > /etc/systemd/system/quota-policy.service <<UNIT
[Unit]
After=dovecot.service
Before=postfix.service
[Service]
Environment="FULL=$([ "$LAB_ANSWER" = 4xx ] && echo 452 4.2.2 || echo 552 5.2.2) Mailbox is full"
ExecStart=/usr/local/bin/quota-policy
# Started is what answers: Postfix says 451 to everybody until then.
ExecStartPost=/usr/bin/timeout 80 /bin/bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/10040) 2>/dev/null; do sleep 0.2; done'
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
sed -i "s/^\($LAB_SECOND@.*\)/\1userdb_quota_storage_size=${LAB_BIG_LIMIT}M/" /etc/dovecot/users
postconf -e 'smtpd_recipient_restrictions=check_policy_service inet:127.0.0.1:10040'
systemctl daemon-reload
systemctl enable --now quota-policy
systemctl restart dovecot postfix
