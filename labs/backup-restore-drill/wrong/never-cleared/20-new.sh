#!/bin/bash
# The spare machine knows the way to the backup and the passphrase, and nothing else.
printf '%s\n' "$LAB_PASSPHRASE" > /root/passphrase
chmod 600 /root/passphrase
mkdir -p -m 700 /root/.ssh
ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
sshpass -p "$LAB_VAULT_PASSWORD" ssh-copy-id -o StrictHostKeyChecking=accept-new "vault@bk.$LAB_DOMAIN" > /dev/null 2>&1
cat > /usr/local/sbin/restore-mail <<SCRIPT
#!/bin/bash
set -e
export HOME=/root RESTIC_REPOSITORY=sftp:vault@bk.$LAB_DOMAIN:/srv/backup/restic RESTIC_PASSWORD_FILE=/root/passphrase
SCRIPT
cat >> /usr/local/sbin/restore-mail <<'SCRIPT'
id=$(restic snapshots --tag night --json | python3 -c 'import json, sys
print(sorted(json.load(sys.stdin), key=lambda s: s["time"])[-1 - int(sys.argv[1])]["id"])' "$1")
restic -q restore "$id" --target /
grep -q '^vmail:' /etc/group || cat /root/vmail.group >> /etc/group
grep -q '^vmail:' /etc/passwd || cat /root/vmail.passwd >> /etc/passwd
systemctl restart opendkim dovecot postfix
SCRIPT
chmod 755 /usr/local/sbin/restore-mail
