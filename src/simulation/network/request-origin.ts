/** Who asks for what. */
import type { ClientInfo } from '../trace.ts';
import type { RequestUrl } from './url.ts';

/** A request before its first packet. */
export interface RequestOrigin {
  /** `r1`, `r2`… */
  readonly id: string;
  readonly client: string;
  readonly from: ClientInfo['from'];
  /** The client's own address. */
  readonly address: string;
  readonly url: string;
  readonly target: RequestUrl;
}
