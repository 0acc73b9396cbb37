import type { GradeReport } from '../contract/api.ts';
import type { ItemResult } from '../contract/attempt.ts';

/** JUnit XML as CI systems read it: a `failure` is the learner's, an `error` is ours. */
export function asJunit(report: GradeReport): string {
  const suites = [
    { name: report.lab, results: report.results },
    ...(report.afterReboot ? [{ name: `${report.lab} after reboot`, results: report.afterReboot }] : []),
  ];
  const cases = (results: readonly ItemResult[], suite: string) =>
    results.map(({ id, result, took }) => {
      const open = `    <testcase classname="${xml(suite)}" name="${xml(id)}" time="${(took / 1000).toFixed(3)}"`;
      if (result.verdict === 'pass') return `${open}/>`;
      if (result.verdict === 'fail')
        return `${open}>\n      <failure message="${xml(result.observed.en)}">expected: ${xml(result.expected.en)}</failure>\n    </testcase>`;
      return `${open}>\n      <error message="${xml(result.cause)}"/>\n    </testcase>`;
    });
  const body = suites.map(({ name, results }) => {
    const count = (verdict: string) => results.filter((r) => r.result.verdict === verdict).length;
    return [
      `  <testsuite name="${xml(name)}" tests="${results.length}" failures="${count('fail')}" errors="${count('error')}">`,
      ...cases(results, name),
      '  </testsuite>',
    ].join('\n');
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...body, '</testsuites>'].join('\n');
}

/** For text and attributes. What XML 1.0 does not allow at all (§2.2) becomes U+FFFD: a hostile banner may hold it. */
export function xml(text: string): string {
  const allowed = [...text].map((c) => (/[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(c) ? c : '\uFFFD')).join('');
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
