#!/bin/bash
# fails: waiting-mail
# because: was refused for good
sed -i 's/^quota_status_overquota.*/quota_status_overquota = 552 5.2.2 Mailbox is full/' /etc/dovecot/local.conf
systemctl restart dovecot
timeout 200 bash -c "until grep -q '552 5.2.2' /var/log/mail.log; do sleep 0.5; done"
sed -i 's/^quota_status_overquota.*/quota_status_overquota = 452 4.2.2 Mailbox is full/' /etc/dovecot/local.conf
sed -i "s/userdb_quota_storage_size=1M//" /etc/dovecot/users
systemctl restart dovecot
