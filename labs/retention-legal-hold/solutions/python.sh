#!/bin/bash
# One Python program that decides message by message; a namespace of its own for what was deleted, outside the people's homes.
cat >> /etc/dovecot/local.conf <<'CONF'
mail_plugins {
  acl = yes
  lazy_expunge = yes
}
acl_driver = vfile
lazy_expunge_mailbox = held/all
namespace held {
  prefix = held/
  separator = /
  hidden = yes
  list = no
  mail_path = ~/held
  mailbox all {
    auto = create
    acl owner {
      rights = i
    }
  }
}
namespace inbox {
  separator = /
}
CONF
systemctl restart dovecot
cat > /usr/local/sbin/retention <<'PROGRAM'
#!/usr/bin/python3
import base64, collections, email, email.policy, glob, json, os, pwd, subprocess, sys
from datetime import datetime, timedelta, timezone
mode = sys.argv[1]
now = datetime.now(timezone.utc)

def lines(path):
    with open(path) as f:
        return [line.split() for line in f if line.strip()]

def doveadm(*words):
    return subprocess.run(['doveadm', '-o', 'mail_plugins/acl=no', *words], capture_output=True, text=True, errors='replace').stdout

def before(days):
    return (now - timedelta(days=int(days))).strftime('%Y-%m-%d')

if mode == 'export':
    print(doveadm('fetch', '-u', sys.argv[2], 'text', 'all'))
    print(doveadm('fetch', '-u', sys.argv[2], 'text', 'mailbox', 'held/all'))
    sys.exit()

holds, erasures = ({w[0] for w in lines('/etc/retention/' + name)} for name in ('holds', 'erasures'))
rules = lines('/etc/retention/policy')
backup = next(r[1] for r in rules if r[0] == 'backup')
least, most = next(r[1:] for r in rules if r[0] == 'trace')
people = [p.pw_name for p in pwd.getpwall() if 1000 <= p.pw_uid < 60000]
counts, bound = collections.Counter(), collections.Counter()
matters = lines('/etc/retention/matters')

def belongs(user, folder, uid):
    """To a matter: a word in subject or text, as a reader sees them; a party as sender or recipient."""
    found = json.loads(doveadm('-f', 'json', 'fetch', '-u', user, 'text', 'mailbox', folder, 'uid', uid))
    if not found or not matters:
        return False
    message = email.message_from_string(found[0]['text'], policy=email.policy.default)
    parties = {a.addr_spec.lower() for name in ('from', 'to', 'cc') for field in message.get_all(name, []) for a in field.addresses}
    texts = [str(message['subject'] or '')] + [part.get_content() for part in message.walk() if part.get_content_maintype() == 'text']
    text = '\n'.join(texts).lower()
    return any(what.lower() in (text if kind == 'word' else parties) for kind, what in matters)

doing = mode == 'run'

for user in people:
    for folder, days in (r[1:] for r in rules if r[0] == 'mail'):
        limit = (now - timedelta(days=int(days))).timestamp()
        for row in doveadm('-f', 'tab', 'fetch', '-u', user, 'uid date.received.unixtime', 'mailbox', folder).splitlines()[1:]:
            uid, arrived = row.split('\t')
            if float(arrived) < limit:
                counts[folder, user] += 1
                if belongs(user, folder, uid):
                    bound[folder, user] += 1
                elif doing and user not in holds:
                    doveadm('expunge', '-u', user, 'mailbox', folder, 'uid', uid)
    if doing and user not in holds:
        for uid in doveadm('-f', 'tab', 'fetch', '-u', user, 'uid', 'mailbox', 'held/all').split()[1:]:
            if not belongs(user, 'held/all', uid):
                doveadm('expunge', '-u', user, 'mailbox', 'held/all', 'uid', uid)

left = []
for day, user, name in lines('/srv/backup/index'):
    old = day < before(backup)
    counts['backup', user] += old
    if old and user not in holds and doing:
        os.remove('/srv/backup/' + name)
    else:
        left.append(f'{day} {user} {name}\n')
if doing:
    with open('/srv/backup/index', 'w') as f:
        f.writelines(left)

for path in glob.glob('/srv/trace/*.log'):
    day, stays = os.path.basename(path)[:10], []
    for line in open(path):
        user = line.split(' user=')[1].split()[0]
        old = day < before(least if user in erasures else most)
        counts['trace', user] += old
        if not (old and user not in holds and doing):
            stays.append(line)
    if doing:
        with open(path, 'w') as f:
            f.writelines(stays)
        if not stays:
            os.remove(path)

report = ''.join(
    json.dumps({'policy': what, 'user': user, 'deleted': n - kept, 'kept': kept}) + '\n'
    for (what, user), n in counts.items() for kept in [n if user in holds else bound[what, user]])
signature = subprocess.run(['openssl', 'dgst', '-sha256', '-sign', '/etc/retention/report.key'], input=report.encode(), capture_output=True).stdout
print(report + json.dumps({'signature': base64.b64encode(signature).decode()}))
PROGRAM
chmod 755 /usr/local/sbin/retention
