// Turns TypeScript declarations into definitions of a JSON Schema (draft-07).
import { findType, readDeclarations } from './declarations.mjs';

/** Types that say less in TypeScript than they mean in Kubernetes. */
const special = {
  IIoK8sApimachineryPkgUtilIntstrIntOrString: { oneOf: [{ type: 'integer' }, { type: 'string' }] },
  IIoK8sApimachineryPkgApiResourceQuantity: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  IIoK8sApimachineryPkgApisMetaV1Time: { type: 'string', format: 'date-time' },
  IIoK8sApimachineryPkgApisMetaV1MicroTime: { type: 'string', format: 'date-time' },
  IIoK8sApimachineryPkgApisMetaV1FieldsV1: { type: 'object' },
};

/** Fields that nobody writes by hand: accepted as they are, not offered in detail. */
const opaque = { status: { type: 'object' }, managedFields: { type: 'array' } };

const keywords = {
  TSStringKeyword: { type: 'string' },
  TSNumberKeyword: { type: 'integer' },
  TSBooleanKeyword: { type: 'boolean' },
  TSObjectKeyword: { type: 'object' },
  TSNullKeyword: { type: 'null' },
  TSAnyKeyword: {},
  TSUnknownKeyword: {},
};

/** Adds the kind declared in `file` (its interface is `I` + kind) to `definitions`; returns `{ apiVersion, kind, ref }`. */
export function addKind(definitions, file, kind) {
  const module = readDeclarations(file);
  const exported = [...module.exportedAs].find(([, local]) => local === `I${kind}`)?.[0];
  if (exported === undefined) throw new Error(`${file}: I${kind} is not exported`);
  const { $ref } = reference(definitions, exported, module);
  const { properties } = definitions[definitionName(exported)];
  return { apiVersion: properties.apiVersion.const, kind: properties.kind.const, $ref };
}

function reference(definitions, name, module) {
  const key = definitionName(name);
  if (definitions[key] === undefined) {
    definitions[key] = {}; // taken before it is filled: types may be recursive
    const { module: home, node, doc } = findType(module, name);
    const schema =
      node.type === 'TSInterfaceDeclaration'
        ? objectSchema(definitions, node.body.body, home)
        : typeSchema(definitions, node.typeAnnotation, home);
    definitions[key] = doc === undefined ? schema : { description: doc, ...schema };
  }
  return { $ref: `#/definitions/${key}` };
}

/** `IIoK8sApiCoreV1ServiceSpec` is `CoreV1ServiceSpec`. */
function definitionName(name) {
  return name.replace(/^IIoK8sApimachineryPkgApis|^IIoK8sApi/, '');
}

function objectSchema(definitions, members, module) {
  const properties = {};
  const required = [];
  for (const member of members.filter(({ type }) => type === 'TSPropertySignature')) {
    const name = member.key.value ?? member.key.name;
    const schema = opaque[name] ?? typeSchema(definitions, member.typeAnnotation.typeAnnotation, module);
    const doc = module.docBefore(member.start);
    properties[name] = doc === undefined ? schema : { description: doc, ...schema };
    if (!member.optional) required.push(name);
  }
  return { type: 'object', properties, additionalProperties: false, ...(required.length > 0 ? { required } : {}) };
}

function typeSchema(definitions, type, module) {
  const keyword = keywords[type.type];
  if (keyword !== undefined) return keyword;
  switch (type.type) {
    case 'TSLiteralType':
      return { const: type.literal.value };
    case 'TSParenthesizedType':
      return typeSchema(definitions, type.typeAnnotation, module);
    case 'TSArrayType':
      return { type: 'array', items: typeSchema(definitions, type.elementType, module) };
    case 'TSUnionType':
      return unionSchema(type.types.map((member) => typeSchema(definitions, member, module)));
    case 'TSTypeLiteral':
      return literalSchema(definitions, type, module);
    case 'TSTypeReference':
      return namedSchema(definitions, type, module);
    default:
      throw new Error(`${module.file}: cannot read a ${type.type}`);
  }
}

function unionSchema(members) {
  return members.every((member) => 'const' in member) ? { enum: members.map((m) => m.const) } : { anyOf: members };
}

function literalSchema(definitions, type, module) {
  const index = type.members.find((member) => member.type === 'TSIndexSignature');
  if (index === undefined) return objectSchema(definitions, type.members, module);
  return {
    type: 'object',
    additionalProperties: typeSchema(definitions, index.typeAnnotation.typeAnnotation, module),
  };
}

function namedSchema(definitions, type, module) {
  const { name } = type.typeName;
  if (name === 'Array') {
    return { type: 'array', items: typeSchema(definitions, type.typeArguments.params[0], module) };
  }
  return special[name] ?? reference(definitions, name, module);
}
