/** What a mail service takes from the world in a year. */
export interface Service {
  servers: number;
  /** Mean draw of one server at its wall socket, watts. */
  watts: number;
  /** Power usage effectiveness: all power of the data centre ÷ that of its computers (ISO/IEC 30134-2). At least 1. */
  pue: number;
  /** Water usage effectiveness: litres for each kWh of its computers (ISO/IEC 30134-9). */
  wue: number;
  /** kg CO₂e of one kWh from the grid. */
  gridKgPerKWh: number;
  /** Share of the energy that is bought as renewable and counts as zero, 0…1. */
  renewableShare: number;
  /** kg CO₂e for making one server. */
  embodiedKg: number;
  lifetimeYears: number;
  mailboxes: number;
  messagesPerMailboxAndDay: number;
}

export interface Footprint {
  /** Of the computers alone. */
  itKWh: number;
  totalKWh: number;
  operationKg: number;
  /** A year's share of making the servers. */
  embodiedKg: number;
  totalKg: number;
  litres: number;
  perThousandMailboxes: { kWh: number; kg: number; litres: number };
  gramsPerMessage: number;
}

const hoursPerYear = 8760;

export function footprint(service: Service): Footprint {
  const itKWh = (service.servers * service.watts * hoursPerYear) / 1000;
  const totalKWh = itKWh * service.pue;
  const operationKg = totalKWh * service.gridKgPerKWh * (1 - service.renewableShare);
  const embodiedKg = (service.servers * service.embodiedKg) / service.lifetimeYears;
  const totalKg = operationKg + embodiedKg;
  const litres = itKWh * service.wue;
  const thousands = service.mailboxes / 1000;
  const messages = service.mailboxes * service.messagesPerMailboxAndDay * 365;
  return {
    itKWh,
    totalKWh,
    operationKg,
    embodiedKg,
    totalKg,
    litres,
    perThousandMailboxes: { kWh: totalKWh / thousands, kg: totalKg / thousands, litres: litres / thousands },
    gramsPerMessage: (totalKg * 1000) / messages,
  };
}

/** How total CO₂e moves when one input falls or rises by `share`: the longest bar first. */
export function sensitivity(service: Service, share: number): { input: keyof Service; low: number; high: number }[] {
  const inputs: (keyof Service)[] = ['servers', 'watts', 'pue', 'gridKgPerKWh', 'embodiedKg', 'lifetimeYears'];
  return inputs
    .map((input) => ({
      input,
      low: footprint({ ...service, [input]: service[input] * (1 - share) }).totalKg,
      high: footprint({ ...service, [input]: service[input] * (1 + share) }).totalKg,
    }))
    .toSorted((a, b) => Math.abs(b.high - b.low) - Math.abs(a.high - a.low));
}
