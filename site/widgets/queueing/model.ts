/** A queue with `servers` equal servers, Poisson arrivals and exponential service times: M/M/c. Rates are in the same unit of time. */
export interface Queue {
  /** Arrivals a second. */
  arrivals: number;
  /** What one server finishes a second. */
  service: number;
  servers: number;
}

export interface QueueFacts {
  /** Share of the servers that is busy, on average; at 1 and above the queue grows without end. */
  utilization: number;
  /** Chance that an arrival has to wait (Erlang C); 1 when overloaded. */
  waits: number;
  /** Mean number that waits. Infinity when overloaded. */
  queueLength: number;
  /** Mean seconds before service. */
  wait: number;
  /** Mean seconds in all. */
  total: number;
  /** 95 of 100 wait no longer than this. */
  waitP95: number;
}

/** Erlang's formulas. Needs arrivals ≥ 0, service > 0 and a whole number of servers ≥ 1. */
export function queueFacts(queue: Queue): QueueFacts {
  const { arrivals, service, servers } = queue;
  const utilization = arrivals / (servers * service);
  if (utilization >= 1) return { utilization, waits: 1, queueLength: Infinity, wait: Infinity, total: Infinity, waitP95: Infinity };
  const waits = erlangC(arrivals / service, servers);
  const spare = servers * service - arrivals;
  const wait = waits / spare;
  return {
    utilization,
    waits,
    queueLength: arrivals * wait,
    wait,
    total: wait + 1 / service,
    // P(wait > t) = C e^(-spare t)
    waitP95: waits <= 0.05 ? 0 : Math.log(waits / 0.05) / spare,
  };
}

/** By way of Erlang B, whose recursion does not overflow for many servers. */
function erlangC(load: number, servers: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked / (1 - (load / servers) * (1 - blocked));
}

/** Little's law: how many are in a system in which each stays `seconds`. */
export function littlesLaw(arrivals: number, seconds: number): number {
  return arrivals * seconds;
}

/** Fewest servers for which the mean wait is at most `seconds`. */
export function serversFor(arrivals: number, service: number, seconds: number): number {
  let servers = Math.floor(arrivals / service) + 1;
  while (queueFacts({ arrivals, service, servers }).wait > seconds) servers++;
  return servers;
}
