#!/bin/bash
# Everything of the account closed at once, mended in peace, opened again; spam kept on hold as evidence.
usermod -L "$LAB_ACCOUNT"
cp -p /etc/dovecot/devices /root/devices
grep -v "^$LAB_ACCOUNT:" /root/devices > /etc/dovecot/devices
systemctl restart dovecot postfix
cd /var/spool/postfix
find deferred -type f -exec grep -alE 'log_client_address=(203\.0\.113|198\.51\.100)\.' {} + | sed 's|.*/||' | postsuper -h - 2>&1 | tail -1
postqueue -j | grep -v '"hold"' | grep "@$LAB_FAR\"" | sed 's/.*"queue_id": "\([^"]*\)".*/\1/' | postsuper -h - 2>&1 | tail -1
cd "/home/$LAB_ACCOUNT"
: > .forward
printf 'require ["fileinto", "mailbox"];\nif header :contains "subject" "invoice" { fileinto :create "Invoices"; stop; }\n' > sieve/own.sieve
ln -sfn sieve/own.sieve .dovecot.sieve
chown -hR "$LAB_ACCOUNT:" sieve .dovecot.sieve .forward
printf '%s:%s\n' "$LAB_ACCOUNT" "$LAB_NEW_PASSWORD" | chpasswd
usermod -U "$LAB_ACCOUNT" 2>/dev/null || true
postqueue -f

# The cap: rspamd's module ratelimit. It looks into the bucket before it adds a message: how many recipients a single one may have is Postfix's to say.
printf 'servers = "127.0.0.1";\ntimeout = 10s;\n' > /etc/rspamd/local.d/redis.conf
cat > /etc/rspamd/local.d/ratelimit.conf <<CONF
rates {
  by_user {
    selector = 'user.lower';
    bucket {
      burst = $LAB_LIMIT;
      rate = "$LAB_LIMIT / 10m";
    }
  }
}
CONF
systemctl enable --now redis-server rspamd
timeout 200 bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/11332) 2>/dev/null; do sleep 0.3; done'
postconf -P submission/inet/smtpd_milters=inet:127.0.0.1:11332 "submission/inet/smtpd_recipient_limit=$LAB_LIMIT"
systemctl restart postfix

# The note: one pass over the log of the week.
python3 - <<'PY' | tee /root/answers
import os, re
account, home = os.environ['LAB_ACCOUNT'], os.environ['LAB_HOME']
strange = lambda ip: ip != home and not ip.startswith('10.20.30.')
first, mine, reached = None, set(), 0
for line in open('/var/log/mail.log.1'):
    when = line.split(' ', 1)[0]
    got = re.search(r'Logged in: user=<(\w+)>.* rip=([\d.]+),', line) or re.search(r'client=\S+\[([\d.]+)\].*sasl_username=(\w+)$', line.rstrip())
    if got:
        who, ip = got.groups() if 'Logged in' in line else reversed(got.groups())
        if who == account and strange(ip):
            first = first or when
            if 'client=' in line:
                mine.add(line.split()[3])
    elif 'status=sent' in line and line.split()[3] in mine:
        reached += 1
print('first-login=' + first)
print(f'reached={reached}')
PY
