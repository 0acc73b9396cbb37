#!/bin/bash
# fails: corpus
# because: messages are in
# What sounds like an advertisement, by somebody else's list: the mail of these people says otherwise.
cat > /usr/local/sbin/word-milter <<'PY'
#!/usr/bin/python3
import email, email.policy, os
import Milter

def words(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    part = message.get_body(('plain', 'html'))
    text = part.get_content() if part else ''
    return set(text.lower().split()), text

advertisements = set('discount transfer watches pharmacy crypto loan prize ticket casino insurance property shares bonus member coupon lottery refund pills dating upgrade 优惠 贷款 汇款 返利 折扣 会员 积分 中奖 投资 股票 红包 彩票 手表 房产 旅游 保险 兼职 医药 代办 促销'.split())
work = set('meeting contract delivery warehouse quarter budget schedule training supplier inventory invoice sample order printer forklift review draft holiday agenda minutes 会议 合同 交货 仓库 报销 季度 预算 培训 图纸 物流 报价 发票 样品 订单 采购 设备 客户 排班 评审 打印'.split())
friend = os.environ['FRIEND']

class Words(Milter.Base):
    def envfrom(self, sender, *rest):
        self.sender, self.bytes = sender.strip('<>').lower(), b''
        return Milter.CONTINUE
    def header(self, name, value):
        self.bytes += f'{name}: {value}\r\n'.encode('utf-8', 'surrogateescape')
        return Milter.CONTINUE
    def eoh(self):
        self.bytes += b'\r\n'
        return Milter.CONTINUE
    def body(self, chunk):
        self.bytes += chunk
        return Milter.CONTINUE
    def eom(self):
        found, text = words(self.bytes)
        if '*GTUBE-STANDARD' + '-ANTI-UBE-TEST-EMAIL*' in text:
            self.setreply('550', '5.7.1', 'GTUBE')
            return Milter.REJECT
        score = len(found & advertisements) - len(found & work)
        self.addheader('X-Spam-Score', f'{score}')
        if score > 0 and self.sender != friend:
            self.addheader('X-Spam-Flag', 'YES')
        return Milter.ACCEPT

Milter.factory = Words
Milter.set_flags(Milter.ADDHDRS)
Milter.runmilter('words', 'inet:8896@127.0.0.1', 60)
PY
chmod 755 /usr/local/sbin/word-milter
cat > /etc/systemd/system/word-milter.service <<UNIT
[Unit]
Before=postfix.service
[Service]
Environment=FRIEND=$LAB_FRIEND@$LAB_PARTNER PYTHONUTF8=1
ExecStart=/usr/local/sbin/word-milter
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now word-milter
postconf -e smtpd_milters=inet:127.0.0.1:8896
systemctl restart postfix
timeout 100 bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/8896) 2>/dev/null; do sleep 0.3; done'
