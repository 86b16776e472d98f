/** What the nftables objects of one service port are made from. */
import type { ProxyOptions } from '../proxy-input.ts';
import type { ServicePolicy } from '../service-policy.ts';
import type { ServiceChainNames } from './names.ts';

/** A service port with all that its objects depend on. */
export interface ServiceContext extends ServicePolicy {
  readonly chains: ServiceChainNames;
  readonly options: ProxyOptions;
  /** `tcp`, `udp` or `sctp`, as keys have it. */
  readonly protocolText: string;
}
