import { expect, test } from '@jest/globals';
import { scrapeTargets } from '../plan/scrape-targets.ts';
import { discoverTargets } from './discover-targets.ts';

/** Containers by address, as Docker's DNS would tell of them. */
function network(containers: Record<string, { service: string; replica: number | undefined }>) {
  return {
    addressesOf: async (service: string) => {
      const found = Object.keys(containers).filter((address) => containers[address]?.service === service);
      if (found.length === 0) throw new Error('ENOTFOUND');
      return Promise.resolve(found);
    },
    replicaOf: async (address: string) => Promise.resolve(containers[address]?.replica),
  };
}

const replicasIn = async (services: string[], names: ReturnType<typeof network>) =>
  scrapeTargets(await discoverTargets(services, names)).filter(({ labels }) => labels.job === 'comptoir');

test('every container of every service is a target, labelled with its number', async () => {
  const names = network({
    '172.18.0.7': { service: 'stock', replica: 2 },
    '172.18.0.4': { service: 'stock', replica: 1 },
    '172.18.0.9': { service: 'auth', replica: 1 },
  });

  expect(await replicasIn(['auth', 'stock'], names)).toEqual([
    {
      targets: ['172.18.0.9:3000'],
      labels: { job: 'comptoir', service: 'auth', replica: '1', instance: 'auth-1' },
    },
    {
      targets: ['172.18.0.4:3000'],
      labels: { job: 'comptoir', service: 'stock', replica: '1', instance: 'stock-1' },
    },
    {
      targets: ['172.18.0.7:3000'],
      labels: { job: 'comptoir', service: 'stock', replica: '2', instance: 'stock-2' },
    },
  ]);
});

test('a service without a container, or a container without a number, hides no other', async () => {
  const names = network({
    '172.18.0.4': { service: 'stock', replica: 1 },
    '172.18.0.5': { service: 'stock', replica: undefined },
  });

  const replicas = await replicasIn(['auth', 'stock'], names);

  expect(replicas.map(({ targets }) => targets)).toEqual([['172.18.0.4:3000']]);
});

test('the gateway and the engines are watched through their exporters, and who watches is watched too', async () => {
  const targets = await discoverTargets([], network({}));

  expect(scrapeTargets(targets).map(({ targets: [address], labels }) => [labels.job, address])).toEqual([
    ['nginx', 'nginx-exporter:9113'],
    ['mariadb', 'mariadb-exporter:9104'],
    ['redis', 'redis-exporter:9121'],
    ['redis', 'redis-exporter:9121'],
    ['prometheus', 'localhost:9090'],
    ['alertmanager', 'alertmanager:9093'],
  ]);
});
