import type { MeshPicture, ReplicaState } from '@comptoir/contracts/http/operations';
import type { Text } from '../i18n/language.ts';
import { opsTexts } from './texts.ts';

export type Tone = 'good' | 'warn' | 'bad';
export interface State {
  tone: Tone;
  text: Text;
}

export type Service = MeshPicture['services'][number];

export const replicaState = ({ up, ready }: ReplicaState): State =>
  up
    ? ready === false
      ? { tone: 'warn', text: opsTexts.notReady }
      : { tone: 'good', text: opsTexts.running }
    : { tone: 'bad', text: opsTexts.replicaDown };

export function serviceState({ replicas }: Service): State {
  const tones = replicas.map((replica) => replicaState(replica).tone);
  if (!tones.some((tone) => tone !== 'bad')) return { tone: 'bad', text: opsTexts.down };
  if (tones.some((tone) => tone !== 'good')) return { tone: 'warn', text: opsTexts.degraded };
  return { tone: 'good', text: opsTexts.running };
}

export const processState = ({ up, ready }: { up: boolean; ready?: boolean | undefined }): State =>
  up
    ? ready === false
      ? { tone: 'warn', text: opsTexts.degraded }
      : { tone: 'good', text: opsTexts.running }
    : { tone: 'bad', text: opsTexts.down };
