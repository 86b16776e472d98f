/** English: the page about Kubehops, its rules, what is simplified, and whose work it stands on. */

/** The groups of rules, in the order of the page. */
export type RuleGroup = 'reading' | 'naming' | 'services' | 'deployments' | 'pods' | 'others' | 'general' | 'advice';

/** Somebody else's work on the page. */
export interface Credit {
  readonly what: string;
  readonly by: string;
  readonly license: string;
}

/** The shape that every other language must have. */
export interface AboutMessages {
  readonly title: string;
  readonly contents: string;
  readonly close: string;
  readonly models: string;
  /** Paragraphs. */
  readonly modelsText: (version: string) => readonly string[];
  readonly rules: string;
  readonly rulesHint: string;
  readonly groups: Readonly<Record<RuleGroup, string>>;
  readonly linkTo: (rule: string) => string;
  readonly simplified: string;
  readonly simplifiedHint: (count: number) => string;
  readonly credits: string;
  readonly creditsHint: string;
  readonly creditList: readonly Credit[];
  /** Of the link in the editor's hover. */
  readonly readRule: string;
}

/** The English words. */
export const about: AboutMessages = {
  title: 'About Kubehops',
  contents: 'Contents',
  close: 'Close',
  models: 'What is modelled',
  modelsText: (version) => [
    `Kubehops models Kubernetes ${version}. What you see is what a simulation did: it reads your manifests as kubectl and the API server do, runs the controllers, the scheduler, kube-proxy and DNS, and sends each request through their rules.`,
    'Its verdicts, messages, endpoints, proxy rules and DNS answers are held against answers recorded from the real programs. Everything runs in your browser: nothing is sent anywhere.',
  ],
  rules: 'Rules, and why they are so',
  rulesHint:
    'What the problems below the editor are about. The words of a problem are Kubernetes’ own; these are ours.',
  groups: {
    reading: 'Reading the text',
    naming: 'Names, labels and namespaces',
    services: 'Services',
    deployments: 'Deployments',
    pods: 'Pods and containers',
    others: 'Endpoints and Ingresses',
    general: 'Of any field',
    advice: 'Accepted, and almost surely wrong',
  },
  linkTo: (rule) => `Link to this rule: ${rule}`,
  simplified: 'What is simplified',
  simplifiedHint: (count) =>
    `${String(count)} places where Kubehops does less than Kubernetes, gathered from its sources. Everything else is meant to be exact.`,
  credits: 'Credits and licences',
  creditsHint: 'The descriptions of fields in the editor are Kubernetes’ own words, taken from its published schema.',
  creditList: [
    {
      what: 'Schema and descriptions of the Kubernetes API',
      by: 'The Kubernetes Authors, by way of kubernetes-models (MIT)',
      license: 'Apache-2.0',
    },
    { what: 'Source Sans 3', by: 'Adobe', license: 'SIL Open Font License 1.1' },
    { what: 'Source Code Pro', by: 'Adobe', license: 'SIL Open Font License 1.1' },
    { what: 'Noto Sans KR', by: 'Google and Adobe', license: 'SIL Open Font License 1.1' },
  ],
  readRule: 'Read the rule',
};
