/** The Services as they stand at one position of the log. */
import type { ProxyEndpoint } from '../../kubernetes/proxy/endpoints.ts';
import type { KnownPort } from '../../kubernetes/proxy/known-port.ts';
import type { ServiceIndex } from '../../kubernetes/proxy/service-index.ts';
import { compareServicePortNames } from '../../kubernetes/proxy/service-port-name.ts';
import type { ServiceLog } from './service-log.ts';

const NONE: readonly KnownPort[] = [];

/** What one kube-proxy goes by. It holds nothing of its own: all is found in the log. */
export class LogView implements ServiceIndex {
  private readonly log: ServiceLog;
  readonly position: number;

  constructor(log: ServiceLog, position: number) {
    this.log = log;
    this.position = position;
  }

  portsAt(key: string): readonly KnownPort[] {
    const references = this.log.referencesAt(key, this.position);
    if (references.length === 0) return NONE;
    const ports = references.flatMap(({ service, index }) => this.log.portsOf(service, this.position)[index] ?? []);
    return ports.length === 1 ? ports : ports.sort(byName);
  }

  allPorts(): readonly KnownPort[] {
    return this.log
      .serviceKeys()
      .flatMap((key) => this.log.portsOf(key, this.position))
      .sort(byName);
  }

  portsWith(isMeant: (endpoint: ProxyEndpoint) => boolean): readonly KnownPort[] {
    return this.log
      .serviceKeys()
      .flatMap((key) => this.log.portsOf(key, this.position).filter(({ endpoints }) => endpoints.some(isMeant)));
  }

  endpointCount(): number {
    return this.log.endpointCountAt(this.position);
  }
}

function byName(a: KnownPort, b: KnownPort): number {
  return compareServicePortNames(a.info.name, b.info.name);
}
