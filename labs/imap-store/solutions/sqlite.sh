#!/bin/bash
# Users in SQLite, sdbox, LMTP over TCP; Debian's own conf.d stays and is overridden.
export DEBIAN_FRONTEND=noninteractive
apt-get install -y dovecot-imapd dovecot-lmtpd dovecot-sqlite
useradd -r -m -d /srv/boxes -s /usr/sbin/nologin boxes
DB=/etc/dovecot/people.sqlite python3 - <<'PY'
import os, sqlite3, subprocess
db = sqlite3.connect(os.environ['DB'])
db.execute('CREATE TABLE people (address TEXT PRIMARY KEY, password TEXT)')
for who in ('FIRST', 'SECOND'):
    secret = subprocess.run(['doveadm', 'pw', '-s', 'BLF-CRYPT', '-p', os.environ[f'LAB_{who}_PASSWORD']], capture_output=True, text=True, check=True).stdout.strip()
    db.execute('INSERT INTO people VALUES (?, ?)', (f"{os.environ[f'LAB_{who}']}@{os.environ['LAB_DOMAIN']}", secret))
db.commit()
PY
chgrp dovecot /etc/dovecot/people.sqlite
chmod 640 /etc/dovecot/people.sqlite
sed -i 's/^!include auth-system/#&/' /etc/dovecot/conf.d/10-auth.conf
sed -i -e '/^mail_driver/s/.*/mail_driver = sdbox/' -e '/^mail_path/s/.*/mail_path = ~\/sdbox/' -e '/^mail_inbox_path/d' /etc/dovecot/conf.d/10-mail.conf
sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/ssl/postlab/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/ssl/postlab/key.pem|' \
  -e 's|^ssl = .*|ssl = required|' /etc/dovecot/conf.d/10-ssl.conf
cat > /etc/dovecot/local.conf <<'CONF'
sql_driver = sqlite
sqlite_path = /etc/dovecot/people.sqlite
passdb sql {
  query = SELECT password FROM people WHERE address = '%{user}'
}
userdb sql {
  query = SELECT address AS user FROM people WHERE address = '%{user}'
  iterate_query = SELECT address AS user FROM people
}
mail_home = /srv/boxes/%{user}
mail_uid = boxes
mail_gid = boxes
protocol lmtp {
  auth_username_format = %{user | lower}
}
service lmtp {
  inet_listener lmtp {
    listen = 127.0.0.1
    port = 24
  }
}
namespace inbox {
  mailbox Drafts {
    auto = create
  }
  mailbox Sent {
    auto = create
  }
  mailbox Junk {
    auto = create
  }
  mailbox Trash {
    auto = create
  }
}
CONF
postconf -e "virtual_mailbox_domains = $LAB_DOMAIN" "virtual_mailbox_maps = inline:{$LAB_FIRST@$LAB_DOMAIN=x,$LAB_SECOND@$LAB_DOMAIN=x}" 'virtual_transport = lmtp:inet:127.0.0.1:24'
systemctl restart dovecot postfix
