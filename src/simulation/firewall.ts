/** The cloud's firewall in front of the nodes: a security group, a VPC firewall rule. Kubernetes knows nothing of it. */

/** Open until somebody closes it. */
export class Firewall {
  private isLettingIn = true;

  /** Whether traffic from the internet gets through to the nodes' own addresses. */
  get isOpen(): boolean {
    return this.isLettingIn;
  }

  /** Opens or closes it; returns whether that changed anything. */
  set(isOpen: boolean): boolean {
    if (this.isLettingIn === isOpen) return false;
    this.isLettingIn = isOpen;
    return true;
  }
}
