#!/bin/bash
# fails: nobody-reads
# because: a copy went to
# variant: forward
printf '%s:%s\n' "$LAB_ACCOUNT" "$LAB_NEW_PASSWORD" | chpasswd
