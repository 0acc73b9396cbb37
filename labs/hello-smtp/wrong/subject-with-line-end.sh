#!/bin/bash
# fails: chinese-subject
# because: the Subject: of the last message reads
mx=$(dig +short MX "$LAB_PEER" | grep "^[0-9]" | awk '{print $2; exit}')
swaks --server "$mx" --from "$LAB_SENDER@$LAB_DOMAIN" --to "$LAB_FIRST@$LAB_PEER" --data "Subject: =?UTF-8?B?$(echo "$LAB_SUBJECT" | base64 -w0)?=\n\ntext\n"
