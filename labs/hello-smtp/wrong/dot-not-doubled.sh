#!/bin/bash
# fails: leading-dot
# because: the line arrived as
mx=$(dig +short MX "$LAB_PEER" | awk '{print $2; exit}')
{
  sleep 2 # the server greets first
  for line in "HELO client.$LAB_DOMAIN" "MAIL FROM:<$LAB_SENDER@$LAB_DOMAIN>" "RCPT TO:<$LAB_FIRST@$LAB_PEER>" DATA; do printf '%s\r\n' "$line"; sleep 0.5; done
  printf 'Subject: dot\r\n\r\n.%s\r\n.\r\n' "$LAB_DOT_CODE"
  sleep 1
  printf 'QUIT\r\n'
} | nc -w 5 "$mx" 25
