#!/bin/bash
# fails: changes
# because: logs in on 993
# Copied once.
base="dc=${LAB_DOMAIN%%.*},dc=${LAB_DOMAIN#*.}"
printf '%s' "$LAB_SERVICE_PASSWORD" > /etc/dovecot/directory.secret
chmod 600 /etc/dovecot/directory.secret
cat > /usr/local/sbin/copy-people <<CONF
#!/bin/bash
set -e -o pipefail
umask 027
export LDAPTLS_CACERT=/etc/ssl/postlab/ca.pem LDAPTLS_REQCERT=demand
ldapsearch -LLL -x -ZZ -o ldif-wrap=no -o nettimeout=4 -H ldap://ldap.$LAB_DOMAIN -D cn=mail,ou=services,$base -y /etc/dovecot/directory.secret \\
  -b ou=people,$base '(employeeType=active)' mail mailLocalAddress userPassword > /run/people.ldif
CONF
cat >> /usr/local/sbin/copy-people <<'CONF'
awk -v RS= '{
  m = a = p = ""
  for (i = 1; i <= NF; i++) { if ($i == "mail:") m = $(i+1); if ($i == "mailLocalAddress:") a = $(i+1); if ($i == "userPassword::") p = $(i+1) }
  if (m && p) print m, a, p
}' /run/people.ldif > /run/people.list
[ -s /run/people.list ]
while read -r mail alias password; do
  secret=$(printf %s "$password" | base64 -d)
  case "$secret" in {*) ;; *) secret="{PLAIN}$secret" ;; esac
  printf '%s:%s::::::\n' "$mail" "$secret" >&3
  printf '%s x\n' "$mail" >&4
  printf '%s %s\n' "$alias" "$mail" >&5
done < /run/people.list 3> /etc/dovecot/users.new 4> /etc/postfix/people.new 5> /etc/postfix/second.new
chgrp dovecot /etc/dovecot/users.new
for f in /etc/dovecot/users /etc/postfix/people /etc/postfix/second; do cmp -s "$f.new" "$f" || { mv "$f.new" "$f"; changed=1; }; done
[ -z "$changed" ] || postfix reload 2> /dev/null
CONF
chmod 755 /usr/local/sbin/copy-people
printf '[Service]\nType=oneshot\nExecStart=/usr/local/sbin/copy-people\n' > /etc/systemd/system/copy-people.service
printf '[Timer]\nOnBootSec=1\nOnUnitInactiveSec=86400\nAccuracySec=1\n[Install]\nWantedBy=timers.target\n' > /etc/systemd/system/copy-people.timer
/usr/local/sbin/copy-people
postconf -e 'virtual_alias_maps = texthash:/etc/postfix/second'
postfix reload
systemctl daemon-reload
