#!/bin/bash
# The dialogue typed line by line: nc for the first message, openssl s_client for the second.
mx=$(dig +short MX "$LAB_PEER" | grep "^[0-9]" | sort -n | awk '{print $2; exit}')

expect_reply() { # expect_reply CODE: reads one reply, all its lines
  local line
  while IFS= read -r -t 60 line <&"${talk[0]}"; do
    printf '< %s\n' "${line%$'\r'}"
    [ "${line:3:1}" = - ] && continue
    [ "${line:0:3}" = "$1" ] && return 0
    return 1
  done
  return 1
}
say() { printf '> %s\n' "$1"; printf '%s\n' "$1" >&"${talk[1]}"; }

coproc talk { nc -C "$mx" 25; }
expect_reply 220
say "EHLO client.$LAB_DOMAIN"; expect_reply 250
say "MAIL FROM:<$LAB_SENDER@$LAB_DOMAIN>"; expect_reply 250
say "RCPT TO:<$LAB_FIRST@$LAB_PEER>"; expect_reply 250
say "RCPT TO:<$LAB_SECOND@$LAB_PEER>"; expect_reply 250
say DATA; expect_reply 354
say "From: <$LAB_SENDER@$LAB_DOMAIN>"
say "To: <$LAB_FIRST@$LAB_PEER>, <$LAB_SECOND@$LAB_PEER>"
say "Subject: =?UTF-8?B?$(printf %s "$LAB_SUBJECT" | base64 -w0)?="
say ''
say "The code is $LAB_FIRST_CODE."
say "..$LAB_DOT_CODE"
say .; expect_reply 250
say QUIT; expect_reply 221
pid=$talk_PID; eval "exec ${talk[1]}>&-"; wait "$pid" || true

coproc talk { openssl s_client -starttls smtp -crlf -quiet -connect "$mx:25" 2>/dev/null; }
# s_client shows the last reply of the dialogue before the handshake.
say "EHLO client.$LAB_DOMAIN"
IFS= read -r -t 60 line <&"${talk[0]}"; printf '< %s\n' "$line"
expect_reply 250
say "MAIL FROM:<$LAB_SENDER@$LAB_DOMAIN>"; expect_reply 250
say "RCPT TO:<$LAB_SECOND@$LAB_PEER>"; expect_reply 250
say DATA; expect_reply 354
say "From: <$LAB_SENDER@$LAB_DOMAIN>"
say "To: <$LAB_SECOND@$LAB_PEER>"
say 'Subject: second'
say ''
say "The second code is $LAB_SECOND_CODE."
say .; expect_reply 250
say QUIT
