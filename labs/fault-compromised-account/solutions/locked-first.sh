#!/bin/bash
# Everything of the account closed at once, mended in peace, opened again; spam kept on hold as evidence.
usermod -L "$LAB_ACCOUNT"
cp -p /etc/dovecot/devices /root/devices
grep -v "^$LAB_ACCOUNT:" /root/devices > /etc/dovecot/devices
systemctl restart dovecot postfix
cd /var/spool/postfix
find deferred -type f -exec grep -alE 'log_client_address=(203\.0\.113|198\.51\.100)\.' {} + | sed 's|.*/||' | postsuper -h - 2>&1 | tail -1
postqueue -j | grep -v '"hold"' | grep "@$LAB_FAR\"" | sed 's/.*"queue_id": "\([^"]*\)".*/\1/' | postsuper -h - 2>&1 | tail -1
cd "/home/$LAB_ACCOUNT"
: > .forward
printf 'require ["fileinto", "mailbox"];\nif header :contains "subject" "invoice" { fileinto :create "Invoices"; stop; }\n' > sieve/own.sieve
ln -sfn sieve/own.sieve .dovecot.sieve
chown -hR "$LAB_ACCOUNT:" sieve .dovecot.sieve .forward
printf '%s:%s\n' "$LAB_ACCOUNT" "$LAB_NEW_PASSWORD" | chpasswd
usermod -U "$LAB_ACCOUNT" 2>/dev/null || true
postqueue -f
