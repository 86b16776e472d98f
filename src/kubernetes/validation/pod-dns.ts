/** What a Pod may say about its own /etc/resolv.conf. */
import type { JsonObject } from '../../base/json.ts';
import { has, readObject, readObjects, readText, readTexts } from '../decode/read.ts';
import { type FieldError, invalid, required } from '../field/field-error.ts';
import { validateIP } from './ip.ts';
import { underscoredSubdomainProblems } from './names.ts';

/** Upstream: pkg/apis/core/validation/validation.go MaxDNSNameservers, MaxDNSSearchPaths, MaxDNSSearchListChars (v1.36). */
const MAX_NAMESERVERS = 3;
const MAX_SEARCH_PATHS = 32;
const MAX_SEARCH_LIST_CHARS = 2048;

/** `spec` is a Pod's, at `path`. Upstream: pkg/apis/core/validation/validation.go validatePodDNSConfig (v1.36). */
export function validateDNSConfig(spec: JsonObject, path: string): readonly FieldError[] {
  const at = `${path}.dnsConfig`;
  const config = readObject(spec, 'dnsConfig');
  return [
    ...validatePresence(spec, at),
    ...validateNameservers(readTexts(config, 'nameservers'), `${at}.nameservers`),
    ...validateSearches(readTexts(config, 'searches'), `${at}.searches`),
    ...readObjects(config, 'options').flatMap((option, index) =>
      readText(option, 'name') === '' ? [required(`${at}.options[${index}]`, 'must not be empty')] : [],
    ),
  ];
}

/** A Pod that takes nothing from its node or the cluster has to bring a server of its own. */
function validatePresence(spec: JsonObject, at: string): readonly FieldError[] {
  if (readText(spec, 'dnsPolicy') !== 'None') return [];
  if (!has(spec, 'dnsConfig')) return [required(at, 'must provide `dnsConfig` when `dnsPolicy` is None')];
  if (has(readObject(spec, 'dnsConfig'), 'nameservers')) return [];
  return [required(`${at}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
}

function validateNameservers(servers: readonly string[], at: string): readonly FieldError[] {
  const tooMany = `must not have more than ${MAX_NAMESERVERS} nameservers`;
  return [
    ...(servers.length > MAX_NAMESERVERS ? [invalid(at, [...servers], tooMany)] : []),
    ...servers.flatMap((server, index) => validateIP(server, `${at}[${index}]`)),
  ];
}

/** A final dot is as good as none, and a dot alone stands for no domain at all. */
function validateSearches(searches: readonly string[], at: string): readonly FieldError[] {
  const tooMany = `must not have more than ${MAX_SEARCH_PATHS} search paths`;
  const tooLong = `must not have more than ${MAX_SEARCH_LIST_CHARS} characters (including spaces) in the search list`;
  return [
    ...(searches.length > MAX_SEARCH_PATHS ? [invalid(at, [...searches], tooMany)] : []),
    ...(searches.join(' ').length > MAX_SEARCH_LIST_CHARS ? [invalid(at, [...searches], tooLong)] : []),
    ...searches.flatMap((search, index) => {
      if (search === '.') return [];
      const domain = search.replace(/\.$/, '');
      return underscoredSubdomainProblems(domain).map((problem) => invalid(`${at}[${index}]`, domain, problem));
    }),
  ];
}
