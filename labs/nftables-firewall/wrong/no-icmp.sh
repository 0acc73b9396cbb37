#!/bin/bash
# fails: only-four
# because: still sends
cat > /etc/nftables.conf <<CONF
#!/usr/sbin/nft -f
flush ruleset
table inet wall {
  chain input {
    type filter hook input priority filter; policy drop;
    iif lo accept
    # Without neighbours there is no IPv6 at all; nobody may ping us, though.
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
    meta l4proto { icmp, ipv6-icmp } drop
    ct state established,related accept
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
