#!/bin/bash
# fails: limits
# because: the limit is
case "$LAB_ANSWER" in 4xx) full='452 4.2.2 Mailbox is full' ;; 5xx) full='552 5.2.2 Mailbox is full' ;; esac
cat > /etc/dovecot/local.conf <<CONF
mail_plugins {
  quota = yes
}
protocol imap {
  mail_plugins {
    imap_quota = yes
  }
}
quota "Mailbox" {
  warning high {
    quota_storage_percentage = 90
    execute quota-warning {
      args = 90 %{user}
    }
  }
}
quota_storage_size = ${LAB_LIMIT}M
service quota-warning {
  executable = script /usr/local/bin/quota-warning
  user = vmail
  unix_listener quota-warning {
    user = vmail
  }
}
service auth {
  unix_listener auth-userdb {
    user = vmail
    mode = 0600
  }
}
service quota-status {
  executable = quota-status -p postfix
  client_limit = 1
  unix_listener /var/spool/postfix/private/quota-status {
    mode = 0660
    user = postfix
    group = postfix
  }
}
quota_status_success = DUNNO
quota_status_nouser = DUNNO
quota_status_overquota = "$full"
quota_status_toolarge = "$full"
CONF
cat > /usr/local/bin/quota-warning <<SCRIPT
#!/bin/sh
exec /usr/lib/dovecot/dovecot-lda -d "\$2" -o quota_enforce=no <<MAIL
From: postmaster@$LAB_DOMAIN
To: \$2
Subject: Your mailbox is \$1 % full

Please delete what you no longer need, before new mail is refused.
MAIL
SCRIPT
chmod 755 /usr/local/bin/quota-warning
sed -i "s/^\($LAB_SECOND@.*\)/\1userdb_quota_storage_size=${LAB_LIMIT}M/" /etc/dovecot/users
postconf -e 'smtpd_recipient_restrictions=check_policy_service unix:private/quota-status'
systemctl restart dovecot postfix
