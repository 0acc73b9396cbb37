#!/bin/bash
# fails: account
# because: is gone
printf 'account=%s\n' "$LAB_ACCOUNT" > /root/answers
rm /var/log/incident/webmail.log
