/** The page as a visitor uses it: by role and accessible name, never by its internals. */
import { expect, type Locator, type Page } from '@playwright/test';
import { SCENARIOS } from '../src/scenarios/index.ts';

/** The words of the outcomes in English. */
export type OutcomeWord = 'Answered' | 'Refused' | 'Timed out' | 'Name not found' | 'Reset' | 'Wrong app';

/** The page, in English. */
export class Playground {
  readonly page: Page;
  readonly manifests: Locator;
  readonly cluster: Locator;
  readonly inspector: Locator;
  readonly timeline: Locator;
  readonly requests: Locator;

  constructor(page: Page) {
    this.page = page;
    const region = (name: string): Locator => page.getByRole('region', { name, exact: true });
    this.manifests = region('Manifests');
    this.cluster = region('Cluster');
    this.inspector = region('Inspector');
    this.timeline = region('Timeline');
    this.requests = region('Requests');
  }

  /** Opens the page and waits for the first request and the full editor. */
  async open(query = ''): Promise<void> {
    await this.page.goto(`./${query}`);
    await expect(this.requests.getByRole('row').nth(1)).toBeVisible();
    await expect(this.manifests.locator('.monaco-editor .view-line').first()).toBeVisible();
  }

  /** Opens a scenario by its link, and lets time run fast. */
  async openScenario(id: string): Promise<void> {
    await this.open(`?scenario=${id}`);
    await this.speed('10');
  }

  /** Picks how many virtual seconds pass in one. */
  async speed(perSecond: string): Promise<void> {
    await this.timeline.getByRole('combobox').selectOption(perSecond);
  }

  /** The text of a scenario, with edits that each have to change something. */
  static edited(id: string, ...edits: readonly (readonly [string, string])[]): string {
    const text = SCENARIOS.find((scenario) => scenario.id === id)?.manifests ?? '';
    return edits.reduce((edited, [from, to]) => {
      expect(edited, `scenario ${id}`).toContain(from);
      return edited.replace(from, to);
    }, text);
  }

  /** Replaces the whole text as a person does: select all, paste. */
  async paste(text: string): Promise<void> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.manifests.getByRole('textbox', { name: 'Manifests in YAML' }).focus();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.evaluate((words) => navigator.clipboard.writeText(words), text);
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  /** Pastes a scenario's text with these edits. */
  async edit(id: string, ...edits: readonly (readonly [string, string])[]): Promise<void> {
    await this.paste(Playground.edited(id, ...edits));
  }

  /** The rows of a client with that outcome. */
  rows(client: string, outcome: OutcomeWord): Locator {
    return this.requests
      .getByRole('row')
      .filter({ has: this.page.getByRole('cell', { name: client, exact: true }) })
      .filter({ has: this.page.getByRole('cell', { name: outcome, exact: true }) });
  }

  /** Stops time and picks the first request of the client with that outcome. */
  async inspect(client: string, outcome: OutcomeWord): Promise<void> {
    await expect(this.rows(client, outcome).first()).toBeVisible();
    await this.pause();
    await this.rows(client, outcome).first().click();
    await expect(this.inspector).toBeVisible();
  }

  /** Stops time. */
  async pause(): Promise<void> {
    await this.timeline.getByRole('button', { name: 'Pause' }).click();
  }

  /** The client's requests that are to be seen end so, and so alone. */
  async expectOnly(client: string, outcome: OutcomeWord): Promise<void> {
    await expect(this.rows(client, outcome).first()).toBeVisible();
    const all: readonly OutcomeWord[] = ['Answered', 'Refused', 'Timed out', 'Name not found', 'Reset', 'Wrong app'];
    for (const other of all) if (other !== outcome) await expect(this.rows(client, other)).toHaveCount(0);
  }

  /** Shows only the requests that hold the text. */
  async filter(text: string): Promise<void> {
    await this.requests.getByLabel('Filter requests').fill(text);
  }

  /** Looks at the cluster the other way. */
  async look(view: 'Layers' | 'Machines'): Promise<void> {
    await this.cluster.getByRole('button', { name: view }).click();
  }

  /** The moment that is shown, in seconds. */
  async now(): Promise<number> {
    return Number(await this.timeline.getByRole('slider').inputValue());
  }

  /** A way to look at the requests. */
  async lookAtRequests(view: 'List' | 'Charts' | 'Transcript'): Promise<void> {
    await this.requests.getByRole('button', { name: view, exact: true }).click();
  }

  /** Goes to a moment, in whole seconds, by the scrubber. */
  async seek(seconds: number): Promise<void> {
    await this.timeline.getByRole('slider').fill(String(seconds));
  }
}
