/** A part of the page that arrives after the first view. */
import { useEffect, useState } from 'react';
import { whenQuiet } from './when-quiet.ts';

/**
 * What `load` brings, undefined until it is there. It is asked for in a quiet moment, so that it is there when the network
 * is gone; at once when it is `wanted` (neither undefined nor false); and again whenever `wanted` changes while it was not
 * to be had. `load` has to be the same function each time.
 */
export function useLazy<T>(load: () => Promise<T>, wanted: unknown): T | undefined {
  const [part, setPart] = useState<T>();
  const isMissing = part === undefined;
  useEffect(() => {
    if (!isMissing) return undefined;
    let isMounted = true;
    const isWanted = wanted !== undefined && wanted !== false;
    (isWanted ? load() : whenQuiet(load)).then(
      (loaded) => isMounted && setPart(() => loaded),
      () => undefined,
    );
    return () => {
      isMounted = false;
    };
  }, [load, wanted, isMissing]);
  return part;
}
