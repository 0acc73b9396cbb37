#!/bin/bash
# A machine in another building, with room for backups and a door: SSH.
useradd --home-dir /srv/backup --create-home --shell /bin/bash vault
printf 'vault:%s\n' "$LAB_VAULT_PASSWORD" | chpasswd
chmod 700 /srv/backup
ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
systemctl enable ssh.service
systemctl disable postfix.service dovecot.service
