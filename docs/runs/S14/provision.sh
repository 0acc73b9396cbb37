#!/bin/bash
# provision FILE: makes the mailboxes of a list `name;quota` what the list says. Running it again changes nothing.
created=0 changed=0 same=0
while IFS=';' read -r name quota; do
  line="$name@k3f9.test:$(grep -s "^$name@" /etc/dovecot/users | cut -d: -f2):::::: userdb_quota_storage_size=$quota"
  if ! grep -qs "^$name@" /etc/dovecot/users; then
    hash=$(doveadm pw -s SHA512-CRYPT -p "$(openssl rand -base64 18)")
    echo "$name@k3f9.test:$hash:::::: userdb_quota_storage_size=$quota" >>/etc/dovecot/users
    echo "$name@k3f9.test ok" >>/etc/postfix/vmailbox
    created=$((created + 1))
  elif ! grep -qFx -- "$line" /etc/dovecot/users; then
    sed -i "s|^$name@.*|$line|" /etc/dovecot/users
    changed=$((changed + 1))
  else same=$((same + 1)); fi
done <"$1"
echo "created $created, changed $changed, already so $same"
