#!/bin/bash
# fails: aliases
# because: only addresses that are in the directory are taken
# All of them look like desk.somebody, so that is a rule.
base="dc=${LAB_DOMAIN%%.*},dc=${LAB_DOMAIN#*.}"
cat > /etc/dovecot/conf.d/people.conf <<CONF
ldap_uris = ldaps://ldap.$LAB_DOMAIN
ldap_base = ou=people,$base
ldap_auth_dn = cn=mail,ou=services,$base
ldap_auth_dn_password = $LAB_SERVICE_PASSWORD
ssl_client_ca_file = /etc/ssl/postlab/ca.pem
passdb ldap {
  passdb_ldap_bind = yes
  passdb_ldap_filter = (&(mail=%{user})(employeeType=active))
}
userdb ldap {
  userdb_ldap_filter = (&(mail=%{user})(employeeType=active))
}
CONF
chmod 600 /etc/dovecot/conf.d/people.conf
table() { # name, filter
  cat > "/etc/postfix/$1.cf" <<CONF
server_host = ldap://ldap.$LAB_DOMAIN
version = 3
start_tls = yes
tls_require_cert = yes
tls_ca_cert_file = /etc/ssl/postlab/ca.pem
bind = yes
bind_dn = cn=mail,ou=services,$base
bind_pw = $LAB_SERVICE_PASSWORD
search_base = ou=people,$base
query_filter = $2
result_attribute = mail
CONF
  chmod 640 "/etc/postfix/$1.cf"
  chgrp postfix "/etc/postfix/$1.cf"
}
table people '(&(mail=%s)(employeeType=active))'
postconf -e 'virtual_mailbox_maps = proxy:ldap:/etc/postfix/people.cf' 'virtual_alias_maps = regexp:/etc/postfix/second' 'virtual_alias_domains ='
printf '/^desk\\.(.*)$/ ${1}\n' > /etc/postfix/second
systemctl restart dovecot postfix
