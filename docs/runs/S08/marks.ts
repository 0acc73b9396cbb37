import type { Marks } from '../../../scripts/transcript-marks.ts';

const transcripts: Record<string, Marks> = {
  class: {
    notes: [
      [/^mydestination/, '①'],
      [/in BOTH/, '②'],
      [/^<\*\*/, '③!'],
    ],
  },
  account: {
    notes: [
      [/^lin@k3f9\.test:.*\$6\$/, '①'],
      [/auth succeeded/, '②'],
      [/1048576/, '③'],
      [/102400/, '④'],
      [/\}\*::/, '⑤'],
      [/auth failed/, '⑥!'],
      [/^\/srv\/vmail/, '⑦'],
    ],
  },
  order: {
    notes: [
      [/^smtpd_recipient.* permit, reject_rbl/, '①'],
      [/^<- +250/, '②'],
      [/^<\*\* 554/, '③!'],
    ],
  },
  sizes: {
    notes: [
      [/^message_size_limit/, '①'],
      [/^virtual_transport/, '②'],
      [/^fatal/, '③!'],
    ],
  },
  loud: {
    cut: [/^# Pigeonhole/, /^# 2\.4/],
    notes: [
      [/first setting must be/, '①!'],
      [/Unknown setting: mail_location/, '②!'],
      [/Unknown setting: ssl_cert/, '③!'],
    ],
  },
  silent: {
    notes: [
      [/^mail_home = .*%d/, '①'],
      [/^no complaint$/, '②'],
      [/^\/srv\/vmail\/%d/, '③!'],
      [/^mail_home = .*domain/, '④'],
      [/^\/srv\/vmail\/k3f9\.test\/chenjie/, '⑤'],
    ],
  },
};
export default transcripts;
