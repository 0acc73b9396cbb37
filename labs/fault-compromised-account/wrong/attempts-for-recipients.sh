#!/bin/bash
# fails: reached
# because: is not it
# Every line about a stranger: also the refused, those that still wait, and a second try.
printf 'reached=%s\n' "$(grep -c "to=<[^>]*@$LAB_FAR>" /var/log/mail.log.1)" > /root/answers
