#!/bin/bash
# A first attempt as learners make it: one message for two people, and a line with a dot that nobody doubled.
mx=$(dig +short MX "$LAB_PEER" | awk '{print $2; exit}')
{
  sleep 2 # the server greets first
  for line in "HELO client.$LAB_DOMAIN" "MAIL FROM:<$LAB_SENDER@$LAB_DOMAIN>" "RCPT TO:<$LAB_FIRST@$LAB_PEER>" "RCPT TO:<$LAB_SECOND@$LAB_PEER>" DATA; do
    printf '%s\r\n' "$line"
    sleep 0.5
  done
  printf 'Subject: hello\r\n\r\n%s\r\n.%s\r\n.\r\n' "$LAB_FIRST_CODE" "$LAB_DOT_CODE"
  sleep 1
  printf 'QUIT\r\n'
} | nc -w 5 "$mx" 25
