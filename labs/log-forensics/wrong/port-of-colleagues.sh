#!/bin/bash
# fails: path
# because: Which lines are the intruder
port=$(grep "sasl_username=$LAB_BOSS" /var/log/incident/mail.log | grep -o 'postfix/[a-z]*/smtpd' | sort | uniq -c | sort -rn | awk 'NR == 1 {print $2 ~ /submissions/ ? 465 : 587}')
printf 'path=%s\n' "$port" > /root/answers
