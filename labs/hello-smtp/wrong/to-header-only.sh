#!/bin/bash
# fails: two-recipients
# because: each for:
mx=$(dig +short MX "$LAB_PEER" | grep "^[0-9]" | awk '{print $2; exit}')
swaks --server "$mx" --from "$LAB_SENDER@$LAB_DOMAIN" --to "$LAB_FIRST@$LAB_PEER" --data "To: $LAB_FIRST@$LAB_PEER, $LAB_SECOND@$LAB_PEER\nSubject: x\n\n$LAB_FIRST_CODE\n"
