import { expect, test } from '@jest/globals';
import { candidatePorts } from './port-range.ts';

function first(gatewayPort: number, count: number): number[] {
  return [...candidatePorts(gatewayPort)].slice(0, count);
}

test('looks right above the gateway', () => {
  expect(first(8080, 3)).toEqual([8081, 8082, 8083]);
});

test.each([80, 443])('stays out of what belongs to root when the gateway is %i', (gatewayPort) => {
  expect(first(gatewayPort, 1)).toEqual([gatewayPort + 10_000]);
});

test.each([1, 1023, 1024, 8080, 32_767, 32_768, 40_000, 65_535])(
  'offers every usable port once, and none above 32767, beside a gateway on %i',
  (gatewayPort) => {
    const all = [...candidatePorts(gatewayPort)];

    expect(new Set(all).size).toBe(all.length);
    expect(Math.min(...all)).toBe(1024);
    expect(Math.max(...all)).toBe(32_767);
  },
);
