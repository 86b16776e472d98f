/** A shape for each way of not being fine, so that colour is never the only difference. */
import {
  CircleDashed,
  Hourglass,
  LogOut,
  PowerOff,
  TriangleAlert,
  Unlink,
  WifiOff,
  type LucideIcon,
} from 'lucide-react';
import type { ReactElement } from 'react';
import type { BoxStatus } from '../../../diagram/diagram.ts';

const ICONS: Readonly<Record<BoxStatus, LucideIcon | undefined>> = {
  ok: undefined,
  notReady: CircleDashed,
  failing: TriangleAlert,
  terminating: LogOut,
  pending: Hourglass,
  down: PowerOff,
  cut: WifiOff,
  noEndpoints: Unlink,
};

/** The shape; a word in the same box says the same, so it is hidden from readers. */
export function StatusIcon({ status }: { readonly status: BoxStatus }): ReactElement | undefined {
  const Icon = ICONS[status];
  return Icon && <Icon size={12} strokeWidth={2.5} aria-hidden />;
}
