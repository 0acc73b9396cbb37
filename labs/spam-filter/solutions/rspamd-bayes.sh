#!/bin/bash
# rspamd with a Bayes classifier in redis, trained with what people have sorted, and by what they move from now on (Dovecot's imapsieve).
printf 'servers = "127.0.0.1";\ntimeout = 10s;\n' > /etc/rspamd/local.d/redis.conf
cat > /etc/rspamd/local.d/classifier-bayes.conf <<'CONF'
backend = "redis";
servers = "127.0.0.1";
min_learns = 20;
CONF
cat > /etc/rspamd/local.d/actions.conf <<'CONF'
reject = 15;
add_header = 3;
greylist = null;
CONF
# One process knows all; each new one is unsure of the first messages that it sees.
printf 'count = 1;\n' > /etc/rspamd/local.d/worker-normal.inc
# With redis there, rspamd would greylist, too.
printf 'enabled = false;\n' > /etc/rspamd/local.d/greylist.conf
cat > /etc/rspamd/local.d/milter_headers.conf <<'CONF'
use = ["x-spamd-bar", "x-spam-level", "x-spamd-result"];
skip_local = false;
skip_authenticated = false;
CONF
cat > /etc/rspamd/local.d/groups.conf <<'CONF'
group "bayes-for-this-company" {
  symbols {
    "BAYES_SPAM" { weight = 9.0; }
    "BAYES_HAM" { weight = -4.0; }
  }
}
CONF
cat > /etc/rspamd/local.d/settings.conf <<CONF
friend {
  priority = high;
  from = "$LAB_FRIEND@$LAB_PARTNER";
  apply { groups_disabled = ["bayes-for-this-company"]; actions { reject = null; "add header" = null; } }
}
CONF
systemctl enable --now redis-server rspamd
postconf -e smtpd_milters=inet:127.0.0.1:11332
systemctl restart postfix
timeout 200 bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/11332) 2>/dev/null && (exec 3<>/dev/tcp/127.0.0.1/11334) 2>/dev/null; do sleep 0.3; done'
rspamc learn_spam /srv/corpus/spam/*.eml > /dev/null
rspamc learn_ham /srv/corpus/ham/*.eml > /dev/null
cat >> /etc/dovecot/local.conf <<'CONF'
sieve_plugins {
  sieve_imapsieve = yes
  sieve_extprograms = yes
}
sieve_global_extensions {
  vnd.dovecot.pipe = yes
}
sieve_pipe_bin_dir = /etc/dovecot/learn
protocol imap {
  mail_plugins {
    imap_sieve = yes
  }
}
mailbox Junk {
  sieve_script learn-spam {
    type = before
    cause = copy
    driver = file
    path = /etc/dovecot/learn/spam.sieve
  }
}
imapsieve_from Junk {
  sieve_script learn-ham {
    type = before
    cause = copy
    driver = file
    path = /etc/dovecot/learn/ham.sieve
  }
}
CONF
mkdir -p /etc/dovecot/learn
for kind in spam ham; do
  printf 'require ["vnd.dovecot.pipe", "copy"];\npipe :copy "%s";\n' "$kind" > "/etc/dovecot/learn/$kind.sieve"
  printf '#!/bin/sh\nexec /usr/bin/rspamc -h 127.0.0.1:11334 learn_%s\n' "$kind" > "/etc/dovecot/learn/$kind"
done
chmod 755 /etc/dovecot/learn/spam /etc/dovecot/learn/ham
doveconf -n > /dev/null
systemctl restart dovecot
