#!/bin/bash
# fails: chinese-subject
# because: raw 8-bit bytes
mx=$(dig +short MX "$LAB_PEER" | grep "^[0-9]" | awk '{print $2; exit}')
swaks --server "$mx" --from "$LAB_SENDER@$LAB_DOMAIN" --to "$LAB_FIRST@$LAB_PEER" --data "Subject: $LAB_SUBJECT\n\ntext\n"
