#!/bin/bash
# fails: first-login
# because: is not it
first=$(grep "sasl_username=$LAB_ACCOUNT\$" /var/log/mail.log.1 | grep -v 'client=unknown\[10\.20\.30\.' | grep -vF "[$LAB_HOME]" | head -1)
printf 'first-login=%s\n' "${first%% *}" > /root/answers
