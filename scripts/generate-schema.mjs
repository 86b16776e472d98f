// Makes the JSON Schema that the editor completes and explains YAML with, out of the declarations of kubernetes-models
// (whose texts are those of the Kubernetes API) and our own kinds. Does nothing when the file is already up to date.
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const target = 'src/ui/editor/kubernetes-schema.generated.json';
const models = 'node_modules/kubernetes-models';
const roots = [
  'v1/Service',
  'apps/v1/Deployment',
  'v1/Pod',
  'v1/Namespace',
  'v1/Node',
  'discovery.k8s.io/v1/EndpointSlice',
  'networking.k8s.io/v1/Ingress',
  'apps/v1/StatefulSet',
  'apps/v1/ReplicaSet',
];

const { version } = JSON.parse(readFileSync(path.join(models, 'package.json'), 'utf8'));
const head = `{"$comment":${JSON.stringify(
  `Generated from kubernetes-models@${version}; descriptions (c) The Kubernetes Authors, Apache-2.0. ${fingerprint()}`,
)}`;

if (firstBytes(target, head.length) !== head) await generate();

async function generate() {
  // Loaded only now: an up-to-date file costs no parser.
  const [{ addKind }, { correct }, { ownKinds }] = await Promise.all([
    import('./schema/definitions.mjs'),
    import('./schema/corrections.mjs'),
    import('./schema/own-kinds.mjs'),
  ]);
  const definitions = {};
  const kinds = roots.map((root) => addKind(definitions, path.join(models, `${root}.d.ts`), path.basename(root)));
  correct(definitions);
  for (const [name, schema] of Object.entries(ownKinds)) {
    definitions[name] = schema;
    const { apiVersion, kind } = schema.properties;
    kinds.push({ apiVersion: apiVersion.const, kind: kind.const, $ref: `#/definitions/${name}` });
  }
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: {
      apiVersion: { enum: [...new Set(kinds.map(({ apiVersion }) => apiVersion))] },
      kind: { enum: kinds.map(({ kind }) => kind) },
    },
    // One `if` for each kind gives exact messages and completion; `oneOf` over whole kinds does not.
    allOf: kinds.map(({ kind, $ref }) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      then: { $ref },
    })),
    definitions,
  };
  // Renamed into place: two runs at once must not leave half a file.
  mkdirSync(path.dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}`;
  writeFileSync(draft, `${head},${JSON.stringify(schema).slice(1)}\n`);
  renameSync(draft, target);
  console.log(`${target}: ${kinds.length} kinds, ${Object.keys(definitions).length} definitions`);
}

/** Changes whenever this generator does. */
function fingerprint() {
  const hash = createHash('sha256').update(readFileSync('scripts/generate-schema.mjs'));
  for (const file of readdirSync('scripts/schema').toSorted()) hash.update(readFileSync(`scripts/schema/${file}`));
  return hash.digest('hex').slice(0, 16);
}

function firstBytes(file, length) {
  try {
    const handle = openSync(file, 'r');
    const buffer = Buffer.alloc(length);
    readSync(handle, buffer, 0, length, 0);
    closeSync(handle);
    return buffer.toString();
  } catch {
    return undefined;
  }
}
