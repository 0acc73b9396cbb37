#!/bin/bash
# fails: vacation
# because: an answer went to
# A responder of one's own: it answers each sender once, and lists and bounces as well.
cat > /etc/dovecot/local.conf <<'CONF'
protocols {
  sieve = yes
}
namespace inbox {
  mailbox Junk {
    auto = subscribe
    special_use = \Junk
  }
}
sieve_script personal {
  driver = file
  path = ~/sieve
  active_path = ~/.dovecot.sieve
}
sieve_script spam {
  type = before
  driver = file
  path = /etc/dovecot/spam.sieve
}
CONF
cat > /etc/dovecot/spam.sieve <<'SIEVE'
require "fileinto";
if header :is "X-Spam-Flag" "YES" {
  fileinto "Junk";
  stop;
}
SIEVE
sievec /etc/dovecot/spam.sieve
systemctl restart dovecot
cat > /usr/local/bin/answer <<'SCRIPT'
#!/usr/bin/python3
# Called by Postfix for each message: answers with the text of the active script, then delivers.
import email, re, smtplib, subprocess, sys
sender, user = sys.argv[1:3]
raw = sys.stdin.buffer.read()
name, domain = user.split('@')
try:
    text = open(f'/srv/vmail/{domain}/{name}/.dovecot.sieve').read()
    note = re.search(r'"([^"]*)";\s*$', text)
except FileNotFoundError:
    note = None
try:
    answered = open(f'/srv/vmail/{domain}/{name}/answered').read().split()
except FileNotFoundError:
    answered = []
with smtplib.SMTP('127.0.0.1', 10030) as s:
    s.sendmail(sender, user, raw)
to = email.message_from_bytes(raw)['From'].strip('<>')
if note and 'vacation' in text and to and to not in answered:
    with open(f'/srv/vmail/{domain}/{name}/answered', 'a') as known:
        known.write(to + '\n')
    with smtplib.SMTP('127.0.0.1', 10030) as s:
        s.sendmail('', to, f'From: {user}\r\nTo: {to}\r\nSubject: away\r\n\r\n{note[1]}\r\n')
SCRIPT
chmod 755 /usr/local/bin/answer
postconf -M 'answer/unix=answer unix - n n - - pipe flags=Rq user=vmail argv=/usr/local/bin/answer ${sender} ${recipient}' \
  '127.0.0.1:10030/inet=127.0.0.1:10030 inet n - n - - smtpd -o content_filter='
postconf -P 'smtp/inet/content_filter=answer:'
systemctl restart postfix
