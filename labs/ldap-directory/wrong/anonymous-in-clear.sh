#!/bin/bash
# fails: everybody
# because: logs in on 993
# No login, no TLS: the directory is inside the house.
base="dc=${LAB_DOMAIN%%.*},dc=${LAB_DOMAIN#*.}"
cat > /etc/dovecot/conf.d/people.conf <<CONF
ldap_uris = ldap://ldap.$LAB_DOMAIN
ldap_base = ou=people,$base
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
bind = no
search_base = ou=people,$base
query_filter = $2
result_attribute = mail
CONF
  chmod 640 "/etc/postfix/$1.cf"
  chgrp postfix "/etc/postfix/$1.cf"
}
table people '(&(mail=%s)(employeeType=active))'
table second '(&(mailLocalAddress=%s)(employeeType=active))'
postconf -e 'virtual_mailbox_maps = proxy:ldap:/etc/postfix/people.cf' 'virtual_alias_maps = proxy:ldap:/etc/postfix/second.cf' 'virtual_alias_domains ='
systemctl restart dovecot postfix
