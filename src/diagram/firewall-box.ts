/** The cloud's firewall in the picture: a box in front of the nodes for as long as it is closed. */
import { FIREWALL_BOX_ID } from './box-id.ts';
import type { DiagramBox, Rectangle } from './diagram.ts';
import type { Snapshot } from './snapshot.ts';

/** The box, or none while the firewall is open: then it does nothing. The page gives it its name. */
export function firewallBoxes({ isFirewallOpen }: Snapshot, place: Rectangle): readonly DiagramBox[] {
  if (isFirewallOpen) return [];
  return [
    {
      id: FIREWALL_BOX_ID,
      layer: 'external',
      kind: 'firewall',
      title: '',
      lines: ['deny 0.0.0.0/0'],
      status: 'ok',
      ...place,
    },
  ];
}
