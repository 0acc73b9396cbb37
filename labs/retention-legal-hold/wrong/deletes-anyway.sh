#!/bin/bash
# fails: dry-run
# because: after a dry run
cat > /usr/local/sbin/retention <<'PROGRAM'
#!/bin/bash
mode=$1
people=$(awk -F: '$3 >= 1000 && $3 < 60000 { print $1 }' /etc/passwd)
for user in $people; do
  grep -qxF "$user" /etc/retention/holds && continue
  while read -r folder days; do
    count=$(doveadm search -u "$user" mailbox "$folder" before "${days}d" 2> /dev/null | wc -l)
    [ "$count" -gt 0 ] || continue
    doveadm expunge -u "$user" mailbox "$folder" before "${days}d"
    printf '{"user":"%s","folder":"%s","messages":%d}\n' "$user" "$folder" "$count"
  done < /etc/retention/policy
done
PROGRAM
chmod 755 /usr/local/sbin/retention
