#!/bin/bash
# fails: password-checked
# because: a random password was accepted
cat > /etc/dovecot/local.conf <<'CONF'
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
CONF
sed -i 's/^!include auth-system/#&/' /etc/dovecot/conf.d/10-auth.conf
cat >> /etc/dovecot/local.conf <<'CONF'
passdb static {
  password =
  fields {
    nopassword = yes
  }
}
userdb passwd {
}
CONF
postconf -e smtpd_sasl_path=private/auth
systemctl restart dovecot postfix
