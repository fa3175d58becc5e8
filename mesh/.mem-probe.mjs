import { readFileSync } from 'node:fs';
const pss=()=>{const t=readFileSync('/proc/self/smaps_rollup','utf8');return (Number(/^Pss_Anon:\s+(\d+)/m.exec(t)[1])/1024).toFixed(1)};
const t0=performance.now();
for (const m of 'koa @koa/router pino prom-client knex mysql2 ioredis zod jose opossum undici lru-cache uuid'.split(' ')) await import(m);
const t=performance.now()-t0;const a=pss();
await new Promise(r=>setTimeout(r,Number(process.argv[2]??2000)));
const u=process.memoryUsage();
console.log(process.execArgv.join(' '),'| load',t.toFixed(0),'ms cpu', (process.cpuUsage().user/1000).toFixed(0),'| anon',a,'->',pss(),'heap',(u.heapUsed/1e6).toFixed(1),(u.heapTotal/1e6).toFixed(1),'ext',(u.external/1e6).toFixed(1));
