#!/bin/bash
# fails: expired
# because: it is still there
cat > /usr/local/sbin/retention <<'PROGRAM'
#!/bin/bash
while read -r folder days; do
  find /home/*/mail/mailboxes/"$folder" -type f -name 'u.*' -mtime "+$days" -delete
done < /etc/retention/policy
PROGRAM
chmod 755 /usr/local/sbin/retention
