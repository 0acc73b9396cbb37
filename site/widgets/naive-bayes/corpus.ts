/** Written for this course: subject lines with half a sentence, in both languages. `later` is spam as it looks half a year on. */
export interface Sample {
  text: string;
  spam: boolean;
}
const of = (spam: boolean, texts: string): Sample[] =>
  texts
    .trim()
    .split('\n')
    .map((text) => ({ text: text.trim(), spam }));

export const training: readonly Sample[] = [
  ...of(
    true,
    `Cheap pills, no prescription, order now and save
You have won the lottery, claim your prize today
Your mailbox is full, confirm your password here
Hot singles near you, click now
Earn money from home, no experience, free offer
Final notice: your account will be closed, click here
Cheap watches, best price, free shipping, order today
Urgent: verify your bank account, click the link
Make money fast, guaranteed profit, no risk
Free gift card, claim now, limited offer
Your parcel waits, pay a small fee, click the link
Investment opportunity, double your money, guaranteed
代开发票，税点优惠，加微信联系
恭喜您中奖，请点击链接领取奖品
您的邮箱已满，请点击链接验证密码
高薪兼职，在家赚钱，日结
贷款无抵押，当天放款，利息优惠
正规发票代开，真实可查，联系微信
股票内幕消息，稳赚不赔，加群领取
您的账户异常，请点击链接验证身份
特价手表，厂家直销，免费包邮
快递费用未付，请点击链接支付
免费领取礼品，限时优惠，点击参加
投资理财，保证收益，稳赚不赔`,
  ),
  ...of(
    false,
    `Meeting on Thursday, agenda attached
The drawing of the pump is ready, shall I bring it
Minutes of the meeting, please check the figures
Your order 4711 was shipped today
Question about the contract, page three
Holiday plan for December, please enter your days
Invoice for November attached, thank you for your order
The server was restarted, all services are up
Lunch on Friday, who is coming
Report of the project, second draft
Please send the price list for the new pump
Reminder: the meeting room has changed
周四开会，议程见附件
水泵图纸已完成，要不要带过来
会议纪要，请核对数字
您的订单 4711 今天已发货
合同第三页有个问题请教
十二月休假计划，请填写日期
十一月发票见附件，谢谢您的订单
服务器已重启，服务都正常
周五中午聚餐，谁参加
项目报告第二稿，请提意见
请把新水泵的价格表发给我
提醒：会议室换了`,
  ),
];

export const testing: readonly Sample[] = [
  ...of(
    true,
    `Claim your free prize now, click the link
Cheap pills, best price, order today
Confirm your password or your account will be closed
Guaranteed profit, no risk, double your money
点击链接领取免费礼品
代开正规发票，加微信
无抵押贷款，利息优惠，当天放款
您的密码异常，请点击链接验证`,
  ),
  ...of(
    false,
    `Agenda for the meeting on Friday attached
Price list of the pump, second draft
Your invoice for November, order 4711
Please check the figures in the report
周五会议议程见附件
水泵价格表第二稿
十一月发票，订单 4711
请核对合同里的数字`,
  ),
];

export const later: readonly Sample[] = [
  ...of(
    true,
    `Voice message from the reception, scan the QR code to listen
Shared document: salary review, sign in to view
Your AI assistant subscription renews today, manage it
Quick favour, are you at your desk
扫码查看语音留言
薪资调整文件已共享，登录查看
会议邀请：请扫描二维码签到
在吗？帮我处理一件事`,
  ),
  ...of(
    false,
    `Salary statement for November is in the portal
Shared document: minutes of Thursday
会议签到表请在周五前交
语音系统周末维护，请知悉`,
  ),
];
