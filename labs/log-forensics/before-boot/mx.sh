#!/bin/bash
# The mail server, and the logs that were gathered from three machines after the night of the incident.
for who in "$LAB_ACCOUNT:$LAB_ACCOUNT_PASSWORD" "$LAB_USER:$LAB_PASSWORD" "$LAB_BOSS:$LAB_BOSS_PASSWORD"; do
  useradd -m -s /bin/bash "${who%%:*}"
  printf '%s\n' "$who" | chpasswd
done

printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, \$myhostname, localhost" home_mailbox=Maildir/ \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" \
  "smtpd_sasl_type=dovecot" "smtpd_sasl_path=private/auth" \
  service_throttle_time=5s queue_run_delay=5s minimal_backoff_time=5s maximal_backoff_time=30s transport_retry_time=5s
postconf -M "submission/inet=submission inet n - y - - smtpd"
postconf -P submission/inet/syslog_name=postfix/submission submission/inet/smtpd_sasl_auth_enable=yes submission/inet/smtpd_tls_security_level=encrypt \
  submission/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject

sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/ssl/postlab/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/ssl/postlab/key.pem|' \
  -e 's|^ssl = .*|ssl = required|' /etc/dovecot/conf.d/10-ssl.conf
sed -i -e '/^mail_driver/s/.*/mail_driver = maildir/' -e '/^mail_path/s/.*/mail_path = ~\/Maildir/' -e '/^mail_inbox_path/d' /etc/dovecot/conf.d/10-mail.conf
cat > /etc/dovecot/local.conf <<CONF
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
CONF

# What the intruder left behind: whoever has the mailbox can have its mail forwarded.
printf '\\%s, %s@%s\n' "$LAB_ACCOUNT" "$LAB_COLLECTOR" "$LAB_EVIL" > "/home/$LAB_ACCOUNT/.forward"
chown "$LAB_ACCOUNT:" "/home/$LAB_ACCOUNT/.forward"

mkdir -p /var/log/incident
python3 - <<'PY'
import base64, os, random
from datetime import datetime, timedelta, timezone
e = os.environ
domain, account, user, boss, peer, far = (e['LAB_' + k] for k in ('DOMAIN', 'ACCOUNT', 'USER', 'BOSS', 'PEER', 'FAR'))
web, smtp, imap = f"203.0.113.{e['LAB_FIRST_IP']}", f"198.51.100.{e['LAB_SECOND_IP']}", f"192.0.2.{e['LAB_THIRD_IP']}"
home, train = e['LAB_HOME'], e['LAB_TRAIN']
spam, extra = int(e['LAB_SPAM']), int(e['LAB_EXTRA'])
rng = random.Random(e['LAB_SEED'])
utc = timezone.utc
first = datetime(2026, 1, int(e['LAB_DAY']), int(e['LAB_HOUR']), int(e['LAB_MINUTE']), int(e['LAB_SECOND']), tzinfo=utc)
day = datetime(2026, 1, int(e['LAB_DAY']), 0, 0, 0, tzinfo=utc)
logs = {'mail': [], 'webmail': [], 'gateway': []}

def put(host, when, text):
    logs[host].append((when, text))

def webmail(when, who, ip, good=True, session=None):
    word = 'Successful login for' if good else 'Failed login for'
    put('webmail', when, f'roundcube: <{rng.randrange(1 << 32):08x}> {word} {who}@{domain} (ID: {sum(map(ord, who)) % 90}) from {ip} in session {rng.randrange(1 << 40):010x}')

# Lines of Dovecot 2.4; a session's name is base64.
session = lambda: base64.b64encode(rng.randbytes(12)).decode()

def login(when, who, ip, good=True, read=None):
    if not good:
        put('gateway', when, f'dovecot: imap-login: Login aborted: Connection closed (auth failed, 1 attempts in 2 secs) (auth_failed): user=<{who}>, method=PLAIN, rip={ip}, lip=10.20.30.5, TLS, session=<{session()}>')
        return
    pid, name = 1000 + rng.randrange(9000), session()
    body = rng.randrange(9) if read is None else read
    headers = body + rng.randrange(40)
    put('gateway', when, f'dovecot: imap-login: Logged in: user=<{who}>, method=PLAIN, rip={ip}, lip=10.20.30.5, mpid={pid}, TLS, session=<{name}>')
    put('gateway', when + timedelta(seconds=200 + rng.randrange(900)), f'dovecot: imap({who})<{pid}><{name}>: Disconnected: Logged out in={300 + rng.randrange(3000)} out={900 + body * 7000 + rng.randrange(9000)} deleted=0 expunged=0 trashed=0 hdr_count={headers} hdr_bytes={headers * 410} body_count={body} body_bytes={body * (3000 + rng.randrange(4000))}')

def send(when, who, ip, targets, size, port):
    """targets: (address, delivered)"""
    qid = f'{rng.randrange(1 << 40):010X}'
    pid = 1000 + rng.randrange(9000)
    put('mail', when, f'postfix/{"submissions" if port == "465" else "submission"}/smtpd[{pid}]: {qid}: client=unknown[{ip}], sasl_method=PLAIN, sasl_username={who}')
    put('mail', when + timedelta(milliseconds=40), f'postfix/cleanup[{pid + 3}]: {qid}: message-id=<{rng.randrange(1 << 48):012x}@{domain}>')
    put('mail', when + timedelta(milliseconds=60), f'postfix/qmgr[331]: {qid}: from=<{who}@{domain}>, size={size}, nrcpt={len(targets)} (queue active)')
    for i, (to, good) in enumerate(targets):
        relay = to.split('@')[1]
        said = 'dsn=2.0.0, status=sent (250 2.0.0 Ok: queued)' if good else 'dsn=5.1.1, status=bounced (host said: 550 5.1.1 User unknown (in reply to RCPT TO command))'
        put('mail', when + timedelta(milliseconds=400 + 90 * i), f'postfix/smtp[{pid + 7}]: {qid}: to=<{to}>, relay=mx.{relay}[192.0.2.10]:25, delay=0.6, delays=0.1/0/0.2/0.3, {said}')
    put('mail', when + timedelta(seconds=2), f'postfix/qmgr[331]: {qid}: removed')

# Colleagues have the other port in their programs.
usual = '587' if e['LAB_PATH'] == '465' else '465'
office = lambda: f'10.20.30.{20 + rng.randrange(60)}'
# The ordinary day and the next morning: office hours, home in the evening, once in the train.
for who in (account, user, boss):
    for k in range(36):
        when = day + timedelta(hours=7 + rng.random() * 30)
        evening = when.hour >= 17 or when.hour < 6
        ip = home if evening and who == account else office()
        rng.choice([lambda: webmail(when, who, ip), lambda: login(when, who, ip), lambda: send(when, who, ip, [(f'{rng.choice(["ada", "max", "lee", "zhou"])}@{peer}', rng.random() > 0.1) for _ in range(1 + rng.randrange(2))], 900 + rng.randrange(9000), rng.choice(['465', '587']) if who == account else usual)])()
webmail(first - timedelta(hours=5, minutes=rng.randrange(50)), account, train)
# Knocking that never got in, as every night.
for k in range(240):
    when = day + timedelta(hours=rng.random() * 38)
    rng.choice([webmail, login])(when, rng.choice([account, user, boss, 'admin', 'info', 'test']), f'203.0.113.{rng.randrange(140, 250)}', False)
for k in range(5):
    webmail(first - timedelta(seconds=300 - 50 * k), account, web, False)
# The intruder.
webmail(first, account, web)
login(first + timedelta(minutes=21, seconds=rng.randrange(50)), account, imap, read=int(e['LAB_READ_FIRST']))
login(first + timedelta(minutes=95, seconds=rng.randrange(50)), account, imap, read=int(e['LAB_READ_SECOND']))
begin = first + timedelta(minutes=64)
for i in range(spam):
    targets = [(f'{rng.choice(["info", "sales", "m.lee", "office"])}{rng.randrange(9000)}@{far}', (i + j) % 5 != 0) for j in range(2 + (i * 7 + extra) % 4)]
    send(begin + timedelta(seconds=i * 9 + rng.randrange(7)), account, smtp, targets, 2100 + rng.randrange(300), e['LAB_PATH'])

zones = {'mail': 0, 'webmail': 8, 'gateway': -5}
for host, lines in logs.items():
    with open(f'/var/log/incident/{host}.log', 'w') as out:
        for when, text in sorted(lines):
            local = when.astimezone(timezone(timedelta(hours=zones[host])))
            stamp = local.strftime('%Y-%m-%dT%H:%M:%S.%f+00:00') if host == 'mail' else f"{local.strftime('%b')} {local.day:2d} {local.strftime('%H:%M:%S')}"
            out.write(f'{stamp} {host} {text}\n')
with open('/var/log/incident/README', 'w') as out:
    out.write(f'Collected on {int(e["LAB_DAY"]) + 1} January 2026.\nmail.log     mail     clock: UTC\nwebmail.log  webmail  clock: Asia/Shanghai\ngateway.log  gateway  clock: America/New_York\n')
PY
chmod 440 /var/log/incident/*
find /etc/postfix /etc/dovecot /etc/mailname /etc/passwd /etc/shadow /etc/group /home /var/log/incident -newermt '2026-01-06' -exec touch -h -d '2026-01-05 08:00' {} +
