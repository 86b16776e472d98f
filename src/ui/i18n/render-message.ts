/** Message -> sentence. No DOM here: the command line says the same sentences as the page. */
import type { Message, MessageId, SimulationMessages } from '../../simulation/message.ts';

/** A language's words for everything the simulation says: one function for each id, held to its parameters. */
export type SimulationCatalogue = {
  readonly [Id in MessageId]: (params: SimulationMessages[Id]) => string;
};

/** The sentence of `message` in the catalogue's language. */
export function renderMessage(message: Message, catalogue: SimulationCatalogue): string {
  // The pair (id, params) was built together, which the compiler cannot see through the union.
  const say = catalogue[message.id] as (params: Message['params']) => string;
  return say(message.params);
}
