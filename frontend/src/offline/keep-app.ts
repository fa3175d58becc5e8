/** Hands the app's files to the service worker, which serves them when the gateway does not. */
export function keepAppOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  addEventListener('load', () => {
    navigator.serviceWorker.register('/service-worker.js').catch((error: unknown) => {
      // The app works without; only a reload without a network would not.
      reportError(error);
    });
  });
}
