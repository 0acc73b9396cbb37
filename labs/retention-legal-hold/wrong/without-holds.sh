#!/bin/bash
# fails: held
# because: it is gone
cat > /usr/local/sbin/retention <<'PROGRAM'
#!/bin/bash
mode=$1
people=$(awk -F: '$3 >= 1000 && $3 < 60000 { print $1 }' /etc/passwd)
for user in $people; do
  while read -r folder days; do
    count=$(doveadm search -u "$user" mailbox "$folder" before "${days}d" 2> /dev/null | wc -l)
    [ "$count" -gt 0 ] || continue
    [ "$mode" = dry-run ] || doveadm expunge -u "$user" mailbox "$folder" before "${days}d"
    printf '{"user":"%s","folder":"%s","messages":%d}\n' "$user" "$folder" "$count"
  done < /etc/retention/policy
done
PROGRAM
chmod 755 /usr/local/sbin/retention
