/** Which object of ours plays which recorded one: names are random, so objects are known by what becomes of them. */
import { asFields, canonical, type Row, type Summary } from './timeline-form.ts';

/** Our rows in the recording's names. What remains under its own name has no counterpart. */
export function inRecordedNames(
  recorded: readonly Row[],
  ours: readonly Row[],
  cast: ReadonlyMap<string, string>,
): readonly Row[] {
  const names = new Map([...cast].map(([theirs, own]) => [own, theirs]));
  for (const kind of ['ReplicaSet', 'EndpointSlice']) {
    const own = byPrefix(ours, kind);
    for (const [prefix, list] of byPrefix(recorded, kind)) {
      for (const [index, name] of list.entries()) {
        const other = own.get(prefix)?.[index];
        if (other !== undefined) names.set(other, name);
      }
    }
  }
  const half = translated(ours, names);
  for (const [own, name] of matchPods(recorded, half, names)) names.set(own, name);
  return translated(ours, names);
}

/** Names of a kind by what stands before their suffix, in the order in which the objects came: by revision at first. */
function byPrefix(rows: readonly Row[], kind: string): ReadonlyMap<string, readonly string[]> {
  const first = rows.filter((row) => row.kind === kind && (row.type === 'INITIAL' || row.type === 'ADDED'));
  const revision = ({ type, fields }: Row): number => (type === 'INITIAL' ? Number(fields?.['revision'] ?? 0) : 1e9);
  const found = new Map<string, string[]>();
  for (const { name } of first.toSorted((left, right) => revision(left) - revision(right))) {
    const prefix = name.slice(0, name.lastIndexOf('-'));
    const list = found.get(prefix);
    if (list === undefined) found.set(prefix, [name]);
    else if (!list.includes(name)) list.push(name);
  }
  return found;
}

interface Life {
  readonly name: string;
  readonly owner: string;
  readonly begins: string;
  readonly story: string;
  readonly times: readonly number[];
}

/** Our pods -> recorded ones: with the same story first, then of the same beginning, each in order of time. */
function matchPods(
  recorded: readonly Row[],
  ours: readonly Row[],
  names: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  const cast = new Set(names.values());
  const theirs = livesOf(recorded).filter(({ name }) => !cast.has(name));
  const own = livesOf(ours).filter(({ name }) => !cast.has(name));
  const found: (readonly [string, string])[] = [];
  const alike: ((left: Life, right: Life) => boolean)[] = [
    (left, right) => left.story === right.story && left.owner === right.owner,
    (left, right) => left.owner === right.owner && left.begins === right.begins && left.times.length > 1,
    (left, right) => left.owner === right.owner && left.begins === right.begins,
  ];
  for (const isAlike of alike) {
    for (const life of [...theirs]) {
      const index = own.findIndex((other) => isAlike(life, other));
      const [match] = index < 0 ? [] : own.splice(index, 1);
      if (match === undefined) continue;
      theirs.splice(theirs.indexOf(life), 1);
      found.push([match.name, life.name]);
    }
  }
  return found;
}

function livesOf(rows: readonly Row[]): Life[] {
  const lives = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.kind !== 'Pod') continue;
    const life = lives.get(row.name);
    if (life === undefined) lives.set(row.name, [row]);
    else life.push(row);
  }
  return [...lives]
    .map(([name, life]) => ({
      name,
      owner: canonical(life[0]?.fields?.['owner']),
      begins: life[0]?.type ?? '',
      story: canonical(life.map(({ type, fields }) => [type, type === 'INITIAL' ? '' : withoutPlace(fields)])),
      times: life.filter(({ type }) => type !== 'INITIAL').map(({ t }) => t),
    }))
    .toSorted((left, right) => compareTimes(left.times, right.times));
}

function compareTimes(left: readonly number[], right: readonly number[]): number {
  for (const [index, t] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (t !== other) return t - other;
  }
  return left.length - right.length;
}

/** A pod's fields without what is free: its node and its address. */
export function withoutPlace(fields: Summary | undefined): Summary {
  const { nodeName, podIP, ...rest } = fields ?? {};
  return {
    ...rest,
    ...(nodeName === undefined ? {} : { nodeName: nodeName === null ? null : '<node>' }),
    ...(podIP === undefined ? {} : { podIP: podIP === null ? null : '<address>' }),
  };
}

/** The rows with every name in them replaced, in texts too. */
function translated(rows: readonly Row[], names: ReadonlyMap<string, string>): readonly Row[] {
  if (names.size === 0) return rows;
  const longestFirst = [...names.keys()].toSorted((left, right) => right.length - left.length);
  const pattern = new RegExp(`(?<![\\w-])(?:${longestFirst.join('|')})(?![\\w-])`, 'g');
  const text = (value: string): string => value.replaceAll(pattern, (name) => names.get(name) ?? name);
  return rows.map((row) => ({
    ...row,
    name: row.kind === 'Event' ? row.name : text(row.name),
    fields: row.fields === undefined ? undefined : asFields(JSON.parse(text(JSON.stringify(row.fields)))),
  }));
}
