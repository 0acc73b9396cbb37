#!/bin/bash
mkdir -p -m 700 /root/.ssh
ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
sshpass -p "$LAB_VAULT_PASSWORD" ssh-copy-id -o StrictHostKeyChecking=accept-new "root@mail.$LAB_DOMAIN" > /dev/null 2>&1
cat > /usr/local/sbin/restore-mail <<SCRIPT
#!/bin/bash
set -e
groupadd --system --gid 871 vmail
useradd --system --uid 873 --gid vmail --home-dir /srv/vmail --shell /usr/sbin/nologin vmail
HOME=/root rsync -aR --timeout=10 -e 'ssh -o ConnectTimeout=8' root@mail.$LAB_DOMAIN:'/srv/vmail /var/lib/mail-control /etc/postfix /etc/dovecot /etc/mailname /etc/ssl/postlab /etc/dkimkeys /etc/opendkim.conf' /
systemctl restart opendkim dovecot postfix
SCRIPT
chmod 755 /usr/local/sbin/restore-mail
