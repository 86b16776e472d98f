/** The page as a visitor uses it: by role and accessible name, never by its internals. */
import { expect, type Locator, type Page } from '@playwright/test';
import { SCENARIOS } from '../src/scenarios/index.ts';
import type { Command } from '../src/simulation/session.ts';
import { encodeSession } from '../src/ui/session/share-link.ts';
import type { Language } from '../src/ui/store/view-store.ts';
import { ANY, like, WORDS, type Words } from './words.ts';

/** The words of the outcomes in English. */
export type OutcomeWord = 'Answered' | 'Refused' | 'Timed out' | 'Name not found' | 'Reset' | 'Wrong app';

/** How the page is seen. */
export interface Look {
  readonly language: Language;
  readonly theme: 'light' | 'dark';
}

/** The page; in English, and in the theme that the machine has, unless a look is given. */
export class Playground {
  readonly page: Page;
  readonly look: Look | undefined;
  readonly words: Words;
  readonly manifests: Locator;
  readonly cluster: Locator;
  readonly inspector: Locator;
  readonly timeline: Locator;
  readonly requests: Locator;

  constructor(page: Page, look?: Look) {
    this.page = page;
    this.look = look;
    this.words = WORDS[look?.language ?? 'en'];
    const { app } = this.words;
    const region = (name: string): Locator => page.getByRole('region', { name, exact: true });
    this.manifests = region(app.manifests);
    this.cluster = region(app.cluster);
    this.inspector = region(app.inspector);
    this.timeline = region(app.timeline);
    this.requests = region(app.requests);
  }

  /** Goes to the page, in its look. */
  async visit(query = '', hash = ''): Promise<void> {
    const wanted = new URLSearchParams(query);
    if (this.look !== undefined) {
      wanted.set('lang', this.look.language);
      wanted.set('theme', this.look.theme);
    }
    const text = wanted.toString();
    await this.page.goto(`./${text === '' ? '' : `?${text}`}${hash}`);
  }

  /** Opens a text, and perhaps commands, by a link; time stands still at that second. Does not wait for the full editor. */
  async openText(manifests: string, seconds: number, commands: readonly Command[] = []): Promise<void> {
    await this.visit('', await encodeSession({ manifests, seed: 1, commands }));
    await this.pause();
    await this.seek(seconds);
  }

  /** Opens a scenario; time stands still at that second. Does not wait for the full editor. */
  async openAt(scenario: string, seconds: number): Promise<void> {
    await this.visit(`?scenario=${scenario}`);
    await this.pause();
    await this.seek(seconds);
  }

  /** Opens the page and waits for the first request and the full editor. */
  async open(query = ''): Promise<void> {
    await this.visit(query);
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
    await this.manifests.getByRole('textbox', { name: this.words.editor.label }).focus();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.evaluate((words) => navigator.clipboard.writeText(words), text);
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  /** Pastes a scenario's text with these edits. */
  async edit(id: string, ...edits: readonly (readonly [string, string])[]): Promise<void> {
    await this.paste(Playground.edited(id, ...edits));
  }

  /** The rows of a client with that outcome. */
  rows(client: string, outcome: string): Locator {
    return this.requests
      .getByRole('row')
      .filter({ has: this.page.getByRole('cell', { name: client, exact: true }) })
      .filter({ has: this.page.getByRole('cell', { name: outcome, exact: true }) });
  }

  /** Stops time and picks the first request of the client with that outcome. */
  async inspect(client: string, outcome: string): Promise<void> {
    await expect(this.rows(client, outcome).first()).toBeVisible();
    await this.pause();
    await this.rows(client, outcome).first().click();
    await expect(this.inspector).toBeVisible();
  }

  /** Stops time. */
  async pause(): Promise<void> {
    await this.timeline.getByRole('button', { name: this.words.playback.pause }).click();
  }

  /** The client's requests that are to be seen end so, and so alone. */
  async expectOnly(client: string, outcome: OutcomeWord): Promise<void> {
    await expect(this.rows(client, outcome).first()).toBeVisible();
    const all: readonly OutcomeWord[] = ['Answered', 'Refused', 'Timed out', 'Name not found', 'Reset', 'Wrong app'];
    for (const other of all) if (other !== outcome) await expect(this.rows(client, other)).toHaveCount(0);
  }

  /** Shows only the requests that hold the text. */
  async filter(text: string): Promise<void> {
    await this.requests.getByLabel(this.words.playback.filter, { exact: true }).fill(text);
  }

  /** Looks at the cluster the other way. */
  async view(view: 'layers' | 'machines'): Promise<void> {
    const button = this.cluster.getByRole('button', { name: this.words.app.diagramViews[view], exact: true });
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
  }

  /** As `view`, and waits until the boxes are where they stand. */
  async settle(view: 'layers' | 'machines'): Promise<void> {
    await this.view(view);
    await this.still();
  }

  /** Waits until no box is on its way any more. */
  async still(): Promise<void> {
    await this.page.evaluate(async () => {
      const frames = async (): Promise<void> =>
        new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
      // The frame around the picture is moved for 250 ms by a timer that is no animation of the page.
      const until = performance.now() + 350;
      do await frames();
      while (performance.now() < until || document.getAnimations().some(({ playState }) => playState === 'running'));
    });
  }

  /** The moment that is shown, in seconds. */
  async now(): Promise<number> {
    return Number(await this.timeline.getByRole('slider').inputValue());
  }

  /** A way to look at the requests. */
  async lookAtRequests(view: 'list' | 'charts' | 'transcript'): Promise<void> {
    await this.requests.getByRole('button', { name: this.words.playback[view], exact: true }).click();
  }

  /** Goes to a moment, in whole seconds, by the scrubber. */
  async seek(seconds: number): Promise<void> {
    await this.timeline.getByRole('slider').fill(String(seconds));
  }

  /** A control of time. */
  control(name: 'play' | 'pause' | 'stepForward' | 'stepBack' | 'nextEvent' | 'previousEvent'): Locator {
    return this.timeline.getByRole('button', { name: this.words.playback[name], exact: true });
  }

  /** Leaves whatever has the focus, so that keys are for time. */
  async unfocus(): Promise<void> {
    await this.page.locator('body').click({ position: { x: 700, y: 20 } });
  }

  /** Picks the request of the row and goes to the moment at which it is over and still to be seen. */
  async goToEnd(row: Locator): Promise<void> {
    await row.click();
    const { seekHere } = this.words.playback;
    await this.inspector
      .getByTitle(like(seekHere(ANY)))
      .filter({ visible: true })
      .last()
      .click();
    const isOver = this.cluster.getByTestId('caption').locator('strong');
    for (let step = 0; step < 12 && (await isOver.count()) === 0; step++) await this.page.keyboard.press('.');
    await expect(isOver).toBeVisible();
  }
}
