/** What mail costs over years: on-premises, in a cloud, or both. Money in one currency; nothing is discounted. */
export interface Inputs {
  seats: number;
  gbPerSeat: number;
  years: number;
  /** Fraction of the seats that stays in the house in the hybrid model, 0…1. */
  localShare: number;
  onPremises: {
    /** Price of one server, and how many seats it carries. */
    serverPrice: number;
    seatsPerServer: number;
    /** At least two, so that one may fail. */
    leastServers: number;
    /** Years until a server is replaced. */
    serverLife: number;
    diskPricePerGB: number;
    /** Copies of each GB: array, backup. */
    copies: number;
    wattsPerServer: number;
    pue: number;
    pricePerKWh: number;
    /** Administrator's hours a month: fixed, and for each hundred seats. */
    adminHours: number;
    adminHoursPer100: number;
    hourlyWage: number;
    /** Filter subscriptions and support, a seat and year. */
    licencePerSeat: number;
  };
  cloud: {
    pricePerSeatAndMonth: number;
    includedGB: number;
    pricePerExtraGBAndMonth: number;
    /** Moving in, once, a seat; and moving out again at the end. */
    migrationPerSeat: number;
    exitPerSeat: number;
    adminHours: number;
    adminHoursPer100: number;
  };
}

export type Model = 'on-premises' | 'cloud' | 'hybrid';

/** Costs summed up to the end of year 0 (what is paid before the first day) … `years`. */
export function curve(model: Model, input: Inputs): number[] {
  if (model === 'on-premises') return local(input, input.seats);
  if (model === 'cloud') return cloud(input, input.seats);
  const inside = Math.round(input.seats * input.localShare);
  const a = local(input, inside);
  const b = cloud(input, input.seats - inside);
  return a.map((cost, year) => cost + (b[year] ?? 0));
}

function local(input: Inputs, seats: number): number[] {
  if (seats === 0) return Array.from({ length: input.years + 1 }, () => 0);
  const o = input.onPremises;
  const servers = Math.max(o.leastServers, Math.ceil(seats / o.seatsPerServer));
  const purchase = servers * o.serverPrice + seats * input.gbPerSeat * o.copies * o.diskPricePerGB;
  const energy = (servers * o.wattsPerServer * o.pue * 8760 * o.pricePerKWh) / 1000;
  const admin = 12 * (o.adminHours + (o.adminHoursPer100 * seats) / 100) * o.hourlyWage;
  const yearly = energy + admin + seats * o.licencePerSeat;
  return Array.from({ length: input.years + 1 }, (_, year) => {
    // Bought before the first day, and again at the end of each life that is not the end of the plan.
    const purchases = 1 + Math.max(0, Math.ceil(year / o.serverLife) - 1);
    return purchases * purchase + year * yearly;
  });
}

function cloud(input: Inputs, seats: number): number[] {
  const c = input.cloud;
  const extra = Math.max(0, input.gbPerSeat - c.includedGB) * c.pricePerExtraGBAndMonth;
  const admin = seats === 0 ? 0 : 12 * (c.adminHours + (c.adminHoursPer100 * seats) / 100) * input.onPremises.hourlyWage;
  const yearly = seats * 12 * (c.pricePerSeatAndMonth + extra) + admin;
  return Array.from({ length: input.years + 1 }, (_, year) => seats * c.migrationPerSeat + year * yearly + (year === input.years ? seats * c.exitPerSeat : 0));
}

/** First year in which `a` has cost less than `b`, interpolated; null when it never does within the plan, 0 when from the start. */
export function breakEven(a: readonly number[], b: readonly number[]): number | null {
  const difference = a.map((cost, year) => cost - (b[year] ?? 0));
  if ((difference[0] ?? 0) < 0) return 0;
  for (let year = 1; year < difference.length; year++) {
    const before = difference[year - 1] as number;
    const now = difference[year] as number;
    if (before >= 0 && now < 0) return year - 1 + before / (before - now);
  }
  return null;
}
