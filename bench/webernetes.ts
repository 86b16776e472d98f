/** The peer's side of a comparison: a cluster of webernetes behind its own NodePort. */
import { BaseImage, Cluster, type ProcessContext } from '@ngrok/webernetes';

const URL = 'http://node-1:31000';

/** A web server that answers every request. */
class WebServer extends BaseImage {
  static readonly imageName = 'web';
  static readonly imageVersion = '1.0';
  readonly defaultCommand = ['server'];

  override async exec(context: ProcessContext, argv: readonly string[]): Promise<number> {
    if (argv[0] !== 'server') return await super.exec(context, argv);
    context.listenHttp(8080, () => Promise.resolve({ status: 200, body: 'ok' }));
    return await context.waitUntilKilled();
  }
}

/** One cluster; it runs on the real clock. */
export class Peer {
  private readonly cluster = new Cluster();

  /** A Deployment of so many and its Service: all pods Ready, and a request answered. */
  async becomeReady(replicas: number): Promise<void> {
    const { cluster } = this;
    cluster.registerImage(WebServer);
    await cluster.init();
    await cluster.apply([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: {
          replicas,
          selector: { matchLabels: { app: 'web' } },
          template: {
            metadata: { labels: { app: 'web' } },
            spec: { containers: [{ name: 'web', image: 'web:1.0', ports: [{ containerPort: 8080 }] }] },
          },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web' },
        spec: {
          type: 'NodePort',
          selector: { app: 'web' },
          ports: [{ port: 80, targetPort: 8080, nodePort: 31_000, protocol: 'TCP' }],
        },
      },
    ]);
    while ((await this.readyPods()) < replicas) await pause();
    for (;;) {
      // Until kube-proxy and DNS are there, a fetch fails in one way or another.
      const isAnswered = await this.request().catch(() => false);
      if (isAnswered) return;
      await pause();
    }
  }

  /** One request through the node port; whether it was answered. */
  async request(): Promise<boolean> {
    return (await this.cluster.fetch(URL)).status === 200;
  }

  /** Ends the cluster. */
  async close(): Promise<void> {
    await this.cluster.close();
  }

  private async readyPods(): Promise<number> {
    const { items } = await this.cluster.api.corev1.listNamespacedPod({ namespace: 'default' });
    return items.filter(({ status }) =>
      status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
    ).length;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 5));
}
