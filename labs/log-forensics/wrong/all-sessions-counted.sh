#!/bin/bash
# fails: read
# because: none of the owner
printf 'read=%s\n' "$(grep "imap($LAB_ACCOUNT)" /var/log/incident/gateway.log | grep -o 'body_count=[0-9]*' | awk -F= '{sum += $2} END {print sum}')" > /root/answers
