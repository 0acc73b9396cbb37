#!/bin/bash
# fails: first-login
# because: whose clock is it
line=$(grep "Successful login for $LAB_ACCOUNT@" /var/log/incident/webmail.log | grep "from 203.0.113.$LAB_FIRST_IP " | head -1)
printf 'first-login=2026-01-%02dT%s\n' "$(awk '{print $2}' <<< "$line")" "$(awk '{print $3}' <<< "$line")" > /root/answers
