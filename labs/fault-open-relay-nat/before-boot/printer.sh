#!/bin/bash
# The office's scanner: hands every scan to the mail server, as such machines do, without a password.
cat > /usr/local/sbin/scanner <<PY
#!/usr/bin/python3
import smtplib, time
n = 0
while True:
    n += 1
    now = time.time()
    text = f"From: <scanner@$LAB_DOMAIN>\r\nTo: <$LAB_CUSTOMER@$LAB_PEER>\r\nSubject: Scan {int(now)}\r\nMessage-ID: <scan.{now:.3f}@printer.$LAB_DOMAIN>\r\n\r\nScanned document {n}\r\n"
    try:
        with smtplib.SMTP("$LAB_IP_MX", 25, "printer.$LAB_DOMAIN", timeout=20) as s:
            s.sendmail("scanner@$LAB_DOMAIN", ["$LAB_CUSTOMER@$LAB_PEER"], text)
    except (OSError, smtplib.SMTPException) as problem:
        print("scan not sent:", problem, flush=True)
    time.sleep(8)
PY
chmod 755 /usr/local/sbin/scanner
printf '[Unit]\nDescription=Scan to mail\n[Service]\nExecStart=/usr/local/sbin/scanner\nRestart=always\nRestartSec=5\n[Install]\nWantedBy=multi-user.target\n' > /etc/systemd/system/scanner.service
systemctl enable scanner.service >/dev/null 2>&1
touch -d '2026-01-05 08:00' /usr/local/sbin/scanner /etc/systemd/system/scanner.service
