import { expect, test } from 'vitest';
import { expectedStages, stageText } from './stages.ts';

test('stages are known beforehand; one that only the runner knows is added', () => {
  expect(expectedStages(['mx', 'client'], [{ id: 'queue' }, { id: 'start' }, { id: 'ready' }])).toEqual([
    'queue',
    'network',
    'world',
    'host:mx',
    'host:client',
    'boot:mx',
    'boot:client',
    'start',
  ]);
});

test('a stage names its host', () => {
  expect(stageText('boot:mx')['zh-cn']).toContain('mx');
});
