#!/bin/bash
# Looks at the three things one after the other and mends the one that is wrong.
lady="$LAB_LADY@$LAB_DOMAIN"
if grep "^$lady:" /etc/dovecot/users | grep -q quota_storage_size; then
  sed -i "/^$lady:/s/userdb_quota_storage_size=[^ ]*//" /etc/dovecot/users
fi
for folder in Trash EXPUNGED; do
  if [ "$(doveadm -f flow mailbox status -u "$lady" vsize "$folder" 2>/dev/null | sed 's/.*vsize=//')" -gt 1000000 ] 2>/dev/null; then
    cat > /etc/dovecot/conf.d/99-kept.conf <<CONF
# What is only kept so that it can be taken back does not count.
namespace inbox {
  mailbox $folder {
    quota_ignore = yes
  }
}
CONF
  fi
done
systemctl restart dovecot
doveadm quota recalc -u "$lady"
doveadm quota get -u "$lady"
