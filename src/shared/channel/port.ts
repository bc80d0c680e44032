/** @file The least a transport must offer to carry the channel: ordered messages both ways and a closing. */

export interface Port {
  /** Delivers a structured-cloneable message; silently dropped after closing. */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
