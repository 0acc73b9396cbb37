#!/bin/bash
# fails: exempt-sender
# because: got through
touch /var/log/keyword-audit.log
cat > /usr/local/sbin/keyword-milter <<'PY'
#!/usr/bin/python3
import email, email.policy, html, os, re, time
import Milter

exempt = os.environ['EXEMPT'].lower()

def pattern():
    words = [w.strip() for w in open('/etc/mail/keywords', encoding='utf-8') if w.strip()]
    return re.compile('|'.join(rf'(?<![a-z0-9]){re.escape(w)}(?![a-z0-9])' if w.isascii() else re.escape(w) for w in words), re.I) if words else None

class Keywords(Milter.Base):
    def envfrom(self, sender, *rest):
        self.sender, self.bytes = sender.strip('<>').lower(), b''
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
        if self.sender.endswith(exempt.split('@')[1]):
            return Milter.ACCEPT
        message = email.message_from_bytes(self.bytes, policy=email.policy.default)
        texts = [str(message['subject'] or '')]
        for part in message.walk():
            if part.get_content_maintype() == 'text':
                text = (part.get_payload(decode=True) or b'').decode(part.get_content_charset('utf-8'), 'replace')
                texts.append(html.unescape(re.sub(r'<[^>]*>', '', text)) if part.get_content_subtype() == 'html' else text)
        found = (p := pattern()) and next((m for t in texts if (m := p.search(t))), None)
        if not found:
            return Milter.ACCEPT
        with open('/var/log/keyword-audit.log', 'a', encoding='utf-8') as log:
            log.write(f"{time.strftime('%FT%T')} {self.getsymval('i')} {message['message-id']} {self.sender} {found[0]}\n")
        self.setreply('550', '5.7.1', 'refused for its content')
        return Milter.REJECT

Milter.factory = Keywords
Milter.runmilter('keywords', 'inet:8895@127.0.0.1', 60)
PY
chmod 755 /usr/local/sbin/keyword-milter
cat > /etc/systemd/system/keyword-milter.service <<UNIT
[Unit]
Before=postfix.service
[Service]
Environment=EXEMPT=$LAB_LAWYER@$LAB_PARTNER PYTHONUTF8=1
ExecStart=/usr/local/sbin/keyword-milter
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now keyword-milter
postconf -e smtpd_milters=inet:127.0.0.1:8895
systemctl restart postfix
timeout 100 bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/8895) 2>/dev/null; do sleep 0.3; done'
