#!/bin/bash
# A proxy stays in front of Postfix, and says whom it speaks for (PROXY protocol): Postfix judges by the true address.
sed -i '/snat/d' /etc/nftables.conf
nft list table ip router >/dev/null 2>&1 && nft delete table ip router
systemctl disable --now front@25.socket front@587.socket 2>/dev/null || true
systemctl stop front@25.service front@587.service 2>/dev/null || true
cat > /usr/local/sbin/front <<'PY'
#!/usr/bin/python3
import asyncio, os

async def pump(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()

async def serve(reader, writer):
    peer, here = writer.get_extra_info('peername'), writer.get_extra_info('sockname')
    try:
        back, forth = await asyncio.open_connection('127.0.0.1', here[1])
    except OSError:
        writer.close()
        return
    forth.write(f'PROXY TCP4 {peer[0]} {here[0]} {peer[1]} {here[1]}\r\n'.encode())
    await asyncio.gather(pump(reader, forth), pump(back, writer))

async def main():
    servers = [await asyncio.start_server(serve, os.environ['ADDRESS'], port) for port in (25, 587)]
    await asyncio.gather(*(s.serve_forever() for s in servers))

asyncio.run(main())
PY
chmod 755 /usr/local/sbin/front
cat > /etc/systemd/system/front-proxy.service <<UNIT
[Unit]
After=postfix.service network-online.target
StartLimitIntervalSec=0
[Service]
Environment=ADDRESS=$LAB_IP_MX
ExecStart=/usr/local/sbin/front
Restart=always
RestartSec=1
[Install]
WantedBy=multi-user.target
UNIT
sed -i -E 's/^(smtp|submission)( +inet)/127.0.0.1:\1\2/' /etc/postfix/master.cf
for service in smtp submission; do postconf -P "127.0.0.1:$service/inet/smtpd_upstream_proxy_protocol=haproxy"; done
net="${LAB_IP_MX%.*}.$(( ${LAB_IP_MX##*.} & 240 ))/28"
postconf -e "mynetworks=127.0.0.0/8 $net" 'smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination'
if id "$LAB_GUEST" >/dev/null 2>&1; then userdel "$LAB_GUEST"; fi
postqueue -j | grep "@$LAB_FAR\"" | sed 's/.*"queue_id": "\([^"]*\)".*/\1/' | postsuper -d - 2>&1 | tail -1
systemctl restart postfix
systemctl daemon-reload
systemctl enable --now front-proxy.service
timeout 60 bash -c "until (exec 3<>/dev/tcp/$LAB_IP_MX/25) 2>/dev/null; do sleep 0.3; done"
postqueue -f
