#!/bin/bash
# fails: leading-dot
# because: the line arrived as
mx=$(dig +short MX "$LAB_PEER" | grep "^[0-9]" | awk '{print $2; exit}')
exec 3<> "/dev/tcp/${mx%.}/25"
# The last line of a reply has a space after its code.
reply() { local line; while read -r -t 60 -u 3 line; do case $line in [0-9][0-9][0-9]\ *) echo "$line"; return ;; esac; done; }
say() { printf '%s\r\n' "$1" >&3; reply; }
reply
say "HELO client.$LAB_DOMAIN"
say "MAIL FROM:<$LAB_SENDER@$LAB_DOMAIN>"
say "RCPT TO:<$LAB_FIRST@$LAB_PEER>"
say DATA
printf 'Subject: dot\r\n\r\n.%s\r\n.\r\n' "$LAB_DOT_CODE" >&3
reply
say QUIT
