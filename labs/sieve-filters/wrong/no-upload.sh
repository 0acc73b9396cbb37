#!/bin/bash
# fails: managesieve
# because: 4190
cat > /etc/dovecot/local.conf <<'CONF'
protocols {
}
protocol lmtp {
  mail_plugins {
  }
}
submission_host = 127.0.0.1:25
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
