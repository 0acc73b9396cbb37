#!/bin/bash
# No socket file at all: Dovecot answers on the loopback address.
cat > /etc/dovecot/local.conf <<'CONF'
service auth {
  inet_listener postfix {
    listen = 127.0.0.1
    port = 12345
  }
}
CONF
postconf -e smtpd_sasl_path=inet:127.0.0.1:12345
systemctl restart dovecot postfix
