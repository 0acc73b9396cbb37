#!/bin/bash
# Postfix starts dovecot-lda for each message; the company's scripts are a folder, so that more can follow.
cat > /etc/dovecot/local.conf <<'CONF'
protocols {
  sieve = yes
}
protocol lda {
  mail_plugins {
    sieve = yes
  }
}
service auth {
  unix_listener auth-userdb {
    user = vmail
    mode = 0600
  }
}
sieve_script own {
  driver = file
  path = ~/scripts
  active_path = ~/.active.sieve
}
sieve_script company {
  type = before
  driver = file
  path = /srv/sieve-before
}
CONF
mkdir /srv/sieve-before
cat > /srv/sieve-before/10-spam.sieve <<'SIEVE'
require ["fileinto", "mailbox"];
if header :contains "X-Spam-Flag" "yes" {
  fileinto :create "Junk";
  stop;
}
SIEVE
sievec /srv/sieve-before/10-spam.sieve
chmod -R a+rX /srv/sieve-before
postconf -M 'dovecot/unix=dovecot unix - n n - - pipe flags=DRhu user=vmail:vmail argv=/usr/lib/dovecot/dovecot-lda -f ${sender} -a ${original_recipient} -d ${user}@${nexthop}'
postconf -e virtual_transport=dovecot dovecot_destination_recipient_limit=1
systemctl restart dovecot postfix
