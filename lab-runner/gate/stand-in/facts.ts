/** What a stand-in pretends to be. It arrives as JSON in the environment variable STAND_IN. */
export interface StandInFacts {
  /** Says yes to everything, or no. */
  answer: 'accept' | 'reject';
  /** Name it goes by, and its address. */
  name: string;
  address: string;
  /** PEM. The best disguise there is: the certificate of the host that it stands in for. */
  certificate: string;
  key: string;
}

export interface StandIn extends StandInFacts {
  yes: boolean;
  /** All mail that any port took, shown to whoever asks. */
  mail: { raw: Buffer; at: Date }[];
}

export const ports = {
  smtp: [24, 25, 587, 2525],
  smtps: [465],
  imap: [143],
  imaps: [993],
  pop3: [110],
  pop3s: [995],
  managesieve: [4190],
  http: [80, 8080, 8000, 3000, 9090],
  https: [443, 8443],
  dns: [53],
  /** Whatever else a lab may ask about: a connection, and then silence. */
  silent: [22, 88, 111, 389, 636, 783, 2000, 3306, 3310, 5432, 6379, 7357, 10023, 10025, 10026, 11332, 11333, 11334, 12340, 12345],
} as const;
