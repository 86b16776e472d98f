export const howToInstall: string;
export function findChromium(): string | undefined;
export function obtainChromium(): string | undefined;
export function chromiumArguments(): string[];
