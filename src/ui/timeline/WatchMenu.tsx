/** What playing looks out for, behind one button: idle stretches, failures, lost nodes, a loop. */
import { Repeat, Settings2 } from 'lucide-react';
import { memo, useEffect, useRef, type ReactElement } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { formatSeconds } from '../present/format-time.ts';
import { loopBegun, loopCleared, loopEnded, useWatch, watchToggled } from '../store/watch-store.ts';
import styles from './Timeline.module.css';

const SWITCHES = ['skipsIdle', 'stopsOnFailure', 'stopsOnNotReady'] as const;

/** The button and its panel; it shows in a word when something is looked out for. */
export const WatchMenu = memo(function WatchMenu(): ReactElement {
  const { playback: words } = useMessages();
  const watch = useWatch();
  const details = useRef<HTMLDetailsElement>(null);
  const { loop } = watch;
  const isLooping = loop?.to !== undefined;
  const isActive = isLooping || SWITCHES.some((name) => watch[name]);
  useEffect(() => {
    const close = (event: Event): void => {
      const element = details.current;
      const isOutside = event.target instanceof Node && element?.contains(event.target) === false;
      const isEscape = event instanceof KeyboardEvent && event.key === 'Escape';
      if (element === null || !element.open || (!isOutside && !isEscape)) return;
      if (isEscape) element.querySelector('summary')?.focus();
      element.open = false;
    };
    addEventListener('pointerdown', close);
    addEventListener('keydown', close);
    return () => {
      removeEventListener('pointerdown', close);
      removeEventListener('keydown', close);
    };
  }, []);
  return (
    <details ref={details} className={styles.watch}>
      <summary className={styles.icon} aria-label={words.watch} title={words.watch} data-active={isActive}>
        {isLooping ? <Repeat size={16} aria-hidden /> : <Settings2 size={16} aria-hidden />}
      </summary>
      <div className={styles.watchPanel} role="group" aria-label={words.watch}>
        {SWITCHES.map((name) => (
          <label key={name}>
            <input type="checkbox" checked={watch[name]} onChange={() => watchToggled(name)} />
            {words.watches[name]}
          </label>
        ))}
        <p className={styles.loop}>
          <button type="button" onClick={loopBegun}>
            {words.loopFrom}
          </button>
          <button type="button" disabled={loop === undefined} onClick={loopEnded}>
            {words.loopTo}
          </button>
          <button type="button" disabled={loop === undefined} onClick={loopCleared}>
            {words.loopClear}
          </button>
        </p>
        {loop !== undefined && (
          <output>
            {words.looping(formatSeconds(loop.from), loop.to === undefined ? undefined : formatSeconds(loop.to))}
          </output>
        )}
      </div>
    </details>
  );
});
