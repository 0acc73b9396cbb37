#!/bin/bash
# A shell script around doveadm; what people delete goes to a folder that they neither see nor empty.
cat >> /etc/dovecot/local.conf <<'CONF'
mail_plugins {
  acl = yes
  lazy_expunge = yes
}
acl_driver = vfile
lazy_expunge_mailbox = EXPUNGED
namespace inbox {
  mailbox EXPUNGED {
    auto = create
    acl owner {
      rights = i
    }
  }
}
CONF
systemctl restart dovecot
cat > /usr/local/sbin/retention <<'PROGRAM'
#!/bin/bash
# retention run | dry-run | export USER
mode=$1
store() { doveadm -o mail_plugins/acl=no "$@"; }
people=$(awk -F: '$3 >= 1000 && $3 < 60000 { print $1 }' /etc/passwd)
held() { grep -qxF "$1" /etc/retention/holds; }
before() { date -u -d "-$1 days" +%F; }
rule() { awk -v w="$1" '$1 == w { print $2, $3 }' /etc/retention/policy; }
# What belongs to a matter, as a query, and what does not.
matters=() free=(all)
while read -r kind what; do
  case $kind in
    word) matters+=(OR SUBJECT "$what" OR BODY "$what") ;;
    party) matters+=(OR FROM "$what" OR TO "$what" OR CC "$what") ;;
  esac
done < /etc/retention/matters
if [ ${#matters[@]} -gt 0 ]; then free=(NOT '(' "${matters[@]:1}" ')'); fi
# policy, user, number, and how many of them a matter keeps: as deleted, or as kept by a hold
say() {
  [ "$3" -gt 0 ] || return 0
  local kept=${4:-0}
  local deleted=$(($3 - kept))
  if held "$2"; then deleted=0 kept=$3; fi
  printf '{"policy":"%s","user":"%s","deleted":%d,"kept":%d}\n' "$1" "$2" "$deleted" "$kept" >> "$report"
}
if [ "$mode" = export ]; then
  store fetch -u "$2" text all
  exit
fi
report=$(mktemp)
for user in $people; do
  while read -r kind folder days; do
    [ "$kind" = mail ] || continue
    count=$(store search -u "$user" mailbox "$folder" before "${days}d" 2> /dev/null | wc -l)
    [ "$count" -gt 0 ] || continue
    goes=$(store search -u "$user" mailbox "$folder" before "${days}d" "${free[@]}" | wc -l)
    say "$folder" "$user" "$count" $((count - goes))
    if [ "$mode" = run ] && [ "$goes" -gt 0 ] && ! held "$user"; then store expunge -u "$user" mailbox "$folder" before "${days}d" "${free[@]}"; fi
  done < /etc/retention/policy
  if [ "$mode" = run ] && ! held "$user"; then store expunge -u "$user" mailbox EXPUNGED "${free[@]}"; fi

  limit=$(before "$(rule backup)")
  old=$(awk -v u="$user" -v l="$limit" '$2 == u && $1 < l { print $3 }' /srv/backup/index)
  say backup "$user" "$(grep -c . <<< "$old")"
  if [ "$mode" = run ] && [ -n "$old" ] && ! held "$user"; then
    for file in $old; do rm -f "/srv/backup/$file"; done
    awk -v u="$user" -v l="$limit" '!($2 == u && $1 < l)' /srv/backup/index > /srv/backup/index.new
    mv /srv/backup/index.new /srv/backup/index
  fi

  read -r least most <<< "$(rule trace)"
  limit=$(before "$most")
  if grep -qxF "$user" /etc/retention/erasures; then limit=$(before "$least"); fi
  count=0
  for file in /srv/trace/*.log; do
    [ -e "$file" ] || continue
    day=${file##*/}
    [[ ${day%.log} < $limit ]] || continue
    lines=$(grep -c " user=$user " "$file")
    count=$((count + lines))
    if [ "$mode" = run ] && [ "$lines" -gt 0 ] && ! held "$user"; then
      sed -i "/ user=$user /d" "$file"
      [ -s "$file" ] || rm "$file"
    fi
  done
  say trace "$user" "$count"
done
cat "$report"
printf '{"signature":"%s"}\n' "$(openssl dgst -sha256 -sign /etc/retention/report.key "$report" | base64 -w0)"
rm "$report"
PROGRAM
chmod 755 /usr/local/sbin/retention
