#!/bin/bash
# A milter of our own, in Python: it judges envelope, header and empty sender alike.
mkdir -p /opt/owner
cat > /opt/owner/owners <<MAP
$LAB_USER@$LAB_DOMAIN $LAB_USER
$LAB_ALIAS@$LAB_DOMAIN $LAB_USER
$LAB_SHARED@$LAB_DOMAIN $LAB_USER $LAB_COLLEAGUE
$LAB_COLLEAGUE@$LAB_DOMAIN $LAB_COLLEAGUE
$LAB_TRAINEE@$LAB_DOMAIN $LAB_TRAINEE
MAP
cat > /opt/owner/owner.py <<'PY'
import Milter
from email.utils import getaddresses

owners = {a.lower(): set(b) for a, *b in (line.split() for line in open('/opt/owner/owners'))}

class Owner(Milter.Base):
    def refuse(self, text):
        self.setreply('550', '5.7.1', text)
        return Milter.REJECT
    def owned(self, address):
        return self.getsymval('{auth_authen}') in owners.get(address.lower(), ())
    def envfrom(self, sender, *rest):
        self.fields = []
        return Milter.CONTINUE if self.owned(sender.strip('<>')) else self.refuse('this sender is not yours')
    def header(self, name, value):
        if name.strip().lower() == 'from':
            self.fields.append(value)
        return Milter.CONTINUE
    def eoh(self):
        found = [a for _, a in getaddresses(self.fields)]
        return Milter.CONTINUE if len(found) == 1 and self.owned(found[0]) else self.refuse('this From: is not yours')

Milter.factory = Owner
Milter.runmilter('owner', 'inet:8893@127.0.0.1', 60)
PY
cat > /etc/systemd/system/owner-milter.service <<'UNIT'
[Unit]
Before=postfix.service
[Service]
ExecStart=/usr/bin/python3 /opt/owner/owner.py
# Started is what answers: Postfix says 421 to everybody until then.
ExecStartPost=/usr/bin/timeout 80 /bin/bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/8893) 2>/dev/null; do sleep 0.2; done'
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now owner-milter
for service in submission submissions; do postconf -P "$service/inet/smtpd_milters=inet:127.0.0.1:8893"; done
systemctl restart postfix
