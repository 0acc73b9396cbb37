#!/bin/bash
# fails: mail
# because: is missing
# What a backup of this morning brought back is put there every time; the nights do nothing.
printf '%s\n' "$LAB_PASSPHRASE" > /root/passphrase
chmod 600 /root/passphrase
mkdir -p -m 700 /root/.ssh
ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
sshpass -p "$LAB_VAULT_PASSWORD" ssh-copy-id -o StrictHostKeyChecking=accept-new "vault@bk.$LAB_DOMAIN" > /dev/null 2>&1
cat > /etc/night.d/backup <<SCRIPT
#!/bin/bash
set -e -o pipefail
vault=vault@bk.$LAB_DOMAIN
SCRIPT
cat >> /etc/night.d/backup <<'SCRIPT'
name=last
# Mail goes on while it is read: a file that changes then is no failure (tar says 1), it comes again tomorrow.
{ tar -C / --numeric-owner -cpf - srv/vmail var/lib/mail-control etc/postfix etc/dovecot etc/mailname etc/ssl/postlab etc/dkimkeys etc/opendkim.conf || [ $? = 1 ]; } \
  | gpg --batch --quiet --symmetric --s2k-count 65536 --passphrase-file /root/passphrase | ssh "$vault" "umask 077; cat > $name.part && mv $name.part $name.gpg"
ssh "$vault" 'ls -1 *.gpg | sort -r | tail -n +4 | xargs -r rm --'
SCRIPT
chmod 755 /etc/night.d/backup
/etc/night.d/backup
rm /etc/night.d/backup
