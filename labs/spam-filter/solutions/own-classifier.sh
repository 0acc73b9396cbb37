#!/bin/bash
# Bayes in one page of Python: it counts the words of both heaps, and those of what lies in Junk and INBOX now, and adds up their logarithms.
cat > /usr/local/sbin/word-milter <<'PY'
#!/usr/bin/python3
import collections, email, email.policy, glob, math, os
import Milter

def words(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    part = message.get_body(('plain', 'html'))
    text = part.get_content() if part else ''
    return set(text.lower().split()), text

def heap(pattern):
    count, files = collections.Counter(), glob.glob(pattern)
    for path in files:
        try:
            count.update(words(open(path, 'rb').read())[0])
        except FileNotFoundError:  # moved this moment
            pass
    return count, len(files)

old = {kind: heap(f'/srv/corpus/{kind}/*.eml') for kind in ('spam', 'ham')}

def now(kind, box):
    count, files = heap(f'/srv/vmail/*/*/Maildir{box}/[cn][ue][rw]/*')
    return old[kind][0] + count, old[kind][1] + files

friend = os.environ['FRIEND']

class Words(Milter.Base):
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
        found, text = words(self.bytes)
        if '*GTUBE-STANDARD' + '-ANTI-UBE-TEST-EMAIL*' in text:
            self.setreply('550', '5.7.1', 'GTUBE')
            return Milter.REJECT
        (spam, spams), (ham, hams) = now('spam', '/.Junk'), now('ham', '')
        score = sum(math.log((spam[w] + 1) / (spams + 2)) - math.log((ham[w] + 1) / (hams + 2)) for w in found if w in spam or w in ham)
        self.addheader('X-Spam-Score', f'{score:.1f}')
        if score > 3 and self.sender != friend:
            self.addheader('X-Spam-Flag', 'YES')
        return Milter.ACCEPT

Milter.factory = Words
Milter.set_flags(Milter.ADDHDRS)
Milter.runmilter('words', 'inet:8896@127.0.0.1', 60)
PY
chmod 755 /usr/local/sbin/word-milter
cat > /etc/systemd/system/word-milter.service <<UNIT
[Unit]
Before=postfix.service
[Service]
Environment=FRIEND=$LAB_FRIEND@$LAB_PARTNER PYTHONUTF8=1
ExecStart=/usr/local/sbin/word-milter
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now word-milter
postconf -e smtpd_milters=inet:127.0.0.1:8896
systemctl restart postfix
timeout 100 bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/8896) 2>/dev/null; do sleep 0.3; done'
