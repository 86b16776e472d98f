/** A sentence behind the name of the client that it tells of. */
import type { Message } from '../../simulation/message.ts';

/**
 * What follows `client` where `sentence`, the words of `message`, is told of it: the whole sentence, or the rest of one
 * that begins with the client itself. One that begins with something else of the same name is told as a whole.
 */
export function tellOf(client: string, { params }: Message, sentence: string): string {
  const isSubject = 'client' in params && params.client === client && sentence.startsWith(`${client} `);
  return isSubject ? sentence.slice(client.length) : ` ${sentence}`;
}
