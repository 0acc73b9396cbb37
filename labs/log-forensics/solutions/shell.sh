#!/bin/bash
# grep, awk and date.
cd /var/log/incident
account=$(grep -o 'sasl_username=.*' mail.log | sort | uniq -c | sort -rn | awk 'NR == 1 {sub("sasl_username=", "", $2); print $2}')
known() { grep -vE "(^|[^0-9.])(10\.20\.30\.[0-9]+|${LAB_HOME//./\\.}|${LAB_TRAIN//./\\.})([^0-9.]|$)"; }
web=$(grep "Successful login for $account@" webmail.log | known | head -1)
ips=$({
  grep "Successful login for $account@" webmail.log | known | grep -o 'from [0-9.]*' | cut -d' ' -f2
  grep "Logged in: user=<$account>" gateway.log | sed 's/lip=[0-9.]*//' | known | grep -o 'rip=[0-9.]*' | cut -d= -f2
  grep "sasl_username=$account" mail.log | known | grep -o 'client=[^,]*' | grep -o '[0-9][0-9.]*'
} | sort -u)
first=$({
  TZ=Asia/Shanghai date -d "2026 $(cut -c1-15 <<< "$web")" +%s 2>/dev/null || TZ=Asia/Shanghai date -d "$(awk '{print $1, $2, 2026, $3}' <<< "$web")" +%s
  line=$(grep "Logged in: user=<$account>" gateway.log | sed 's/lip=[0-9.]*//' | known | head -1)
  TZ=America/New_York date -d "$(awk '{print $1, $2, 2026, $3}' <<< "$line")" +%s
  line=$(grep "sasl_username=$account" mail.log | known | head -1)
  date -d "${line%% *}" +%s
} | sort -n | head -1)
grep "sasl_username=$account" mail.log | known | awk '{print $4}' > /root/ids
grep "Logged in: user=<$account>" gateway.log | sed 's/lip=[0-9.]*//' | known | grep -o 'session=<[^>]*>' | cut -d= -f2- > /root/sessions
read=$(grep -Ff /root/sessions gateway.log | grep -o 'body_count=[0-9]*' | awk -F= '{sum += $2} END {print sum}')
path=$(grep "sasl_username=$account" mail.log | known | grep -o 'postfix/[a-z]*/smtpd' | sort | uniq -c | sort -rn | awk 'NR == 1 {print $2 ~ /submissions/ ? 465 : 587}')
recipients=$(grep -Ff /root/ids mail.log | grep -c status=sent)
printf 'account=%s\nfirst-login=%s\naddresses=%s\nrecipients=%s\npath=%s\nread=%s\n' "$account" "$(date -u -d "@$first" +%FT%TZ)" "$(echo $ips)" "$recipients" "$path" "$read" | tee /root/answers
printf '%s:%s\n' "$account" "$LAB_NEW_PASSWORD" | chpasswd
doveadm kick "$account" || true
rm -f "/home/$account/.forward"
