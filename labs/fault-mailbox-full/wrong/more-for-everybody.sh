#!/bin/bash
# fails: new-mail
# because: its limit is
sed -i "s/userdb_quota_storage_size=1M//" /etc/dovecot/users
sed -i "s/^quota_storage_size = .*/quota_storage_size = 40M/" /etc/dovecot/local.conf
systemctl restart dovecot
