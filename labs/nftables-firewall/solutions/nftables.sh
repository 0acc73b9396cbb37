#!/bin/bash
# One nftables table for IPv4 and IPv6, loaded at boot.
cat > /etc/nftables.conf <<CONF
#!/usr/sbin/nft -f
flush ruleset
table inet wall {
  chain input {
    type filter hook input priority filter; policy drop;
    iif lo accept
    ct state established,related accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } accept
    tcp dport { 25, 465, 587, 993 } accept
    ip saddr $LAB_MANAGEMENT tcp dport 11334 accept
  }
  chain output {
    type filter hook output priority filter;
    tcp dport 25 oif != lo meta skuid != postfix reject with tcp reset
  }
}
CONF
systemctl enable nftables
systemctl restart nftables
