#!/bin/bash
# A collector of our own: a hash chain for each day, as a user of its own; the auditor reads by group.
useradd --system --home-dir /srv/audit --shell /usr/sbin/nologin collector
usermod -aG collector auditor
install -d -o collector -g collector -m 2750 /srv/audit
cat > /usr/local/bin/audit <<PROGRAM
#!/usr/bin/python3
days, sender = $LAB_DAYS, '$LAB_IP_MX'
PROGRAM
cat >> /usr/local/bin/audit <<'PROGRAM'
import fcntl, glob, hashlib, json, os, re, socketserver, subprocess, sys
from datetime import datetime, timedelta, timezone
os.umask(0o027)
os.chdir('/srv/audit')

def link(before, line):
    return hashlib.sha256((before + line).encode()).hexdigest()

def chain(name):
    """(hash as written, line) of each record."""
    with open(name, errors='surrogateescape') as f:
        # Not while a line is being written.
        fcntl.flock(f, fcntl.LOCK_SH)
        return [row.rstrip('\n').split(' ', 1) for row in f]

def add(line):
    day = datetime.fromisoformat(line.split(' ', 1)[0]).astimezone(timezone.utc).strftime('%Y-%m-%d')
    fresh = not os.path.exists(day + '.chain')
    with open(day + '.chain', 'a+') as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        f.seek(0)
        rows = f.read().splitlines()
        f.write(link(rows[-1].split(' ', 1)[0] if rows else '', line) + ' ' + line + '\n')
    if fresh and os.geteuid() == 0:
        top = os.stat('.')
        os.chown(day + '.chain', top.st_uid, top.st_gid)

def whole(name, count, head):
    if not os.path.exists(name):
        return False
    last = ''
    for i, (written, line) in enumerate(chain(name)):
        last = link(last, line)
        if last != written:
            return False
        if i + 1 == count:
            return last == head
    return False

class Lines(socketserver.StreamRequestHandler):
    def handle(self):
        if self.client_address[0] != sender:
            return
        for raw in self.rfile:
            line = re.sub(r'^(\d+ )?<\d+>', '', raw.decode(errors='replace').rstrip('\n'))
            try:
                add(line)
            except ValueError:
                continue

word = sys.argv[1] if len(sys.argv) > 1 else ''
if word == 'collect':
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    socketserver.ThreadingTCPServer(('', 5140), Lines).serve_forever()
elif word == 'query':
    lines = '\n'.join(line for name in sorted(glob.glob('*.chain')) for _, line in chain(name))
    sys.exit(subprocess.run(['mailrecords', sys.argv[2]], input=lines + '\n', text=True).returncode)
elif word == 'import':
    for line in sys.stdin:
        if line.strip():
            add(line.rstrip('\n'))
elif word == 'seal':
    rows = {name: chain(name) for name in glob.glob('*.chain')}
    print(json.dumps({name: [len(r), r[-1][0]] for name, r in rows.items() if r}))
elif word == 'verify':
    sys.exit(0 if all(whole(name, *rest) for name, rest in json.loads(sys.argv[2]).items()) else 1)
elif word == 'prune':
    limit = (datetime.now(timezone.utc) - timedelta(days=days)).strftime('%Y-%m-%d')
    for name in glob.glob('*.chain'):
        if name[:10] < limit:
            os.remove(name)
else:
    sys.exit(64)
PROGRAM
chmod 755 /usr/local/bin/audit
cat > /etc/systemd/system/collector.service <<'UNIT'
[Unit]
Description=Collector of audit records

[Service]
ExecStart=/usr/local/bin/audit collect
User=collector
Restart=always

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now collector
