#!/bin/bash
# The usual pair: the socket inside Postfix's jail, owned by postfix, under the name that Postfix asks for.
cat > /etc/dovecot/local.conf <<'CONF'
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
CONF
postconf -e smtpd_sasl_path=private/auth
systemctl restart dovecot postfix
