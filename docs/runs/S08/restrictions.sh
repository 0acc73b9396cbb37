#!/usr/bin/env bash
# Asks a real Postfix what it answers to each mail of cases.ts under each list of restrictions, and writes docs/runs/S08/restrictions.json, on
# which the model of the widget is tested. Sourced by run.sh; alone: RUN=… OUT=… IMAGE_MAIL=… bash docs/runs/S08/restrictions.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
image_dns=$(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/dns | head -1)
work=$(mktemp -d)
node "$here/cases.ts" "$work"
docker run -d --init --label "postlab-run=$RUN" --network none --name "$RUN-dns" --cap-add NET_ADMIN --entrypoint sleep "$image_dns" infinity >/dev/null
docker run -d --init --label "postlab-run=$RUN" --network "container:$RUN-dns" --name "$RUN-post" -e TZ=UTC0 --entrypoint sleep "$IMAGE_MAIL" infinity >/dev/null
chmod -R a+rX "$work"
for c in dns post; do docker cp -q "$work" "$RUN-$c:/srv/s08"; on $c 'echo nameserver 127.0.0.1 >/etc/resolv.conf'; done
on dns 'for a in 20 50 99 66 67 68; do ip addr add 192.0.2.$a/32 dev lo; done; named -c /srv/s08/named.conf'
on post 'cp /srv/s08/main.cf /srv/s08/access /etc/postfix/; cat /srv/s08/master.cf >>/etc/postfix/master.cf; sed -i "s/^smtp  *inet .*/#&/" /etc/postfix/master.cf; : >/var/log/mail.log
mkdir -p /var/spool/postfix/etc; cp /etc/resolv.conf /etc/hosts /etc/services /var/spool/postfix/etc/; cp /srv/s08/users /etc/dovecot/users; chown root:dovecot /etc/dovecot/users; chmod 640 /etc/dovecot/users
cat >/etc/dovecot/dovecot.conf <<C
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
log_path = /var/log/dovecot.log
passdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
userdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
auth_mechanisms = plain
auth_allow_cleartext = yes
ssl = no
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0666
  }
}
C
postfix start >/dev/null 2>&1
dovecot'
until docker exec "$RUN-post" bash -c 'exec 3<>/dev/tcp/127.0.0.1/10000 && test -S /var/spool/postfix/private/auth' 2>/dev/null; do sleep 0.3; done
on post 'python3 -' <"$here/client.py" >"$work/answers.json"
node -e '
const { readFileSync, writeFileSync } = require("node:fs");
const { lists } = JSON.parse(readFileSync(process.argv[1] + "/cases.json", "utf8"));
const answers = JSON.parse(readFileSync(process.argv[1] + "/answers.json", "utf8"));
const lines = answers.map((a) => "    " + JSON.stringify(a));
writeFileSync(process.argv[2], `{\n  "postfix": ${JSON.stringify(process.argv[3])},\n  "lists": ${JSON.stringify(lists, null, 2).replaceAll("\n", "\n  ")},\n  "answers": [\n${lines.join(",\n")}\n  ]\n}\n`);
console.log(`${answers.length} answers`);
' "$work" "$here/restrictions.json" "$(on post 'dpkg-query -W -f "\${Version}" postfix')"
rm -r "$work"
