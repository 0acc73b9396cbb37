#!/bin/bash
# fails: relay-closed
# because: refused the connection
net="${LAB_IP_MX%.*}.$(( ${LAB_IP_MX##*.} & 240 ))/28"
nft add table inet shut
nft add chain inet shut in '{ type filter hook input priority 0; }'
nft add rule inet shut in ip saddr != "$net" tcp dport 25 reject with tcp reset
