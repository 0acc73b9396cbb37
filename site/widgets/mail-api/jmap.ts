import { resolve } from './pointer.ts';
import { type Email, emailsIn, moveEmail, removeEmail, type Store, setFlags } from './store.ts';

type Json = Record<string, unknown>;
type Result = [name: string, result: Json];

export const account = 'lin';
const capabilities = ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:mail'];
/** IMAP's system flags and JMAP's keywords are the same marks (RFC 8621 §4.1.1). */
const keywords: Record<string, string> = { '\\Seen': '$seen', '\\Flagged': '$flagged', '\\Answered': '$answered', '\\Draft': '$draft' };
const keywordOf = (flag: string) => keywords[flag] ?? flag.toLowerCase();
const flagOf = (keyword: string) => Object.keys(keywords).find((flag) => keywords[flag] === keyword.toLowerCase()) ?? keyword.toLowerCase();
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = (value: unknown): string[] | null => (Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null);

class MethodError extends Error {
  readonly type: string;
  constructor(type: string, description: string) {
    super(description);
    this.type = type;
  }
}
const invalid = (description: string) => new MethodError('invalidArguments', description);

/** One HTTP request with its body as typed: the response's body (RFC 8620 §3). Request-level errors are problem details with a status (§3.6.1). */
export function jmapRequest(store: Store, text: string): { status: number; body: Json } {
  const problem = (type: string, detail: string) => ({ status: 400, body: { type: `urn:ietf:params:jmap:error:${type}`, status: 400, detail } });
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch (error) {
    return problem('notJSON', error instanceof Error ? error.message : String(error));
  }
  if (!isObject(request) || texts(request.using) === null || !Array.isArray(request.methodCalls))
    return problem('notRequest', 'Expected an object with "using" (a list of texts) and "methodCalls" (a list of [name, arguments, id]).');
  const wrong = (request.methodCalls as unknown[]).findIndex(
    (call) => !Array.isArray(call) || call.length !== 3 || typeof call[0] !== 'string' || !isObject(call[1]) || typeof call[2] !== 'string',
  );
  if (wrong >= 0) return problem('notRequest', `Expected methodCalls[${wrong}] to be [name, arguments, id].`);
  const unknown = (request.using as string[]).find((name) => !capabilities.includes(name));
  if (unknown) return problem('unknownCapability', `This server has no ${unknown}. It has ${capabilities.join(', ')}.`);
  if (request.methodCalls.length > 16) return problem('limit', 'At most 16 calls a request (maxCallsInRequest).');

  const responses: [string, Json, string][] = [];
  for (const [name, given, id] of request.methodCalls as [string, Json, string][]) {
    try {
      const args = dereference(given, responses);
      const needed = name.startsWith('Core/') ? capabilities[0] : capabilities[1];
      const method = Object.hasOwn(methods, name) && (request.using as string[]).includes(needed as string) ? methods[name] : undefined;
      if (!method)
        throw new MethodError(
          'unknownMethod',
          `${name}: ${Object.hasOwn(methods, name) ? `"using" lacks ${needed}` : `here are ${Object.keys(methods).join(', ')}`}.`,
        );
      if (name !== 'Core/echo' && args.accountId !== account)
        throw new MethodError('accountNotFound', `Expected "accountId": "${account}", found ${JSON.stringify(args.accountId)}.`);
      responses.push([...method(store, args, name), id]);
    } catch (error) {
      if (!(error instanceof MethodError)) throw error;
      responses.push(['error', { type: error.type, description: error.message }, id]);
    }
  }
  return { status: 200, body: { methodResponses: responses, sessionState: '0' } };
}

/** `#ids` is taken from the result of an earlier call (§3.7). */
function dereference(args: Json, responses: readonly [string, Json, string][]): Json {
  const out: Json = {};
  for (const [key, value] of Object.entries(args)) {
    if (!key.startsWith('#')) {
      out[key] = value;
      continue;
    }
    const plain = key.slice(1);
    if (Object.hasOwn(args, plain)) throw invalid(`Both "${plain}" and "${key}" are given.`);
    if (!isObject(value)) throw new MethodError('invalidResultReference', `${key}: expected {"resultOf": …, "name": …, "path": …}.`);
    const source = responses.find(([, , id]) => id === value.resultOf);
    if (!source || source[0] !== value.name)
      throw new MethodError('invalidResultReference', `${key}: no earlier response ${JSON.stringify(value.name)} with id ${JSON.stringify(value.resultOf)}.`);
    const found = resolve(source[1], String(value.path));
    if (found === undefined) throw new MethodError('invalidResultReference', `${key}: nothing at ${JSON.stringify(value.path)}.`);
    out[plain] = found;
  }
  return out;
}

const state = (store: Store) => String(store.modseq);
const methods: Record<string, (store: Store, args: Json, name: string) => Result> = {
  'Core/echo': (_, args, name) => [name, args],
  'Mailbox/get': (store, args, name) => [
    name,
    get(
      store,
      args,
      store.folders.map((folder) => {
        const emails = emailsIn(store, folder.name);
        return {
          id: folder.id,
          name: folder.name,
          role: folder.role,
          totalEmails: emails.length,
          unreadEmails: emails.filter((email) => !email.flags.includes('\\Seen')).length,
        };
      }),
    ),
  ],
  'Email/get': (store, args, name) => {
    if (args.ids === null || args.ids === undefined) throw new MethodError('requestTooLarge', 'Email/get of all: give "ids", or "#ids" of an Email/query.');
    return [
      name,
      get(
        store,
        args,
        store.emails.map((email) => asJson(store, email)),
      ),
    ];
  },
  'Email/query': query,
  'Email/changes': changes,
  'Email/set': set,
};

function get(store: Store, args: Json, all: Json[]): Json {
  const ids = args.ids === null || args.ids === undefined ? all.map((item) => item.id as string) : texts(args.ids);
  const properties = args.properties === null || args.properties === undefined ? null : texts(args.properties);
  if (!ids) throw invalid('"ids" expected a list of texts or null.');
  if (args.properties && !properties) throw invalid('"properties" expected a list of texts or null.');
  const known = Object.keys(all[0] ?? {});
  const strange = all.length > 0 ? properties?.find((property) => !known.includes(property)) : undefined;
  if (strange) throw invalid(`No property "${strange}" here: ${known.join(', ')}.`);
  const list = [...new Set(ids)].flatMap((id) => all.filter((item) => item.id === id));
  return {
    accountId: account,
    state: state(store),
    // The id comes back whether asked for or not (§5.1).
    list: list.map((item) => (properties ? Object.fromEntries(Object.entries(item).filter(([key]) => key === 'id' || properties.includes(key))) : item)),
    notFound: ids.filter((id) => !all.some((item) => item.id === id)),
  };
}

function asJson(store: Store, email: Email): Json {
  const [, name, address] = /^(?:"?([^"<]*?)"? *<)?([^<>]+)>?$/.exec(email.from) ?? [];
  return {
    id: email.id,
    mailboxIds: { [store.folders.find((folder) => folder.name === email.folder)?.id ?? '']: true },
    keywords: Object.fromEntries(email.flags.filter((flag) => flag !== '\\Deleted').map((flag) => [keywordOf(flag), true])),
    from: [{ name: name || null, email: address ?? email.from }],
    subject: email.subject,
    receivedAt: email.received,
    preview: email.body.slice(0, 100),
  };
}

function query(store: Store, args: Json, name: string): Result {
  const filter = args.filter ?? {};
  const sort = args.sort ?? [];
  const test = filterOf(store, filter);
  if (!Array.isArray(sort) || sort.some((by) => !isObject(by) || !['receivedAt', 'subject', 'from'].includes(String(by.property))))
    throw new MethodError('unsupportedSort', 'Expected [{"property": "receivedAt" | "subject" | "from", "isAscending": …}].');
  const number = (key: string, fallback: number) => {
    const value = args[key] ?? fallback;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw invalid(`"${key}" expected a whole number from 0.`);
    return value;
  };
  const found = store.emails.filter(test).toSorted((a, b) => {
    for (const by of sort as Json[]) {
      const key = { receivedAt: (e: Email) => e.received, subject: (e: Email) => e.subject.toLowerCase(), from: (e: Email) => e.from.toLowerCase() }[
        by.property as 'from'
      ];
      const order = key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
      if (order !== 0) return by.isAscending === false ? -order : order;
    }
    return a.id < b.id ? -1 : 1;
  });
  const position = number('position', 0);
  const limit = number('limit', 100);
  return [
    name,
    {
      accountId: account,
      queryState: state(store),
      canCalculateChanges: false,
      position,
      ids: found.slice(position, position + limit).map((email) => email.id),
      ...(args.calculateTotal === true ? { total: found.length } : {}),
    },
  ];
}

function filterOf(store: Store, filter: unknown): (email: Email) => boolean {
  if (!isObject(filter)) throw invalid('"filter" expected an object.');
  if ('operator' in filter) {
    if (!['AND', 'OR', 'NOT'].includes(String(filter.operator)) || !Array.isArray(filter.conditions))
      throw invalid('A filter operator is "AND", "OR" or "NOT" with "conditions".');
    const tests = filter.conditions.map((condition) => filterOf(store, condition));
    return (email) =>
      filter.operator === 'AND' ? tests.every((t) => t(email)) : filter.operator === 'OR' ? tests.some((t) => t(email)) : !tests.some((t) => t(email));
  }
  const tests = Object.entries(filter).map(([key, value]): ((email: Email) => boolean) => {
    const text = String(value).toLowerCase();
    const holds = (part: string) => part.toLowerCase().includes(text);
    switch (key) {
      case 'inMailbox': {
        const folder = store.folders.find((one) => one.id === value);
        if (!folder) throw invalid(`No mailbox ${JSON.stringify(value)}: ids are ${store.folders.map((one) => one.id).join(', ')}.`);
        return (email) => email.folder === folder.name;
      }
      case 'from':
        return (email) => holds(email.from);
      case 'subject':
        return (email) => holds(email.subject);
      case 'text':
        return (email) => holds(`${email.from} ${email.subject} ${email.body}`);
      case 'hasKeyword':
        return (email) => email.flags.some((flag) => keywordOf(flag) === text);
      case 'notKeyword':
        return (email) => !email.flags.some((flag) => keywordOf(flag) === text);
      case 'before':
        return (email) => email.received < String(value);
      case 'after':
        return (email) => email.received >= String(value);
    }
    throw new MethodError('unsupportedFilter', `No condition "${key}" here: inMailbox, from, subject, text, hasKeyword, notKeyword, before, after.`);
  });
  return (email) => tests.every((test) => test(email));
}

function changes(store: Store, args: Json, name: string): Result {
  const since = Number(args.sinceState);
  if (typeof args.sinceState !== 'string') throw invalid('"sinceState" expected the "state" that an Email/get returned.');
  if (!/^\d+$/.test(args.sinceState) || since > store.modseq)
    throw new MethodError('cannotCalculateChanges', `The state ${JSON.stringify(args.sinceState)} is not known: fetch everything again.`);
  const born = new Set(store.created.filter((one) => one.modseq > since).map((one) => one.id));
  const dead = store.destroyed.filter((one) => one.modseq > since).map((one) => one.id);
  return [
    name,
    {
      accountId: account,
      oldState: args.sinceState,
      newState: state(store),
      hasMoreChanges: false,
      created: [...born].filter((id) => !dead.includes(id)),
      updated: store.emails.filter((email) => email.modseq > since && !born.has(email.id)).map((email) => email.id),
      // Who was born and died meanwhile need not be told (RFC 8620 §5.2).
      destroyed: dead.filter((id) => !born.has(id)),
    },
  ];
}

function set(store: Store, args: Json, name: string): Result {
  const oldState = state(store);
  if (args.ifInState !== undefined && args.ifInState !== null && args.ifInState !== oldState)
    throw new MethodError(
      'stateMismatch',
      `The state is ${JSON.stringify(oldState)}, not ${JSON.stringify(args.ifInState)}: somebody changed something. Nothing was done.`,
    );
  const updated: Json = {};
  const notUpdated: Json = {};
  const destroyed: string[] = [];
  const notDestroyed: Json = {};
  if (args.create) throw invalid('This playground creates nothing: use "update" and "destroy".');
  const destroy = args.destroy === undefined || args.destroy === null ? [] : texts(args.destroy);
  if (args.update !== undefined && args.update !== null && !isObject(args.update)) throw invalid('"update" expected {id: patch}.');
  if (!destroy) throw invalid('"destroy" expected a list of ids.');
  for (const [id, patch] of Object.entries((args.update ?? {}) as Json)) {
    const email = store.emails.find((one) => one.id === id);
    const error = !email
      ? { type: 'notFound' }
      : isObject(patch)
        ? patchEmail(store, email, patch)
        : { type: 'invalidPatch', description: 'Expected an object.' };
    if (error) notUpdated[id] = error;
    else updated[id] = null;
  }
  for (const id of destroy) {
    const email = store.emails.find((one) => one.id === id);
    if (!email) notDestroyed[id] = { type: 'notFound' };
    else {
      removeEmail(store, email, true);
      destroyed.push(id);
    }
  }
  return [name, { accountId: account, oldState, newState: state(store), updated, destroyed, notUpdated, notDestroyed }];
}

/** All of a patch or nothing of it (§5.3). Null: done. */
function patchEmail(store: Store, email: Email, patch: Json): Json | null {
  let flags = [...email.flags];
  let folders = new Set([email.folder]);
  const byId = (id: string) => store.folders.find((folder) => folder.id === id)?.name;
  for (const [path, value] of Object.entries(patch)) {
    const [root, key, ...more] = path.split('/');
    const refuse = (description: string) => ({ type: 'invalidPatch', description });
    if (more.length > 0 || (root !== 'keywords' && root !== 'mailboxIds'))
      return refuse(`“${path}”: only keywords and mailboxIds may be changed, for example "keywords/$seen": true.`);
    const entries: [string, unknown][] = key === undefined ? (isObject(value) ? Object.entries(value) : []) : [[key, value]];
    if (key === undefined && !isObject(value)) return refuse(`“${path}” expected an object.`);
    if (key === undefined && root === 'keywords') flags = flags.filter((flag) => flag === '\\Deleted');
    if (key === undefined && root === 'mailboxIds') folders = new Set();
    for (const [name, on] of entries) {
      if (on !== true && on !== null) return refuse(`“${path}” expected true, or null to take it away, found ${JSON.stringify(on)}.`);
      if (root === 'keywords') flags = on ? [...new Set([...flags, flagOf(name)])] : flags.filter((flag) => flag !== flagOf(name));
      else {
        const folder = byId(name);
        if (!folder) return { type: 'invalidProperties', properties: ['mailboxIds'], description: `No mailbox “${name}”.` };
        if (on) folders.add(folder);
        else folders.delete(folder);
      }
    }
  }
  if (folders.size !== 1) return { type: 'invalidProperties', properties: ['mailboxIds'], description: 'In this store a message is in exactly one mailbox.' };
  const [folder] = folders;
  const there = folder && folder !== email.folder ? moveEmail(store, email, folder) : email;
  setFlags(store, there, flags);
  return null;
}
