#!/bin/bash
# swaks, which tests mail servers for a living: one transaction for two recipients, dots doubled by itself.
subject="=?UTF-8?B?$(printf %s "$LAB_SUBJECT" | base64 -w0)?="
mx=$(dig +short MX "$LAB_PEER" | grep "^[0-9]" | sort -n | awk '{print $2; exit}')
swaks --server "$mx" --helo "client.$LAB_DOMAIN" --from "$LAB_SENDER@$LAB_DOMAIN" \
  --to "$LAB_FIRST@$LAB_PEER,$LAB_SECOND@$LAB_PEER" \
  --data "From: <$LAB_SENDER@$LAB_DOMAIN>\nSubject: $subject\n\n$LAB_FIRST_CODE\n.$LAB_DOT_CODE\n"
swaks --server "$mx" --tls --helo "client.$LAB_DOMAIN" --from "$LAB_SENDER@$LAB_DOMAIN" --to "$LAB_FIRST@$LAB_PEER" \
  --data "From: <$LAB_SENDER@$LAB_DOMAIN>\nSubject: second\n\n$LAB_SECOND_CODE\n"
