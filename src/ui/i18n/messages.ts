/** The catalogues joined: one section per part of the page, one catalogue per language. English gives the shape. */
import type { Language } from '../store/view-store.ts';
import { app as enApp, type AppMessages } from './en/app.ts';
import { apply as enApply, type ApplyMessages } from './en/apply.ts';
import { commands as enCommands, type CommandMessages } from './en/commands.ts';
import { compare as enCompare, type CompareMessages } from './en/compare.ts';
import { editor as enEditor, type EditorMessages } from './en/editor.ts';
import { packets as enPackets, type PacketMessages } from './en/packets.ts';
import { playback as enPlayback, type PlaybackMessages } from './en/playback.ts';
import { selection as enSelection, type SelectionMessages } from './en/selection.ts';
import { simulation as enSimulation } from './en/simulation.ts';
import { app as koApp } from './ko/app.ts';
import { apply as koApply } from './ko/apply.ts';
import { commands as koCommands } from './ko/commands.ts';
import { compare as koCompare } from './ko/compare.ts';
import { editor as koEditor } from './ko/editor.ts';
import { packets as koPackets } from './ko/packets.ts';
import { playback as koPlayback } from './ko/playback.ts';
import { selection as koSelection } from './ko/selection.ts';
import { simulation as koSimulation } from './ko/simulation.ts';
import type { SimulationCatalogue } from './render-message.ts';

/** Every word that the page shows, by section. */
export interface Messages {
  readonly app: AppMessages;
  readonly apply: ApplyMessages;
  readonly commands: CommandMessages;
  readonly compare: CompareMessages;
  readonly editor: EditorMessages;
  readonly packets: PacketMessages;
  readonly playback: PlaybackMessages;
  readonly selection: SelectionMessages;
  readonly simulation: SimulationCatalogue;
}

/** The catalogues by language. */
export const catalogues: Readonly<Record<Language, Messages>> = {
  en: {
    app: enApp,
    apply: enApply,
    commands: enCommands,
    compare: enCompare,
    editor: enEditor,
    packets: enPackets,
    playback: enPlayback,
    selection: enSelection,
    simulation: enSimulation,
  },
  ko: {
    app: koApp,
    apply: koApply,
    commands: koCommands,
    compare: koCompare,
    editor: koEditor,
    packets: koPackets,
    playback: koPlayback,
    selection: koSelection,
    simulation: koSimulation,
  },
};
