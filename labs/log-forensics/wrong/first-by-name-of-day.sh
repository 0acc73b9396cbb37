#!/bin/bash
# fails: first-login
# because: is not it
line=$(grep "Logged in: user=<$LAB_ACCOUNT>" /var/log/incident/gateway.log | grep "rip=192.0.2.$LAB_THIRD_IP," | head -1)
printf 'first-login=2026-01-%02dT%sZ\n' "$LAB_DAY" "$(awk '{print $3}' <<< "$line")" > /root/answers
