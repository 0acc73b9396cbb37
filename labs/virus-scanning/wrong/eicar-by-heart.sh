#!/bin/bash
# fails: inbound
# because: port 25, the incident's sample
# It unpacks, but knows one text only, and asks no scanner.
cat > /usr/local/sbin/scan-milter <<'PY'
#!/usr/bin/python3
import email, io, zipfile
import Milter

def virus(content):
    if b'EICAR-STANDARD-ANTIVIRUS-' + b'TEST-FILE' in content:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(info.flag_bits & 1 or virus(archive.read(info)) for info in archive.infolist())
    except zipfile.BadZipFile:
        return False

class Scan(Milter.Base):
    def envfrom(self, *rest):
        self.bytes = b''
        return Milter.CONTINUE
    def header(self, name, value):
        self.bytes += f'{name}: {value}\r\n'.encode('utf-8', 'surrogateescape')
        return Milter.CONTINUE
    def eoh(self):
        self.bytes += b'\r\n'
        return Milter.CONTINUE
    def body(self, chunk):
        self.bytes += chunk
        return Milter.CONTINUE
    def eom(self):
        if any(virus(part.get_payload(decode=True) or b'') for part in email.message_from_bytes(self.bytes).walk()):
            self.setreply('550', '5.7.1', 'refused')
            return Milter.REJECT
        return Milter.CONTINUE

Milter.factory = Scan
Milter.runmilter('scan', 'inet:8894@127.0.0.1', 120)
PY
chmod 755 /usr/local/sbin/scan-milter
cat > /etc/systemd/system/scan-milter.service <<UNIT
[Unit]
Before=postfix.service
[Service]
ExecStart=/usr/local/sbin/scan-milter
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now scan-milter
postconf -e smtpd_milters=inet:127.0.0.1:8894 milter_default_action=tempfail
systemctl restart postfix
timeout 100 bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/8894) 2>/dev/null; do sleep 0.3; done'
