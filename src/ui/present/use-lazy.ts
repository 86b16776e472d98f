/** A part of the page that arrives after the first view. */
import { useEffect, useState } from 'react';

/**
 * What `load` brings, undefined until it is there. It is asked for at once, so that it is there when the network is gone,
 * and again whenever `wanted` changes while it was not to be had. `load` has to be the same function each time.
 */
export function useLazy<T>(load: () => Promise<T>, wanted: unknown): T | undefined {
  const [part, setPart] = useState<T>();
  const isMissing = part === undefined;
  useEffect(() => {
    if (!isMissing) return undefined;
    let isMounted = true;
    load().then(
      (loaded) => isMounted && setPart(() => loaded),
      () => undefined,
    );
    return () => {
      isMounted = false;
    };
  }, [load, wanted, isMissing]);
  return part;
}
