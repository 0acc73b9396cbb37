#!/bin/bash
# fails: over-tls
# because: the message came in clear text
mx=$(dig +short MX "$LAB_PEER" | grep "^[0-9]" | awk '{print $2; exit}')
swaks --server "$mx" --from "$LAB_SENDER@$LAB_DOMAIN" --to "$LAB_FIRST@$LAB_PEER" --data "Subject: x\n\n$LAB_SECOND_CODE\n"
