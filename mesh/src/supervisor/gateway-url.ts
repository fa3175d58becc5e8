/** Where the shop is, as seen from this machine. */
export function gatewayUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}
