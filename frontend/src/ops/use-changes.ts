import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../ui/live.tsx';

/** Announces a sentence when it becomes another one, and keeps quiet about the first. */
export function useChanges(sentence: string): void {
  const last = useRef(sentence);
  useEffect(() => {
    if (sentence !== last.current) announce(sentence);
    last.current = sentence;
  }, [sentence]);
}
