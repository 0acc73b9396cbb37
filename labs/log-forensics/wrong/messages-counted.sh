#!/bin/bash
# fails: recipients
# because: is not it
printf 'recipients=%s\n' "$(grep -c "client=unknown\[198.51.100.$LAB_SECOND_IP\]" /var/log/incident/mail.log)" > /root/answers
