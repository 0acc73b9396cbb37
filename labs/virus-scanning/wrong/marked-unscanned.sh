#!/bin/bash
# variant: tag
# fails: encrypted-archive
# because: port 25, a virus beside a ZIP with a password
# Who sees a password looks no further.
cat > /usr/local/sbin/scan-milter <<'PY'
#!/usr/bin/python3
import email, socket, struct
import Milter

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
        # Bit 0 of the flags: a password.
        for part in email.message_from_bytes(self.bytes).walk():
            content = part.get_payload(decode=True) or b''
            if content[:4] == b'PK\3\4' and content[6] & 1:
                self.addheader('X-Archive', 'encrypted')
                return Milter.CONTINUE
        try:
            with socket.socket(socket.AF_UNIX) as s:
                s.settimeout(60)
                s.connect('/run/clamav/clamd.ctl')
                s.sendall(b'zINSTREAM\0' + struct.pack('!I', len(self.bytes)) + self.bytes + struct.pack('!I', 0))
                said = s.recv(4096).decode().strip('\0\n')
        except OSError:
            self.setreply('451', '4.7.1', 'the virus scanner is away, try later')
            return Milter.TEMPFAIL
        if said.endswith('OK'):
            return Milter.CONTINUE
        if said.endswith('FOUND'):
            self.setreply('550', '5.7.1', 'refused: ' + said.split(':', 1)[1].strip())
            return Milter.REJECT
        self.setreply('451', '4.7.1', 'the virus scanner could not look, try later')
        return Milter.TEMPFAIL

Milter.factory = Scan
Milter.set_flags(Milter.ADDHDRS)
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
systemctl enable --now clamav-daemon scan-milter
postconf -e smtpd_milters=inet:127.0.0.1:8894 milter_default_action=tempfail
systemctl restart postfix
timeout 100 clamdscan --ping 100:1
