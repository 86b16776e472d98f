/** Monaco with the YAML service: completion and hover from the Kubernetes schema, no validation of its own. */
import { configureMonacoYaml, type JSONSchema } from 'monaco-yaml';
import * as monaco from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import './monaco-features.ts';
import schemaText from './kubernetes-schema.generated.json?raw';
import YamlWorker from './yaml.worker.ts?worker';

/** The one file in the editor; the schema is for it. */
export const MANIFEST_URI: monaco.Uri = monaco.Uri.parse('file:///manifest.yaml');

type CompletionProvider = monaco.languages.CompletionItemProvider;

/** What the YAML service passes to `createWebWorker`, as Monaco had it before 0.53. */
interface EarlierWorkerOptions {
  readonly host?: Record<string, (...parameters: unknown[]) => unknown>;
  readonly createData?: unknown;
}

// Monaco would look for its workers beside itself, which is not where the bundler puts them.
globalThis.MonacoEnvironment = {
  getWorker: (_id: string, label: string) => (label === 'yaml' ? new YamlWorker() : new EditorWorker()),
};

/** The service speaks the protocol of an earlier Monaco; here it meets the present one. */
const facade = {
  ...monaco,
  languages: {
    ...monaco.languages,
    registerCompletionItemProvider: (selector: monaco.languages.LanguageSelector, provider: CompletionProvider) =>
      monaco.languages.registerCompletionItemProvider(selector, withoutFinishedWords(provider)),
  },
  editor: {
    ...monaco.editor,
    createWebWorker<T extends object>(options: EarlierWorkerOptions): monaco.editor.MonacoWebWorker<T> {
      const worker = new YamlWorker();
      worker.postMessage('ignore'); // the worker's own loader swallows its first message
      worker.postMessage(options.createData);
      return monaco.editor.createWebWorker<T>({ worker, ...(options.host !== undefined && { host: options.host }) });
    },
  },
};

/** Enter must break the line once a word is typed in full: then nothing is offered, and every key asks anew. */
function withoutFinishedWords(provider: CompletionProvider): CompletionProvider {
  return {
    ...provider,
    async provideCompletionItems(model, position, context, token) {
      const list = await provider.provideCompletionItems(model, position, context, token);
      if (list === null || list === undefined) return list;
      const { word } = model.getWordUntilPosition(position);
      const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
      const isFinished = word !== '' && list.suggestions.some((each) => before.endsWith(each.insertText.trim()));
      return { ...list, suggestions: isFinished ? [] : list.suggestions, incomplete: true };
    },
  };
}

// The service's types describe the whole of the earlier Monaco; it uses only what the facade has.
configureMonacoYaml(facade as unknown as Parameters<typeof configureMonacoYaml>[0], {
  enableSchemaRequest: false,
  // The API server's words are the truth; the schema would say the same things differently.
  validate: false,
  format: { enable: false },
  schemas: [
    {
      uri: 'inmemory://schema/kubernetes.json',
      fileMatch: ['**/*.yaml'],
      // Made by our own build; the service reads it as it reads any schema.
      schema: JSON.parse(schemaText) as JSONSchema,
    },
  ],
});

export { monaco };
