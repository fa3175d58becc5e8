// Started as a process of its own: Koa and nothing else, the least a service written with it can cost.
import Koa from 'koa';

const [port = '', product = '{}'] = process.argv.slice(2);
const body: unknown = JSON.parse(product);

const app = new Koa();
app.use((context) => {
  context.body = body;
});
const server = app.listen(Number(port), '127.0.0.1');
// Longer than Nginx keeps its side open (lesson 4).
server.keepAliveTimeout = 75_000;
server.headersTimeout = 76_000;
process.once('SIGTERM', () => server.close(() => process.exit(0)).closeAllConnections());
