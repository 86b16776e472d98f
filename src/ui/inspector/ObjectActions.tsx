/** What can be done to an object, as buttons: the same as in its menu. */
import { memo, type ReactElement } from 'react';
import { carryOut } from '../commands/carry-out.ts';
import styles from '../commands/commands.module.css';
import { OFFER_ICONS } from '../commands/offer-icons.ts';
import type { Offer } from '../commands/offers.ts';
import { useActing } from '../i18n/acting-catalogues.ts';

interface ObjectActionsProps {
  readonly offers: readonly Offer[];
}

/** The buttons; what cannot be done now says why. */
export const ObjectActions = memo(function ObjectActions({ offers }: ObjectActionsProps): ReactElement | undefined {
  const words = useActing();
  if (offers.length === 0) return undefined;
  return (
    <ul className={styles.actions} aria-label={words.actions}>
      {offers.map((offer) => {
        const { id, obstacle, isDestructive } = offer;
        const Icon = OFFER_ICONS[id];
        const reason = obstacle === undefined ? undefined : words.obstacles[obstacle];
        return (
          <li key={id}>
            <button
              type="button"
              className={styles.action}
              aria-disabled={obstacle !== undefined || undefined}
              title={reason}
              data-destructive={isDestructive}
              onClick={() => carryOut(offer)}
            >
              <Icon size={14} aria-hidden />
              {words.offers[id]}
            </button>
          </li>
        );
      })}
    </ul>
  );
});
