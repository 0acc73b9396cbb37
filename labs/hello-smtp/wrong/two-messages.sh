#!/bin/bash
# fails: two-recipients
# because: each for:
mx=$(dig +short MX "$LAB_PEER" | grep "^[0-9]" | awk '{print $2; exit}')
for to in "$LAB_FIRST" "$LAB_SECOND"; do
  swaks --server "$mx" --from "$LAB_SENDER@$LAB_DOMAIN" --to "$to@$LAB_PEER" --data "Subject: x\nTo: $LAB_FIRST@$LAB_PEER, $LAB_SECOND@$LAB_PEER\n\n$LAB_FIRST_CODE\n"
done
