#!/usr/bin/env bash
# The recorded outputs of lesson S29 (course-resources): `npm run transcripts -- S29`, seconds. A claim from the web, checked on the host.
. "$(dirname "$0")/../lib.sh"
docker run -d --init --label "postlab-run=$RUN" --network none --name "$RUN-mail" --hostname mail.k3f9.test -e TZ=UTC0 -e MANPAGER=cat -e MANWIDTH=80 --entrypoint sleep "$IMAGE_MAIL" infinity >/dev/null
on mail 'echo mail.k3f9.test >/etc/mailname; mandb -q 2>/dev/null || true'
prompt='root@mail:~#'
record apropos mail 'apropos -s 1,8 queue | grep -i -e postfix -e dovecot' "$prompt"
record claim mail 'man 5 postconf | grep -n -A 3 "^milter_default_action"' "$prompt"
record claim mail 'postconf -d milter_default_action; postconf milter_default_action' "$prompt"
# Every manual page of the packages that the finder knows: package, page, the line of NAME.
on mail 'for p in postfix dovecot-core swaks bind9-dnsutils nftables openssl; do dpkg -L $p 2>/dev/null | grep -E "/man/man[0-9]/.*\.gz$" | sort -u | while read -r f; do [ -L "$f" ] && continue; lexgrog "$f" 2>/dev/null | sed -n "s|^[^:]*: \"\(.*\)\"$|$p\t$(basename "$f" .gz)\t\1|p"; done; done' >"$OUT/manuals.txt"
