#!/bin/bash
# The count from the indexes instead of a file, and everything that is special about her said in her own line of the user database.
lady="$LAB_LADY@$LAB_DOMAIN"
sed -i '/^ *driver = maildir$/d' /etc/dovecot/local.conf
rm -f "/srv/vmail/$LAB_DOMAIN/$LAB_LADY/Maildir/maildirsize"
awk -F: -v OFS=: -v lady="$lady" -v limit="$LAB_LIMIT" '$1 == lady { $8 = "userdb_quota_storage_size=" limit "M userdb_namespace/inbox/mailbox/Trash/quota_ignore=yes" } { print }' /etc/dovecot/users > /root/users
cat /root/users > /etc/dovecot/users
printf 'namespace inbox {\n  mailbox EXPUNGED {\n    quota_ignore = yes\n  }\n}\n' > /etc/dovecot/conf.d/99-deleted.conf
systemctl restart dovecot
doveadm quota recalc -u "$lady"
doveadm quota get -u "$lady"
