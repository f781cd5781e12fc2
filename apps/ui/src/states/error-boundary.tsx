import { Component, type ReactNode } from 'react';
import { ErrorRegion } from './error-region';

interface Props {
  readonly text: string;
  readonly children: ReactNode;
}

/** Keeps an error inside one panel or tab; its neighbours go on. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <ErrorRegion text={this.props.text} error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
