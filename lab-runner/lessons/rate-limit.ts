/**
 * So many at once, then one in every `refillMs`: a bucket for each key (an address). Lives in memory only and forgets a key
 * as soon as its bucket is full again.
 */
export class RateLimit {
  readonly #capacity: number;
  readonly #refillMs: number;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(options: { capacity: number; refillMs: number }) {
    this.#capacity = options.capacity;
    this.#refillMs = options.refillMs;
  }

  /** Takes one turn of `key`. Returns 0, or the milliseconds to wait for one. */
  take(key: string, now: number): number {
    for (const [other, bucket] of this.#buckets) if (this.#filled(bucket, now) >= this.#capacity) this.#buckets.delete(other);
    const bucket = this.#buckets.get(key);
    const left = bucket ? this.#filled(bucket, now) : this.#capacity;
    if (left < 1) return Math.ceil((1 - left) * this.#refillMs);
    this.#buckets.set(key, { left: left - 1, at: now });
    return 0;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** A clock that was set back gives nothing and takes nothing. */
  #filled(bucket: { left: number; at: number }, now: number): number {
    return Math.min(this.#capacity, bucket.left + Math.max(0, now - bucket.at) / this.#refillMs);
  }
}
