import { describe, expect, it } from 'vitest';
import { run, states, told, versions } from '../../testing/one-pod.ts';

describe('probes', () => {
  it('KUBELET70: take a pod out of service after the failure threshold, and let it in again', () => {
    const container = 'image: nginx, readinessProbe: {httpGet: {port: 80}, periodSeconds: 2, failureThreshold: 3}';
    const trace = run(
      { container },
      '60s',
      ['10s', { type: 'setReady', pod: 'default/web', isReady: false }],
      ['30s', { type: 'setReady', pod: 'default/web', isReady: true }],
    );
    expect(states(trace).slice(2)).toEqual([
      '0.91 Running running',
      '0.92 Running running ready',
      '14.92 Running running',
      '30.92 Running running ready',
    ]);
    expect(told(trace)).toContain('Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503 (x10)');
  });

  it('KUBELET76: let a pod in only after the success threshold', () => {
    const container = 'image: nginx, readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 2, successThreshold: 3}';
    expect(states(run({ container }, '12s')).slice(2)).toEqual(['0.91 Running running', '4.92 Running running ready']);
  });

  it('KUBELET71: say what they heard', () => {
    const container = 'image: nginx, readinessProbe: {httpGet: {port: 8080, path: /healthz}}';
    expect(told(run({ container }, '15s'))).toContain(
      'Unhealthy: Readiness probe failed: Get "http://10.244.2.2:8080/healthz": dial tcp 10.244.2.2:8080: connect: connection refused (x2)',
    );
  });

  it('KUBELET72: give up on an answer that takes longer than the timeout', () => {
    const container = 'image: nginx, readinessProbe: {httpGet: {port: 80}}';
    const trace = run({ container, annotations: 'kubehops.dev/latency: 2s' }, '8s');
    expect(told(trace)).toContain(
      'Unhealthy: Readiness probe failed: Get "http://10.244.2.2:80/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    );
  });

  it('KUBELET73: restart a container that fails its liveness probe', () => {
    const container = 'image: nginx, livenessProbe: {tcpSocket: {port: 8080}, periodSeconds: 5, failureThreshold: 2}';
    const trace = run({ container }, '12s');
    expect(states(trace).slice(2)).toEqual([
      '0.91 Running running ready',
      '6.92 Running Completed',
      '7.82 Running running ready',
    ]);
    expect(told(trace)).toContain('Killing: Container c failed liveness probe, will be restarted');
    expect(told(trace)).toContain(
      'Unhealthy: Liveness probe failed: dial tcp 10.244.2.2:8080: connect: connection refused (x3)',
    );
  });

  it('KUBELET74: wait for the startup probe', () => {
    const container =
      'image: nginx, startupProbe: {tcpSocket: {port: 80}, initialDelaySeconds: 6}, readinessProbe: {tcpSocket: {port: 80}}';
    expect(states(run({ container }, '12s')).slice(2)).toEqual(['0.91 Running running', '6.92 Running running ready']);
  });

  it('KUBELET75: do nothing to a pod without a readiness probe', () => {
    const trace = run({}, '60s', ['10s', { type: 'setReady', pod: 'default/web', isReady: false }]);
    expect(states(trace)).toHaveLength(3);
  });

  it('cost nothing while nothing changes', () => {
    const container = 'image: nginx, readinessProbe: {tcpSocket: {port: 80}}, livenessProbe: {tcpSocket: {port: 80}}';
    expect(versions(run({ container }, '10m'))).toHaveLength(versions(run({ container }, '10s')).length);
  });
});
